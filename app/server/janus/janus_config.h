#pragma once

#include "app/base/result.h"

#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <chrono>
#include <functional>
#include <memory>

namespace prosc {

/// How to run Janus. The service uses the default functions and times; tests supply their own.
struct JanusOptions
{
    /// A path, or a name that is looked up in PATH.
    QString program = QStringLiteral("janus");
    /// Folder that contains plugins/ and transports/; empty: Debian's /usr/lib/<machine>/janus.
    QString libraryFolder;
    int rtpPortMin = 20000;
    int rtpPortMax = 20999;
    /// "stun:host:port"; Janus uses the first one.
    QStringList stunServers;
    /// Addresses to offer; called at each start of Janus and every `addressPoll`.
    std::function<QStringList()> addresses;
    std::chrono::milliseconds addressPoll{5000};
};

/// The paths of Janus and the two modules in use.
struct JanusFiles
{
    QString program;
    QString videoRoom;
    QString webSockets;
};

/// JanusMissing with the missing file as detail.
[[nodiscard]] Result<JanusFiles> findJanus(const JanusOptions &options);

/// All of ownAddresses(), sorted as text: a change of their order is no reason to restart Janus.
[[nodiscard]] QStringList addressesForIce();

/// How long Janus keeps the session of a lost WebSocket, with everything in it, for the next one to
/// claim.
inline constexpr std::chrono::seconds kSessionKept{20};

/// How to reach a Janus and verify that it is ours.
struct JanusEndpoint
{
    quint16 port = 0;
    /// Ours accepts requests with it, and refuses all others.
    QString apiSecret;
    QString adminKey;
    /// The user that it runs as.
    uint user = 0;
};

/// The configuration of one run of Janus, in a temporary folder (0700) that is deleted with the
/// object.
class JanusConfig
{
public:
    /// Picks a free port on loopback. DiskError, PortInUse.
    [[nodiscard]] static Result<JanusConfig>
    write(const JanusOptions &options, const JanusFiles &files, const QStringList &addresses);

    [[nodiscard]] QString folder() const { return m_folder->path(); }
    [[nodiscard]] const JanusEndpoint &endpoint() const { return m_endpoint; }
    /// Makes user and group the owners of the folder and its files, which needs root.
    /// PermissionDenied.
    [[nodiscard]] Status giveTo(uint user, uint group);

private:
    JanusConfig(std::unique_ptr<QTemporaryDir> folder, JanusEndpoint endpoint);

    std::unique_ptr<QTemporaryDir> m_folder;
    JanusEndpoint m_endpoint;
};

} // namespace prosc
