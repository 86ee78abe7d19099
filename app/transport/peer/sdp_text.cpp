#include "app/transport/peer/sdp_text.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

QStringList linesOf(const QString &sdp)
{
    QStringList lines = sdp.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    for (QString &line : lines) {
        line = line.trimmed();
    }
    return lines;
}

QString joined(const QStringList &lines)
{
    return lines.join(QLatin1String("\r\n")) + QLatin1String("\r\n");
}

bool isFirFeedback(const QString &line)
{
    return line.startsWith(QLatin1String("a=rtcp-fb:")) && line.endsWith(QLatin1String(" ccm fir"));
}

/// The "a=ssrc" lines of the layers, each with `attributes` ("cname:...", "msid:...").
QStringList layerLines(const std::vector<LayerSources> &layers, const QStringList &attributes)
{
    QStringList lines;
    QString group = u"a=ssrc-group:SIM"_s;
    for (const LayerSources &layer : layers) {
        group += u" %1"_s.arg(layer.media);
    }
    lines << group;
    for (const LayerSources &layer : layers) {
        lines << u"a=ssrc-group:FID %1 %2"_s.arg(layer.media).arg(layer.repeated);
    }
    for (const LayerSources &layer : layers) {
        for (const uint32_t source : {layer.media, layer.repeated}) {
            for (const QString &attribute : attributes) {
                lines << u"a=ssrc:%1 %2"_s.arg(source).arg(attribute);
            }
        }
    }
    return lines;
}

} // namespace

QString curedOffer(const QString &sdp)
{
    QStringList cured;
    const QStringList lines = linesOf(sdp);
    const bool hasReducedSize = lines.contains(QLatin1String("a=rtcp-rsize"));
    for (const QString &line : lines) {
        if (isFirFeedback(line)) {
            continue;
        }
        if (line == QLatin1String("a=setup:actpass")) {
            cured << u"a=setup:active"_s;
            continue;
        }
        cured << line;
        if (line == QLatin1String("a=rtcp-mux") && !hasReducedSize) {
            cured << u"a=rtcp-rsize"_s;
        }
    }
    return joined(cured);
}

QStringList midsOf(const QString &sdp)
{
    const QLatin1String midPrefix("a=mid:");
    QStringList mids;
    for (const QString &line : linesOf(sdp)) {
        if (line.startsWith(QLatin1String("m="))) {
            mids << QString();
        } else if (!mids.isEmpty() && line.startsWith(midPrefix)) {
            mids.last() = line.mid(midPrefix.size());
        }
    }
    return mids;
}

QString withCandidates(const QString &sdp, const std::vector<msg::Candidate> &candidates,
                       bool complete)
{
    QStringList out;
    int section = -1;
    const auto closeSection = [&] {
        bool any = false;
        for (const msg::Candidate &candidate : candidates) {
            if (candidate.mLineIndex == section && section >= 0) {
                out << QLatin1String("a=") + candidate.candidate;
                any = true;
            }
        }
        if (any && complete) {
            out << u"a=end-of-candidates"_s;
        }
    };
    for (const QString &line : linesOf(sdp)) {
        if (line.startsWith(QLatin1String("m="))) {
            closeSection();
            ++section;
        }
        out << line;
    }
    closeSection();
    return joined(out);
}

QString withLayers(const QString &offer, const std::vector<LayerSources> &layers)
{
    QStringList out;
    QStringList attributes;
    bool inVideo = false;
    const auto closeSection = [&] {
        if (inVideo) {
            out << layerLines(layers, attributes);
        }
    };
    for (const QString &line : linesOf(offer)) {
        if (line.startsWith(QLatin1String("m="))) {
            closeSection();
            inVideo = line.startsWith(QLatin1String("m=video"));
        }
        if (inVideo && line.startsWith(QLatin1String("a=ssrc:"))) {
            const QString attribute = line.section(QLatin1Char(' '), 1);
            if (!attributes.contains(attribute)) {
                attributes << attribute;
            }
        } else if (!inVideo || !line.startsWith(QLatin1String("a=ssrc-group:"))) {
            out << line;
        }
    }
    closeSection();
    return joined(out);
}

QString gstIceUri(const QString &url, const QString &username, const QString &credential)
{
    const auto colon = url.indexOf(QLatin1Char(':'));
    const QString scheme = url.left(colon);
    QString host = url.mid(colon + 1);
    if (colon < 0 || host.isEmpty()) {
        return {};
    }
    const bool hasPort = host.section(QLatin1Char('?'), 0, 0)
                             .section(QLatin1Char(']'), -1)
                             .contains(QLatin1Char(':'));
    if (!hasPort) {
        const auto query = host.indexOf(QLatin1Char('?'));
        host.insert(query < 0 ? host.size() : query,
                    scheme == QLatin1String("turns") ? u":5349"_s : u":3478"_s);
    }
    if (scheme == QLatin1String("stun")) {
        return u"stun://"_s + host;
    }
    if (scheme == QLatin1String("turn") || scheme == QLatin1String("turns")) {
        const auto coded = [](const QString &text) {
            return QString::fromLatin1(QUrl::toPercentEncoding(text));
        };
        return u"%1://%2:%3@%4"_s.arg(scheme, coded(username), coded(credential), host);
    }
    return {};
}

} // namespace prosc
