#include "app/server/janus/janus_sdp.h"

#include "app/room/protocol/value_fields.h"

#include <QHash>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

struct MediaSection
{
    QString kind;
    bool refused = false;
    bool inactive = false;
    QString mid;
    /// In the order of the m-line, in lower case.
    QStringList codecs;
};

/// "a=rtpmap:96 VP8/90000" -> payload 96, codec "vp8"
void addCodec(QHash<QString, QString> &codecs, const QString &value)
{
    const auto parts = value.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (parts.size() >= 2) {
        codecs.insert(parts.at(0), parts.at(1).section(QLatin1Char('/'), 0, 0).toLower());
    }
}

MediaSection parseSection(const QStringList &lines)
{
    MediaSection section;
    // "m=<media> <port> <proto> <fmt> ..."
    const auto head = lines.first().mid(2).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    section.kind = head.value(0);
    section.refused = head.value(1) == QLatin1String("0");
    QHash<QString, QString> codecs;
    for (const QString &line : lines) {
        if (line.startsWith(QLatin1String("a=mid:"))) {
            section.mid = line.mid(6);
        } else if (line.startsWith(QLatin1String("a=rtpmap:"))) {
            addCodec(codecs, line.mid(9));
        } else if (line == QLatin1String("a=inactive")) {
            section.inactive = true;
        }
    }
    for (const QString &payload : head.mid(3)) {
        if (codecs.contains(payload)) {
            section.codecs += codecs.value(payload);
        }
    }
    return section;
}

std::vector<MediaSection> parseSections(const QString &sdp)
{
    std::vector<MediaSection> sections;
    QStringList lines;
    for (const QString &raw : sdp.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        const QString line = raw.trimmed();
        if (line.startsWith(QLatin1String("m=")) && !lines.isEmpty()) {
            sections.push_back(parseSection(lines));
            lines.clear();
        }
        if (line.startsWith(QLatin1String("m=")) || !lines.isEmpty()) {
            lines += line;
        }
    }
    if (!lines.isEmpty()) {
        sections.push_back(parseSection(lines));
    }
    return sections;
}

} // namespace

std::vector<PublishedTrack> acceptedTracks(const QString &answer)
{
    std::vector<PublishedTrack> tracks;
    for (const MediaSection &section : parseSections(answer)) {
        const bool audio = section.kind == QLatin1String("audio");
        const bool video = section.kind == QLatin1String("video");
        if ((audio || video) && !section.refused && !section.inactive &&
            !section.codecs.isEmpty()) {
            tracks.push_back(
                {section.mid, audio ? MediaKind::Audio : MediaKind::Video, section.codecs.first()});
        }
    }
    return tracks;
}

Status checkOffer(const QString &offer)
{
    int sounds = 0;
    int pictures = 0;
    for (const MediaSection &section : parseSections(offer)) {
        if (section.refused) {
            continue;
        }
        sounds += section.kind == QLatin1String("audio") ? 1 : 0;
        pictures += section.kind == QLatin1String("video") ? 1 : 0;
        if (section.kind != QLatin1String("audio") && section.kind != QLatin1String("video")) {
            return fail(ErrorCode::InvalidArgument, u"only sound and pictures are published"_s);
        }
        if (section.mid.size() > kMid.max) {
            return fail(ErrorCode::InvalidArgument, u"the name of a track is too long"_s);
        }
    }
    if (sounds > 1 || pictures > 1) {
        return fail(ErrorCode::InvalidArgument, u"one sound and one picture at a time"_s);
    }
    return {};
}

QString preferredVideoCodec(const QString &offer)
{
    QString preferred;
    for (const MediaSection &section : parseSections(offer)) {
        if (section.kind != QLatin1String("video")) {
            continue;
        }
        for (const QString &codec : section.codecs) {
            if (codec == QLatin1String("vp8")) {
                return codec;
            }
            if (preferred.isEmpty() &&
                (codec == QLatin1String("h264") || codec == QLatin1String("vp9"))) {
                preferred = codec;
            }
        }
    }
    return preferred;
}

} // namespace prosc
