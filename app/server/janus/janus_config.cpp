#include "app/server/janus/janus_config.h"

#include "app/base/ids.h"
#include "app/base/own_addresses.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <arpa/inet.h>
#include <memory>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr auto kVideoRoomName = "libjanus_videoroom.so";
constexpr auto kWebSocketsName = "libjanus_websockets.so";

/// Where Janus' parts may lie; beside `program` first, for one that was built or unpacked by hand.
QStringList libraryFolders(const JanusOptions &options, const QString &program)
{
    if (!options.libraryFolder.isEmpty()) {
        return {options.libraryFolder};
    }
    const QDir programs(QFileInfo(program).canonicalPath());
    QStringList folders{QDir::cleanPath(programs.filePath(u"../lib/janus"_s))};
    const QDir libraries(u"/usr/lib"_s);
    for (const QString &machine : libraries.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        folders += libraries.filePath(machine + u"/janus"_s);
    }
    folders += {u"/usr/lib/janus"_s, u"/usr/local/lib/janus"_s, u"/opt/janus/lib/janus"_s};
    return folders;
}

/// A string in libconfig syntax, which .jcfg files use.
QString quoted(QString text)
{
    text.replace(QLatin1Char('\\'), QLatin1String("\\\\"));
    text.replace(QLatin1Char('"'), QLatin1String("\\\""));
    return QLatin1Char('"') + text + QLatin1Char('"');
}

QString stunLines(const QStringList &servers)
{
    if (servers.isEmpty()) {
        return {};
    }
    QString host = servers.first();
    host.remove(u"stun:"_s);
    const qsizetype colon = host.lastIndexOf(QLatin1Char(':'));
    const QString port = colon > 0 ? host.mid(colon + 1) : u"3478"_s;
    // Without the last line Janus does not start while the name cannot be resolved.
    return u"  stun_server = %1\n  stun_port = %2\n"
           "  ignore_unreachable_ice_server = true\n"_s
               .arg(quoted(colon > 0 ? host.left(colon) : host))
               .arg(port.toUShort());
}

QString mainFile(const JanusOptions &options, const QString &folder, const JanusEndpoint &endpoint,
                 const QStringList &addresses)
{
    const bool ipv6 = !addresses.filter(QLatin1String(":")).isEmpty();
    QString text = u"general: {\n  configs_folder = %1\n  plugins_folder = %2\n"
                   "  transports_folder = %3\n  events_folder = %4\n"
                   "  loggers_folder = %5\n"_s.arg(quoted(folder), quoted(folder + u"/plugins"_s),
                                                   quoted(folder + u"/transports"_s),
                                                   quoted(folder + u"/events"_s),
                                                   quoted(folder + u"/loggers"_s));
    text += u"  debug_level = 4\n  debug_colors = false\n  session_timeout = 0\n"
            "  reclaim_session_timeout = %2\n"
            "  api_secret = %1\n}\n"_s.arg(quoted(endpoint.apiSecret))
                .arg(kSessionKept.count());
    text += u"media: {\n  rtp_port_range = \"%1-%2\"\n  ipv6 = %3\n}\n"_s.arg(options.rtpPortMin)
                .arg(options.rtpPortMax)
                .arg(ipv6 ? u"true"_s : u"false"_s);
    text += u"nat: {\n"_s;
    if (!addresses.isEmpty()) {
        text += u"  ice_enforce_list = %1\n"_s.arg(quoted(addresses.join(QLatin1Char(','))));
    }
    return text + stunLines(options.stunServers) + u"  ignore_mdns = true\n}\n"_s;
}

Status writeFile(const QString &path, const QString &text)
{
    QFile file(path);
    const QByteArray bytes = text.toUtf8();
    // They hold secrets; the folder alone must not be what keeps them.
    if (!file.open(QIODevice::WriteOnly, QFile::ReadOwner | QFile::WriteOwner) ||
        file.write(bytes) != bytes.size() || !file.flush()) {
        return fail(ErrorCode::DiskError, u"Janus' configuration: "_s + file.errorString());
    }
    return {};
}

Result<quint16> freeLoopbackPort()
{
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto *generic = reinterpret_cast<sockaddr *>(&address);
    const bool bound =
        fd >= 0 && ::bind(fd, generic, size) == 0 && ::getsockname(fd, generic, &size) == 0;
    if (fd >= 0) {
        ::close(fd);
    }
    if (!bound) {
        return fail(ErrorCode::PortInUse, u"no free port on 127.0.0.1"_s);
    }
    return ntohs(address.sin_port);
}

