#include "tests/unit/include_rules.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

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

/// A third-party library: how the names of its headers begin, and the folders that may include it.
struct Library
{
    const char *name;
    QStringList headers;
    QStringList folders;
};

const std::vector<Library> &libraries()
{
    static const std::vector<Library> all = {
        {"FFmpeg",
         list({"libavcodec/", "libavformat/", "libavutil/", "libavdevice/", "libswresample/"}),
         // The screen under X11 is captured with libavdevice: Qt 6.4 cannot.
         list({"app/media", "app/devices"})},
        {"libyuv", list({"libyuv.h", "libyuv/"}), list({"app/media", "app/devices"})},
        {"zimg", list({"zimg.h"}), list({"app/media"})},
        {"Opus", list({"opus.h", "opus/"}), list({"app/media"})},
        {"GStreamer", list({"gst/", "glib.h", "glib-", "gio/"}), list({"app/transport"})},
        {"Boost", list({"boost/"}), list({"app/server"})},
        {"OpenSSL", list({"openssl/"}), list({"app/server"})},
        {"libjwt", list({"jwt.h"}), list({"app/server"})},
    };
    return all;
}

/// C++20's headers, with the C library's under their C++ names ([headers] of the standard), and
/// tl::expected, which stands in for C++23's.
const QSet<QString> &standardHeaders()
{
    static const auto names = list({
        "algorithm",
        "any",
        "array",
        "atomic",
        "barrier",
        "bit",
        "bitset",
        "charconv",
        "chrono",
        "codecvt",
        "compare",
        "complex",
        "concepts",
        "condition_variable",
        "coroutine",
        "deque",
        "exception",
        "execution",
        "filesystem",
        "format",
        "forward_list",
        "fstream",
        "functional",
        "future",
        "initializer_list",
        "iomanip",
        "ios",
        "iosfwd",
        "iostream",
        "istream",
        "iterator",
        "latch",
        "limits",
        "list",
        "locale",
        "map",
        "memory",
        "memory_resource",
        "mutex",
        "new",
        "numbers",
        "numeric",
        "optional",
        "ostream",
        "queue",
        "random",
        "ranges",
        "ratio",
        "regex",
        "scoped_allocator",
        "semaphore",
        "set",
        "shared_mutex",
        "source_location",
        "span",
        "sstream",
        "stack",
        "stdexcept",
        "stop_token",
        "streambuf",
        "string",
        "string_view",
        "strstream",
        "syncstream",
        "system_error",
        "thread",
        "tuple",
        "type_traits",
        "typeindex",
        "typeinfo",
        "unordered_map",
        "unordered_set",
        "utility",
        "valarray",
        "variant",
        "vector",
        "version",
        "cassert",
        "ccomplex",
        "cctype",
        "cerrno",
        "cfenv",
        "cfloat",
        "cinttypes",
        "climits",
        "clocale",
        "cmath",
        "csetjmp",
        "csignal",
        "cstdarg",
        "cstddef",
        "cstdint",
        "cstdio",
        "cstdlib",
        "cstring",
        "ctgmath",
        "ctime",
        "cuchar",
        "cwchar",
        "cwctype",
        "tl/expected.hpp",
    });
    static const QSet<QString> set(names.begin(), names.end());
    return set;
}

/// The operating systems' own: POSIX, glibc, Linux, Windows, macOS. Allowed everywhere.
bool isSystemHeader(const QString &header)
{
    static const auto names =
        list({"arpa/inet.h", "dirent.h", "dlfcn.h",    "errno.h",   "fcntl.h",      "grp.h",
              "ifaddrs.h",   "malloc.h", "net/if.h",   "netdb.h",   "netinet/in.h", "poll.h",
              "pthread.h",   "pwd.h",    "sched.h",    "signal.h",  "spawn.h",      "unistd.h",
              "windows.h",   "psapi.h",  "winsock2.h", "ws2tcpip.h"});
    static const auto folders = list({"sys/", "linux/", "mach/", "IOKit/"});
    return names.contains(header) || std::ranges::any_of(folders, [&header](const QString &f) {
               return header.startsWith(f);
           });
}

