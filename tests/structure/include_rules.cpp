#include "tests/structure/include_rules.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

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

/// A third-party library: the prefixes of its headers, and the folders that may include it.
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
         // Capturing a screen needs libavdevice: Qt 6.4 cannot.
         list({"app/media/ffmpeg", "app/media/encode", "app/media/mux", "app/media/simulate",
               "app/devices"})},
        {"libyuv", list({"libyuv.h", "libyuv/"}),
         list({"app/media/ffmpeg", "app/media/picture", "app/media/encode", "app/devices"})},
        {"zimg", list({"zimg.h"}), list({"app/media/picture"})},
        {"Opus", list({"opus.h", "opus/"}), list({"app/media/ffmpeg"})},
        {"GStreamer", list({"gst/", "glib.h", "glib-", "gio/"}),
         list({"app/transport/peer", "app/transport/receive", "app/transport/send"})},
        {"Boost", list({"boost/"}),
         list({"app/server", "app/server/http", "app/server/janus", "app/server/stream"})},
        {"OpenSSL", list({"openssl/"}),
         list({"app/server/http", "app/server/security", "app/server/storage",
               "app/server/stream"})},
        {"libjwt", list({"jwt.h"}), list({"app/server/security"})},
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

/// System headers: POSIX, glibc, Linux, Windows, macOS. Allowed everywhere.
bool isSystemHeader(const QString &header)
{
    static const auto names =
        list({"aclapi.h", "arpa/inet.h",  "dirent.h",   "dlfcn.h",    "errno.h",
              "fcntl.h",  "grp.h",        "ifaddrs.h",  "malloc.h",   "net/if.h",
              "netdb.h",  "netinet/in.h", "poll.h",     "pthread.h",  "pwd.h",
              "sched.h",  "signal.h",     "spawn.h",    "unistd.h",   "windows.h",
              "psapi.h",  "winsock2.h",   "ws2tcpip.h", "tlhelp32.h", "iphlpapi.h"});
    static const auto folders =
        list({"sys/", "linux/", "mach/", "pthread/", "IOKit/", "CoreGraphics/"});
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
    static const QRegularExpression name(u"^(Qt?[A-Z][A-Za-z0-9]*(/.+)?|q[a-z0-9_]+\\.h)$"_s);
    return name.match(header).hasMatch();
}

/// The Qt module that provides `header`, "?" if none does.
QString moduleOf(const QString &header, const QString &qtHeaders)
{
    if (const auto slash = header.indexOf(QLatin1Char('/')); slash > 0) {
        return header.left(slash);
    }
    static const QStringList modules =
        list({"QtCore", "QtGui", "QtWidgets", "QtNetwork", "QtWebSockets", "QtSql", "QtMultimedia",
              "QtMultimediaWidgets", "QtSvg", "QtSvgWidgets", "QtDBus", "QtConcurrent", "QtTest"});
    for (const auto &module : modules) {
        if (header == module || QFileInfo::exists(u"%1/%2/%3"_s.arg(qtHeaders, module, header))) {
            return module;
        }
    }
    return u"?"_s;
}

bool mayUseOwn(const IncludeRule &rule, const QString &header)
{
    const auto folder = header.section(QLatin1Char('/'), 0, -2);
    return folder == rule.folder || rule.own.contains(folder) || rule.own.contains(header);
}

/// A rule that names `top`'s own folders relative to it, such as "mux" of app/media, and others by
/// their whole path.
IncludeRule inside(const char *top, const char *folder,
                   std::initializer_list<const char *> siblings, const QStringList &others = {},
                   const QStringList &modules = {})
{
    const auto path = QString::fromLatin1(top) + QLatin1Char('/');
    QStringList own = others;
    for (const auto *sibling : siblings) {
        own << path + QLatin1String(sibling);
    }
    return {path + QLatin1String(folder), own, modules};
}

std::vector<IncludeRule> roomRules()
{
    return {
        inside("app/room", "protocol", {}, list({"app/base"})),
        inside("app/room", "rules", {"protocol"}, list({"app/base"})),
        inside("app/room", "session", {"protocol"}, list({"app/base", "app/stage"})),
    };
}

/// From the lowest layer to the highest.
std::vector<IncludeRule> mediaRules()
{
    constexpr auto *top = "app/media";
    const auto ground = list({"app/base", "app/stage"});
    const auto ports = list({"app/recording/ports.h"});
    return {
        inside(top, "ffmpeg", {}, ground),
        inside(top, "load", {}, list({"app/base"})),
        inside(top, "health", {}, list({"app/stage"}) + ports),
        inside(top, "sound", {"ffmpeg"}, ground),
        inside(top, "picture", {"ffmpeg"}, ground),
        inside(top, "decode", {"ffmpeg", "load", "picture", "sound"}, ground),
        inside(top, "compose", {"health", "picture", "sound"}, ground),
        inside(top, "mix", {"sound"}, ground),
        inside(top, "encode", {"ffmpeg", "load"}, ground + ports),
        inside(top, "mux", {"ffmpeg"}, list({"app/base", "app/disk", "app/mp4"}) + ports),
        inside(top, "record",
               {"compose", "decode", "encode", "health", "load", "mix", "mux", "sound"},
               ground + ports + list({"app/disk", "app/mp4"})),
        inside(top, "send", {"decode", "ffmpeg", "picture", "sound"}, ground),
        inside(top, "simulate", {"ffmpeg", "picture", "send", "sound"}, ground),
        inside(top, "preview", {"ffmpeg", "picture"}, ground),
    };
}