Status writeFiles(const JanusOptions &options, const JanusFiles &files, const QString &folder,
                  const JanusEndpoint &endpoint, const QStringList &addresses)
{
    const QDir dir(folder);
    for (const auto *sub : {"plugins", "transports", "events", "loggers"}) {
        if (!dir.mkdir(QLatin1String(sub))) {
            return fail(ErrorCode::DiskError, u"mkdir in "_s + folder);
        }
    }
    if (!QFile::link(files.videoRoom,
                     dir.filePath(u"plugins/"_s + QLatin1String(kVideoRoomName))) ||
        !QFile::link(files.webSockets,
                     dir.filePath(u"transports/"_s + QLatin1String(kWebSocketsName)))) {
        return fail(ErrorCode::DiskError, u"symlink in "_s + folder);
    }
    return writeFile(dir.filePath(u"janus.jcfg"_s), mainFile(options, folder, endpoint, addresses))
        .and_then([&] {
            return writeFile(dir.filePath(u"janus.transport.websockets.jcfg"_s),
                             u"general: {\n  json = \"compact\"\n  ws = true\n"
                             "  ws_port = %1\n  ws_ip = \"127.0.0.1\"\n"
                             "  wss = false\n}\n"_s.arg(endpoint.port));
        })
        .and_then([&] {
            return writeFile(dir.filePath(u"janus.plugin.videoroom.jcfg"_s),
                             u"general: {\n  admin_key = %1\n  string_ids = true\n"
                             "  lock_rtp_forward = true\n}\n"_s.arg(quoted(endpoint.adminKey)));
        });
}

} // namespace

Result<JanusFiles> findJanus(const JanusOptions &options)
{
    const QString program = QStandardPaths::findExecutable(options.program);
    if (program.isEmpty()) {
        return fail(ErrorCode::JanusMissing, options.program);
    }
    for (const QString &folder : libraryFolders(options, program)) {
        const QString plugin = folder + u"/plugins/"_s + QLatin1String(kVideoRoomName);
        const QString transport = folder + u"/transports/"_s + QLatin1String(kWebSocketsName);
        if (QFileInfo::exists(plugin) && QFileInfo::exists(transport)) {
            return JanusFiles{program, plugin, transport};
        }
    }
    return fail(ErrorCode::JanusMissing,
                QLatin1String(kVideoRoomName) + u" or "_s + QLatin1String(kWebSocketsName));
}

QStringList addressesForIce()
{
    QStringList addresses;
    for (const auto &own : ownAddresses()) {
        addresses += own.address;
    }
    addresses.sort();
    return addresses;
}

JanusConfig::JanusConfig(std::unique_ptr<QTemporaryDir> folder, JanusEndpoint endpoint)
    : m_folder(std::move(folder)), m_endpoint(std::move(endpoint))
{
}

Result<JanusConfig> JanusConfig::write(const JanusOptions &options, const JanusFiles &files,
                                       const QStringList &addresses)
{
    auto folder = std::make_unique<QTemporaryDir>(QDir::tempPath() + u"/proscenium-janus-XXXXXX"_s);
    if (!folder->isValid()) {
        return fail(ErrorCode::DiskError, folder->errorString());
    }
    const auto port = freeLoopbackPort();
    if (!port) {
        return fail(port.error());
    }
    JanusEndpoint endpoint{*port, randomHex(16), randomHex(16), ::geteuid()};
    if (auto written = writeFiles(options, files, folder->path(), endpoint, addresses); !written) {
        return fail(written.error());
    }
    return JanusConfig(std::move(folder), std::move(endpoint));
}

Status JanusConfig::giveTo(uint user, uint group)
{
    QStringList paths{m_folder->path()};
    for (const QString &name :
         QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot)) {
        paths += m_folder->filePath(name);
    }
    for (const QString &path : paths) {
        if (::chown(QFile::encodeName(path).constData(), user, group) != 0) {
            return fail(ErrorCode::PermissionDenied, u"chown "_s + path);
        }
    }
    m_endpoint.user = user;
    return {};
}

} // namespace prosc
