#include "app/transport/peer/needed_elements.h"

#include <array>

namespace prosc {

namespace {

constexpr const char *kCore = "libgstreamer1.0-0";
constexpr const char *kBase = "gstreamer1.0-plugins-base";
constexpr const char *kGood = "gstreamer1.0-plugins-good";
constexpr const char *kBad = "gstreamer1.0-plugins-bad";
constexpr const char *kNice = "gstreamer1.0-nice";

constexpr std::array kNeeded = {
    NeededElement{"webrtcbin", kBad},        NeededElement{"dtlsdec", kBad},
    NeededElement{"dtlsenc", kBad},          NeededElement{"dtlssrtpdec", kBad},
    NeededElement{"dtlssrtpenc", kBad},      NeededElement{"srtpdec", kBad},
    NeededElement{"srtpenc", kBad},          NeededElement{"h264parse", kBad},
    NeededElement{"nicesrc", kNice},         NeededElement{"nicesink", kNice},
    NeededElement{"rtpbin", kGood},          NeededElement{"rtpfunnel", kGood},
    NeededElement{"rtprtxsend", kGood},      NeededElement{"rtprtxreceive", kGood},
    NeededElement{"rtpjitterbuffer", kGood}, NeededElement{"rtpulpfecdec", kGood},
    NeededElement{"rtpulpfecenc", kGood},    NeededElement{"rtpreddec", kGood},
    NeededElement{"rtpredenc", kGood},       NeededElement{"rtpstorage", kGood},
    NeededElement{"rtpvp8depay", kGood},     NeededElement{"rtpvp9depay", kGood},
    NeededElement{"rtph264depay", kGood},    NeededElement{"rtpopusdepay", kGood},
    NeededElement{"rtpvp8pay", kGood},       NeededElement{"rtpvp9pay", kGood},
    NeededElement{"rtph264pay", kGood},      NeededElement{"rtpopuspay", kGood},
    NeededElement{"appsrc", kBase},          NeededElement{"appsink", kBase},
    NeededElement{"capsfilter", kCore},      NeededElement{"clocksync", kCore},
};

} // namespace

std::span<const NeededElement> neededElements()
{
    return kNeeded;
}

QStringList packagesLacking(const std::function<bool(const char *)> &exists)
{
    QStringList packages;
    for (const auto &[name, package] : kNeeded) {
        if (!exists(name)) {
            packages << QString::fromLatin1(package);
        }
    }
    packages.removeDuplicates();
    return packages;
}

} // namespace prosc
