#include "app/media/encode/encoder_catalogue.h"

#include <algorithm>
#include <array>

namespace prosc {

namespace {

constexpr int64_t kMeanRate = 5'000'000;
constexpr int kQuality = 23;
constexpr const char *kStartPreset = "veryfast";

constexpr EncoderEntry kX264{
    "x264", "libx264", AV_PIX_FMT_YUV420P, AV_HWDEVICE_TYPE_NONE, AV_PIX_FMT_NONE, 0, 0,
    // x264-params pins what shows in the headers, so that they are the same for every preset and
    // the preset can be switched during a recording.
    "crf=22 profile=high level=4.1 forced-idr=1 "
    "x264-params=ref=1:cabac=1:8x8dct=1:weightp=0:bframes=0:stitchable=1:psy=0",
    true};

constexpr EncoderEntry kOpenH264{"openh264",
                                 "libopenh264",
                                 AV_PIX_FMT_YUV420P,
                                 AV_HWDEVICE_TYPE_NONE,
                                 AV_PIX_FMT_NONE,
                                 kMeanRate,
                                 0,
                                 "profile=high rc_mode=quality",
                                 false};

constexpr EncoderEntry kNvenc{
    "nvenc",
    "h264_nvenc",
    AV_PIX_FMT_NV12,
    AV_HWDEVICE_TYPE_NONE,
    AV_PIX_FMT_NONE,
    0,
    0,
    "preset=p4 profile=high level=4.1 rc=vbr cq=23 delay=0 rc-lookahead=0 forced-idr=1",
    false};

constexpr EncoderEntry kQuickSync{
    "qsv",
    "h264_qsv",
    AV_PIX_FMT_NV12,
    AV_HWDEVICE_TYPE_QSV,
    AV_PIX_FMT_QSV,
    kMeanRate,
    kQuality,
    "preset=veryfast profile=high async_depth=1 forced_idr=1 look_ahead=0",
    false};
constexpr EncoderEntry kVaapi{"vaapi",
                              "h264_vaapi",
                              AV_PIX_FMT_NV12,
                              AV_HWDEVICE_TYPE_VAAPI,
                              AV_PIX_FMT_VAAPI,
                              kMeanRate,
                              kQuality,
                              "profile=high level=41 async_depth=1",
                              false};

constexpr EncoderEntry kVideoToolbox{"videotoolbox",
                                     "h264_videotoolbox",
                                     AV_PIX_FMT_NV12,
                                     AV_HWDEVICE_TYPE_NONE,
                                     AV_PIX_FMT_NONE,
                                     kMeanRate,
                                     0,
                                     "profile=high level=4.1 realtime=1",
                                     false};

constexpr EncoderEntry kAmf{"amf",
                            "h264_amf",
                            AV_PIX_FMT_NV12,
                            AV_HWDEVICE_TYPE_NONE,
                            AV_PIX_FMT_NONE,
                            kMeanRate,
                            0,
                            "usage=transcoding profile=high level=4.1 rc=vbr_peak",
                            false};
constexpr EncoderEntry kMediaFoundation{"mediafoundation",
                                        "h264_mf",
                                        AV_PIX_FMT_NV12,
                                        AV_HWDEVICE_TYPE_NONE,
                                        AV_PIX_FMT_NONE,
                                        kMeanRate,
                                        0,
                                        "rate_control=pc_vbr hw_encoding=1",
                                        false};

// Hardware before software. A maker's own interface comes before the system's, which often wraps it
// and takes fewer options; macOS has no other.
constexpr std::array kForLinux{kNvenc, kQuickSync, kVaapi, kX264, kOpenH264};
constexpr std::array kForWindows{kNvenc, kQuickSync, kAmf, kMediaFoundation, kX264, kOpenH264};
constexpr std::array kForMacOs{kVideoToolbox, kX264, kOpenH264};

} // namespace

std::span<const EncoderEntry> encoderCatalogue(OperatingSystem system)
{
    switch (system) {
    case OperatingSystem::Windows:
        return kForWindows;
    case OperatingSystem::MacOs:
        return kForMacOs;
    case OperatingSystem::Linux:
        break;
    }
    return kForLinux;
}

const std::vector<EncoderPreset> &x264Presets()
{
    // The look-ahead is limited to veryfast's, as each further picture takes 5 MB. The costs were
    // measured: 7.6, 10.0, 13.1, 19.2, 24.7 and 25.0 ms per picture for nine cameras at 1080p on
    // one thread.
    const auto near = QByteArrayLiteral("rc-lookahead=10");
    static const std::vector<EncoderPreset> presets{
        {QByteArrayLiteral("ultrafast"), 0.58, {}}, {QByteArrayLiteral("superfast"), 0.77, {}},
        {QByteArrayLiteral("veryfast"), 1.0, {}},   {QByteArrayLiteral("faster"), 1.47, near},
        {QByteArrayLiteral("fast"), 1.89, near},    {QByteArrayLiteral("medium"), 1.95, near}};
    return presets;
}

std::vector<EncoderCandidate> catalogueCandidates()
{
    std::vector<EncoderCandidate> candidates;
    for (const auto &entry : encoderCatalogue()) {
        candidates.push_back({QString::fromLatin1(entry.name),
                              entry.presets ? x264Presets() : std::vector<EncoderPreset>(),
                              [&entry](const VideoSettings &settings) {
                                  return openVideoEncoder(entry, settings);
                              }});
    }
    return candidates;
}

int startPreset(const EncoderCandidate &candidate)
{
    const auto &presets = candidate.presets;
    const auto found =
        std::find_if(presets.begin(), presets.end(),
                     [](const EncoderPreset &preset) { return preset.name == kStartPreset; });
    return found == presets.end() ? 0 : static_cast<int>(found - presets.begin());
}

} // namespace prosc
