#pragma once

#include "app/base/clock.h"
#include "app/base/result.h"
#include "app/room/protocol/values.h"
#include "app/server/config/service_config.h"

#include <QUrl>

#include <memory>

namespace prosc {

/// A room that can be joined, and the three links to it.
struct OpenedRoom
{
    RoomId room;
    QString hostLink;
    QString moderatorLink;
    QString participantLink;
};

/// The room service: HTTP and WebSocket on one port, Janus as its child process, the library. Runs
/// on its own threads; the methods may be called from any single thread. The destructor ends
/// connections, Janus and threads, in order.
class RoomService
{
public:
    /// PortInUse, LibraryInUse, ConfigInvalid, DiskError, PermissionDenied. Janus missing is not an
    /// error: see mediaServerProblem().
    [[nodiscard]] static Result<std::unique_ptr<RoomService>> start(const ServiceConfig &config,
                                                                    const Clock &clock);
    virtual ~RoomService() = default;

    /// "https://host:port" as other machines reach it: the configured public address, otherwise
    /// the first of ownAddresses() at which it listens.
    [[nodiscard]] virtual QUrl baseUrl() const = 0;
    /// SHA-256 of the certificate in hexadecimal if the service created it itself, otherwise empty.
    [[nodiscard]] virtual QString ownCertificate() const = 0;
    /// nullopt while the media server is running, otherwise JanusMissing or JanusFailed.
    [[nodiscard]] virtual std::optional<Error> mediaServerProblem() const = 0;

    /// The most recently created room with that title.
    [[nodiscard]] virtual std::optional<RoomId> roomCalled(const QString &title) const = 0;
    /// Creates a room or opens an existing one, and signs links for it.
    [[nodiscard]] virtual Result<OpenedRoom> openRoom(const RoomRequest &request) = 0;
};

} // namespace prosc