std::vector<IncludeRule> transportRules()
{
    constexpr auto *top = "app/transport";
    const auto ground = list({"app/base", "app/stage", "app/room/protocol"});
    const auto ports = list({"app/room/session/ports.h"});
    return {
        inside(top, "peer", {}, list({"app/base", "app/room/protocol"})),
        inside(top, "receive", {"peer"}, ground + ports),
        inside(top, "send", {"peer"}, ground + ports),
        inside(top, "simulate", {"send"}, ground + ports),
        {QString::fromLatin1(top),
         list({"app/transport/peer", "app/transport/receive", "app/transport/send"}) + ground +
             ports,
         {}},
    };
}

std::vector<IncludeRule> serverRules()
{
    constexpr auto *top = "app/server";
    const auto base = list({"app/base"});
    const auto protocol = list({"app/base", "app/room/protocol"});
    return {
        inside(top, "storage", {}, list({"app/base", "app/disk", "app/mp4"})),
        inside(top, "security", {}, protocol + list({"app/disk"})),
        inside(top, "stream", {"security"}, {}),
        inside(top, "http", {"security", "stream"}, protocol),
        inside(top, "config", {"http", "stream"}, protocol),
        inside(top, "pages", {"http"}, protocol),
        inside(top, "index", {}, protocol + list({"app/disk"}), list({"QtSql"})),
        inside(top, "library", {"index"}, protocol + list({"app/disk"})),
        inside(top, "playback", {"http", "index", "library", "security"}, base),
        inside(top, "rooms", {"config", "http", "index", "library", "playback", "security"},
               protocol + list({"app/disk", "app/room/rules/persisted_session.h",
                                "app/room/rules/room_authority.h"})),
        inside(top, "recorders", {}, base),
        inside(top, "janus", {"rooms"}, protocol),
        inside(top, "uploads/state", {"index", "library", "storage"},
               list({"app/base", "app/disk", "app/mp4"})),
        inside(top, "uploads", {"http", "index", "library", "storage", "uploads/state"},
               list({"app/base", "app/disk", "app/mp4"})),
        inside(top, "repair", {"index", "library", "storage"},
               list({"app/base", "app/disk", "app/mp4"})),
        {QString::fromLatin1(top),
         list({"app/server/config", "app/server/http", "app/server/janus", "app/server/library",
               "app/server/pages", "app/server/playback", "app/server/recorders",
               "app/server/rooms", "app/server/security", "app/server/uploads"}) +
             protocol,
         {}},
    };
}

std::vector<IncludeRule> windowRules()
{
    constexpr auto *top = "ui";
    const auto base = list({"app/base"});
    const auto stage = list({"app/base", "app/stage"});
    const auto paint = list({"QtGui", "QtWidgets"});
    return {
        inside(top, "text", {}, stage),
        inside(top, "model", {},
               stage + list({"app/room/protocol", "app/recording", "app/uploads"})),
        inside(top, "widgets", {}, {}, list({"QtGui", "QtWidgets", "QtSvg"})),
        inside(top, "stage", {"model", "widgets"}, stage, paint),
        inside(top, "player", {"text", "widgets"}, stage + list({"app/devices/mapped_frame.h"}),
               paint + list({"QtMultimedia"})),
        inside(top, "uploads", {"model", "text", "widgets"}, base, paint),
        inside(top, "library", {"model", "player", "text", "uploads", "widgets"}, base, paint),
        inside(top, "recording", {"model", "text", "widgets"}, base, paint),
        inside(top, "settings", {"model", "text", "widgets"}, base, paint),
        inside(top, "people", {"model", "widgets"}, base + list({"app/room/protocol/values.h"}),
               paint),
        inside(top, "chat", {"model", "widgets"}, base + list({"app/room/protocol/values.h"}),
               paint),
        inside(top, "pages", {"model", "text", "uploads", "widgets"}, base, paint),
        inside(top, "room",
               {"chat", "library", "model", "people", "recording", "settings", "stage", "text",
                "uploads", "widgets"},
               base, paint),
        {QString::fromLatin1(top),
         list({"app/base", "ui/model", "ui/pages", "ui/room", "ui/widgets"}), paint},
    };
}