const Library *libraryOf(const QString &header)
{
    const auto has = [&header](const Library &library) {
        return std::ranges::any_of(library.headers,
                                   [&header](const QString &h) { return header.startsWith(h); });
    };
    const auto &all = libraries();
    const auto found = std::ranges::find_if(all, has);
    return found == all.end() ? nullptr : &*found;
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
    const auto roomsPorts = list(
        {"app/room/session/ports.h", "app/room/protocol/values.h", "app/room/protocol/messages.h"});
    const auto everyApp =
        list({"app/base", "app/stage", "app/room", "app/recording", "app/uploads", "app/mp4",
              "app/media", "app/transport", "app/net", "app/server", "app/platform", "ui/text"});
    const auto allQt = list({"QtGui", "QtWidgets", "QtNetwork", "QtSvg", "QtMultimedia"});
    return {
        {QStringLiteral("app/base"), {}, {}},
        {QStringLiteral("app/stage"), list({"app/base"}), {}},
        {QStringLiteral("app/room"), list({"app/base", "app/stage"}), {}},
        {QStringLiteral("app/recording"),
         list({"app/base", "app/stage", "app/room/protocol/values.h"}),
         {}},
        {QStringLiteral("app/uploads"), list({"app/base"}), {}},
        {QStringLiteral("app/mp4"), list({"app/base"}), {}},
        {QStringLiteral("app/media"),
         list({"app/base", "app/stage", "app/mp4", "app/recording/ports.h"}),
         {}},
        {QStringLiteral("app/transport"), list({"app/base", "app/stage"}) + roomsPorts, {}},
        {QStringLiteral("app/net"),
         list({"app/base", "app/mp4", "app/room/protocol/join_link.h", "app/uploads/ports.h"}) +
             roomsPorts,
         list({"QtNetwork", "QtWebSockets"})},
        {QStringLiteral("app/server"),
         list({"app/base", "app/mp4", "app/room/protocol/values.h", "app/room/protocol/messages.h",
               "app/room/protocol/join_link.h", "app/room/rules/kept_session.h",
               "app/room/rules/room_authority.h", "app/uploads/ports.h"}),
         list({"QtSql"})},
        {QStringLiteral("app/devices"), list({"app/base", "app/stage"}),
         list({"QtGui", "QtMultimedia"})},
        {QStringLiteral("app/platform"),
         list({"app/base", "app/recording/ports.h", "app/uploads/ports.h",
               "app/room/session/ports.h", "app/room/protocol/values.h"}),
         list({"QtDBus"})},
        {QStringLiteral("app/composition"), everyApp, {}},
        // The runtime of GStreamer is made in main's reach and handed down. `library process` is
        // what the service has decoded in a process of its own.
        {QStringLiteral("app/commands"),
         list({"app/composition", "app/server", "app/net", "app/platform", "app/room",
               "app/recording", "app/uploads", "app/base", "ui/text",
               "app/transport/peer/gst_runtime.h", "app/media/preview/recording_preview.h"}),
         {}},
        {QStringLiteral("app/desktop"), everyApp + list({"app/composition", "app/devices", "ui"}),
         allQt},
        {QStringLiteral("app"),
         everyApp + list({"app/composition", "app/devices", "app/commands", "app/desktop", "ui"}),
         allQt},
        {QStringLiteral("ui/text"), list({"app/base", "app/stage"}), {}},
        {QStringLiteral("ui"),
         list({"app/base", "app/stage", "app/room", "app/recording", "app/uploads", "ui/text"}),
         list({"QtGui", "QtWidgets", "QtSvg", "QtMultimedia"})},
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
    if (standardHeaders().contains(header) || isSystemHeader(header)) {
        return {};
    }
    const auto *library = libraryOf(header);
    if (library == nullptr) {
        return QStringLiteral("%1 is of no library that the rules know").arg(header);
    }
    return library->folders.contains(rule.folder)
               ? QString()
               : QStringLiteral("%1 of %2 is not for this folder")
                     .arg(header, QLatin1String(library->name));
}

} // namespace prosc
