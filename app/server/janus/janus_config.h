#pragma once

#include "app/base/result.h"

#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <chrono>
#include <functional>
#include <memory>

namespace prosc {

/// How to run Janus. The defaults of the functions and times are what the service uses; a test
/// gives its own.
struct JanusOptions
{
    /// A path, or a name that is looked for in PATH.
    QString program = QStringLiteral("janus");
    /// Folder with plugins/ and transports/ in it; empty: Debian's /usr/lib/<machine>/janus.
    QString libraryFolder;
    int rtpPortMin = 20000;
    int rtpPortMax = 20999;
    /// "stun:host:port"; Janus uses the first one.
    QStringList stunServers;
    /// Addresses to offer; asked at each start of Janus and every `addressPoll`.
    std::function<QStringList()> addresses;
    std::chrono::milliseconds addressPoll{5000};
};

/// Where Janus and the two modules that are used stand.
struct JanusFiles
{
    QString program;
    QString videoRoom;
    QString webSockets;
};

/// JanusMissing with the file that is missing as detail.
[[nodiscard]] Result<JanusFiles> findJanus(const JanusOptions &options);

/// This machine's addresses that are up and neither loopback, link-local nor temporary (RFC 8981),
/// sorted.
[[nodiscard]] QStringList ownAddresses();

/// How to reach a Janus and prove that it is ours.
struct JanusEndpoint
{
    quint16 port = 0;
    /// Janus gives it as its server_name.
    QString nonce;
    QString apiSecret;
    QString adminKey;
};

/// The configuration of one run of Janus, in a temporary folder (0700) that goes with the object.
class JanusConfig
{
public:
    /// Picks a free port on loopback. `owner` and `group` get the folder when the caller may give
    /// it away (root). DiskError, PortInUse.
    [[nodiscard]] static Result<JanusConfig>
    write(const JanusOptions &options, const JanusFiles &files, const QStringList &addresses);

    [[nodiscard]] QString folder() const { return m_folder->path(); }
    [[nodiscard]] const JanusEndpoint &endpoint() const { return m_endpoint; }
    /// Lets user and group read the folder.
    [[nodiscard]] Status giveTo(uint user, uint group) const;

private:
    JanusConfig(std::unique_ptr<QTemporaryDir> folder, JanusEndpoint endpoint);

    std::unique_ptr<QTemporaryDir> m_folder;
    JanusEndpoint m_endpoint;
};

} // namespace prosc