/// The folders that wire up the others.
std::vector<IncludeRule> programRules()
{
    const auto client = list({"app/base", "app/disk", "app/stage", "app/room/protocol",
                              "app/room/session", "app/recording", "app/uploads", "app/net",
                              "app/net/upload", "app/platform", "ui/text"});
    return {
        {u"app/composition"_s,
         client + list({"app/media/decode", "app/media/encode", "app/media/mux", "app/media/record",
                        "app/media/simulate", "app/transport", "app/transport/peer",
                        "app/transport/simulate"}),
         {}},
        // GStreamer's runtime is created close to main and passed down.
        {u"app/commands"_s,
         client + list({"app/composition", "app/transport/peer/gst_runtime.h"}),
         {}},
        // `library process` is the decoding that the service runs in a process of its own.
        {u"app/commands/hosting"_s,
         client + list({"app/commands", "app/composition", "app/server", "app/server/library",
                        "app/server/repair", "app/media/preview/recording_preview.h"}),
         {}},
        {u"app/desktop/models"_s,
         client + list({"app/composition", "app/devices", "app/media/picture", "app/media/send",
                        "ui/model"}),
         list({"QtGui"})},
        {u"app/desktop"_s,
         client + list({"app/composition", "app/desktop/models", "app/media/ffmpeg/ffmpeg_build.h",
                        "ui", "ui/model", "ui/pages", "ui/room", "ui/widgets"}),
         list({"QtGui", "QtWidgets"})},
        {u"app/hosting"_s,
         client + list({"app/composition", "app/desktop/hosting.h", "app/server",
                        "app/transport/peer/gst_runtime.h"}),
         {}},
        {u"app"_s,
         list({"app/base", "app/commands", "app/commands/hosting", "app/desktop", "app/hosting",
               "app/platform", "app/media/ffmpeg/media_logging.h", "ui/text", "ui/widgets"}),
         list({"QtWidgets"})},
    };
}

} // namespace

std::vector<IncludeRule> includeRules()
{
    std::vector<IncludeRule> rules = {
        {u"app/base"_s, {}, {}},
        {u"app/disk"_s, list({"app/base"}), {}},
        {u"app/stage"_s, list({"app/base"}), {}},
        {u"app/recording"_s,
         list({"app/base", "app/disk", "app/stage", "app/room/protocol/values.h"}),
         {}},
        {u"app/uploads"_s, list({"app/base", "app/disk"}), {}},
        {u"app/mp4"_s, list({"app/base", "app/disk"}), {}},
        {u"app/net"_s, list({"app/base", "app/room/protocol", "app/room/session/ports.h"}),
         list({"QtNetwork", "QtWebSockets"})},
        {u"app/net/upload"_s, list({"app/base", "app/mp4", "app/net", "app/uploads/ports.h"}),
         list({"QtNetwork"})},
        {u"app/devices"_s, list({"app/base", "app/stage", "app/media/ffmpeg/av_handles.h"}),
         list({"QtGui", "QtMultimedia"})},
        {u"app/platform"_s,
         list({"app/base", "app/recording/ports.h", "app/uploads/ports.h",
               "app/room/protocol/values.h"}),
         list({"QtDBus", "QtNetwork"})},
    };
    for (const auto &more : {roomRules(), mediaRules(), transportRules(), serverRules(),
                             windowRules(), programRules()}) {
        rules.insert(rules.end(), more.begin(), more.end());
    }
    return rules;
}

QString includeProblem(const IncludeRule &rule, const QString &line, const QString &qtHeaders)
{
    static const QRegularExpression pattern(
        u"^\\s*#\\s*(?:include|import)\\s*([<\"])([^>\"]+)[>\"]"_s);
    const auto match = pattern.match(line);
    if (!match.hasMatch()) {
        return {};
    }
    const auto header = match.captured(2);
    const bool quoted = match.captured(1) == QLatin1String("\"");
    if (header.startsWith(QLatin1String("app/")) || header.startsWith(QLatin1String("ui/"))) {
        return mayUseOwn(rule, header) ? QString() : u"%1 is not for this folder"_s.arg(header);
    }
    if (quoted) {
        const bool generated = header.endsWith(QLatin1String(".moc"));
        return generated ? QString() : u"%1 does not start at the root"_s.arg(header);
    }
    if (looksLikeQt(header)) {
        const auto module = moduleOf(header, qtHeaders);
        return module == QLatin1String("QtCore") || rule.modules.contains(module)
                   ? QString()
                   : u"%1 of %2 is not for this folder"_s.arg(header, module);
    }
    if (standardHeaders().contains(header) || isSystemHeader(header)) {
        return {};
    }
    const auto *library = libraryOf(header);
    if (library == nullptr) {
        return u"%1 is of no library that the rules know"_s.arg(header);
    }
    return library->folders.contains(rule.folder)
               ? QString()
               : u"%1 of %2 is not for this folder"_s.arg(header, QLatin1String(library->name));
}

} // namespace prosc
