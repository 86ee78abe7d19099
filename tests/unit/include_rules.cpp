#include "tests/unit/include_rules.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <utility>

namespace prosc {

namespace {

QStringList list(std::initializer_list<const char *> words)
{
    QStringList strings;
    for (const auto *word : words) {
        strings << QString::fromLatin1(word);
    }
    return strings;
}

/// Begin of a header's name, and the library it belongs to.
constexpr std::array kFamilies = {
    std::pair{"libavcodec/", "ffmpeg"},
    std::pair{"libavformat/", "ffmpeg"},
    std::pair{"libavutil/", "ffmpeg"},
    std::pair{"libavdevice/", "ffmpeg"},
    std::pair{"libavfilter/", "ffmpeg"},
    std::pair{"libswresample/", "ffmpeg"},
    std::pair{"libswscale/", "ffmpeg"},
    std::pair{"libyuv", "libyuv"},
    std::pair{"zimg", "zimg"},
    std::pair{"opus", "opus"},
    std::pair{"gst/", "gstreamer"},
    std::pair{"glib", "gstreamer"},
    std::pair{"gio/", "gstreamer"},
    std::pair{"boost/", "boost"},
    std::pair{"openssl/", "openssl"},
    std::pair{"jwt", "jwt"},
    std::pair{"tl/", "expected"},
    // The operating system's own.
    std::pair{"sys/", "os"},
    std::pair{"net/", "os"},
    std::pair{"netinet/", "os"},
    std::pair{"arpa/", "os"},
    std::pair{"linux/", "os"},
    std::pair{"mach/", "os"},
    std::pair{"IOKit/", "os"},
};

/// The library of a header that is not ours nor Qt's; empty for the standard's, "?" for one nobody
/// knows.
QString familyOf(const QString &header)
{
    for (const auto &[begin, family] : kFamilies) {
        if (header.startsWith(QLatin1String(begin))) {
            return QString::fromLatin1(family);
        }
    }
    return header.contains(QLatin1Char('/')) ? QStringLiteral("?") : QString();
}

bool looksLikeQt(const QString &header)
{
    static const QRegularExpression name(
        QStringLiteral("^(Qt?[A-Z][A-Za-z0-9]*(/.+)?|q[a-z0-9_]+\\.h)$"));
    return name.match(header).hasMatch();
}

/// The Qt module that has `header`, "?" if none.
QString moduleOf(const QString &header, const QString &qtHeaders)
{
    if (const auto slash = header.indexOf(QLatin1Char('/')); slash > 0) {
        return header.left(slash);
    }
    static const QStringList modules =
        list({"QtCore", "QtGui", "QtWidgets", "QtNetwork", "QtWebSockets", "QtSql", "QtMultimedia",
              "QtMultimediaWidgets", "QtSvg", "QtSvgWidgets", "QtDBus", "QtConcurrent", "QtTest"});
    for (const auto &module : modules) {
        if (header == module ||
            QFileInfo::exists(QStringLiteral("%1/%2/%3").arg(qtHeaders, module, header))) {
            return module;
        }
    }
    return QStringLiteral("?");
}

bool mayUseOwn(const IncludeRule &rule, const QString &header)
{
    const auto folder = header.section(QLatin1Char('/'), 0, -2);
    return folder == rule.folder || rule.own.contains(folder) || rule.own.contains(header);
}

} // namespace

std::vector<IncludeRule> includeRules()
{
    const auto roomsPorts = list({"app/room/ports.h", "app/room/values.h", "app/room/messages.h"});
    const auto everyApp =
        list({"app/base", "app/stage", "app/room", "app/recording", "app/library", "app/mp4",
              "app/media", "app/transport", "app/net", "app/server", "app/platform", "ui/text"});
    const auto allQt = list({"QtGui", "QtWidgets", "QtNetwork", "QtSvg", "QtMultimedia"});
    return {
        {QStringLiteral("app/base"), {}, {}, {}},
        {QStringLiteral("app/stage"), list({"app/base"}), {}, {}},
        {QStringLiteral("app/room"), list({"app/base", "app/stage"}), {}, {}},
        {QStringLiteral("app/recording"),
         list({"app/base", "app/stage", "app/room/values.h"}),
         {},
         {}},
        {QStringLiteral("app/library"), list({"app/base"}), {}, {}},
        {QStringLiteral("app/mp4"), list({"app/base"}), {}, {}},
        {QStringLiteral("app/media"),
         list({"app/base", "app/stage", "app/mp4", "app/recording/ports.h"}),
         {},
         list({"ffmpeg", "libyuv", "zimg", "opus"})},
        {QStringLiteral("app/transport"),
         list({"app/base", "app/stage"}) + roomsPorts,
         {},
         list({"gstreamer"})},
        {QStringLiteral("app/net"),
         list({"app/base", "app/mp4", "app/room/join_link.h", "app/library/ports.h"}) + roomsPorts,
         list({"QtNetwork", "QtWebSockets"}),
         {}},
        {QStringLiteral("app/server"),
         list({"app/base", "app/mp4", "app/room/values.h", "app/room/messages.h",
               "app/room/join_link.h", "app/room/kept_session.h", "app/room/room_authority.h",
               "app/library/ports.h"}),
         list({"QtSql"}), list({"boost", "openssl", "jwt"})},
        // FFmpeg and libyuv: the screen under X11 is taken with libavdevice, which Qt 6.4 cannot.
        {QStringLiteral("app/devices"), list({"app/base", "app/stage"}),
         list({"QtGui", "QtMultimedia"}), list({"ffmpeg", "libyuv"})},
        {QStringLiteral("app/platform"),
         list({"app/base", "app/recording/ports.h", "app/library/ports.h", "app/room/ports.h",
               "app/room/values.h"}),
         list({"QtDBus"}),
         {}},
        {QStringLiteral("app/composition"), everyApp, {}, {}},
        // The runtime of GStreamer is made in main's reach and handed down. `library process` is
        // what the service has decoded in a process of its own.
        {QStringLiteral("app/commands"),
         list({"app/composition", "app/server", "app/net", "app/platform", "app/room",
               "app/recording", "app/library", "app/base", "ui/text", "app/transport/gst_runtime.h",
               "app/media/recording_preview.h"}),
         {},
         {}},
        {QStringLiteral("app/desktop"),
         everyApp + list({"app/composition", "app/devices", "ui"}),
         allQt,
         {}},
        {QStringLiteral("app"),
         everyApp + list({"app/composition", "app/devices", "app/commands", "app/desktop", "ui"}),
         allQt,
         {}},
        {QStringLiteral("ui/text"), list({"app/base", "app/stage"}), {}, {}},
        {QStringLiteral("ui"),
         list({"app/base", "app/stage", "app/room", "app/recording", "app/library", "ui/text"}),
         list({"QtGui", "QtWidgets", "QtSvg", "QtMultimedia"}),
         {}},
    };
}

QString includeProblem(const IncludeRule &rule, const QString &line, const QString &qtHeaders)
{
    static const QRegularExpression pattern(
        QStringLiteral("^\\s*#\\s*(?:include|import)\\s*([<\"])([^>\"]+)[>\"]"));
    const auto match = pattern.match(line);
    if (!match.hasMatch()) {
        return {};
    }
    const auto header = match.captured(2);
    const bool quoted = match.captured(1) == QLatin1String("\"");
    if (header.startsWith(QLatin1String("app/")) || header.startsWith(QLatin1String("ui/"))) {
        return mayUseOwn(rule, header) ? QString()
                                       : QStringLiteral("%1 is not for this folder").arg(header);
    }
    if (quoted) {
        const bool generated = header.endsWith(QLatin1String(".moc"));
        return generated ? QString() : QStringLiteral("%1 does not start at the root").arg(header);
    }
    if (looksLikeQt(header)) {
        const auto module = moduleOf(header, qtHeaders);
        return module == QLatin1String("QtCore") || rule.modules.contains(module)
                   ? QString()
                   : QStringLiteral("%1 of %2 is not for this folder").arg(header, module);
    }
    const auto family = familyOf(header);
    static const QStringList everywhere = list({"", "os", "expected"});
    return everywhere.contains(family) || rule.libraries.contains(family)
               ? QString()
               : QStringLiteral("%1 (%2) is not for this folder").arg(header, family);
}

} // namespace prosc
