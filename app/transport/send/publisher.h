#pragma once

#include "app/base/back_off.h"
#include "app/room/session/ports.h"
#include "app/stage/media.h"
#include "app/transport/send/outgoing_peer.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace prosc {

class GstRuntime;

/// Keeps one peer of this client published: creates its sending connection, and a new one (with
/// back-off) when the media server restarts, when the service no longer lists it, or when it fails.
/// Lives on the engine's thread.
class Publisher final : public QObject
{
    Q_OBJECT
public:
    Publisher(GstRuntime &runtime, MediaSignalling &signalling, Peer peer,
              QObject *parent = nullptr);
    ~Publisher() override;

    /// The same kinds again change nothing; other kinds create a new connection.
    void start(const std::vector<TrackKind> &kinds);
    void stop();
    /// The latest room state; `self` is this client's own entry, null if it is not listed.
    void update(const SfuInfo &sfu, const Participant *self);
    /// The connection to the service is lost: waits for the next update().
    void reset();
    void setIceServers(const std::vector<IceServer> &servers) { m_iceServers = servers; }
    /// 1 (the default) or kSimulcastLayers; applies to new connections.
    void setCameraLayers(int layers) { m_cameraLayers = layers; }
    /// Called from GStreamer's threads; must not block.
    void setKeyFrameRequest(std::function<void(TrackKind)> request);

    /// From any thread; never waits.
    void send(TrackKind kind, EncodedFrame frame);
    [[nodiscard]] uint64_t dropped() const;
    [[nodiscard]] bool isLive() const;

Q_SIGNALS:
    void live();
    void lost();

private:
    void ensurePeer();
    void dropPeer(OutgoingPeer::Farewell farewell);
    void peerDied(const Error &error);

    GstRuntime &m_runtime;
    MediaSignalling &m_signalling;
    const Peer m_peerKind;
    std::vector<TrackKind> m_kinds;
    std::vector<IceServer> m_iceServers;
    int m_cameraLayers = 1;
    std::function<void(TrackKind)> m_keyFrameRequest;
    std::optional<SfuInfo> m_sfu;
    std::unique_ptr<OutgoingPeer> m_peer;
    /// The service has listed the current connection in the room state.
    bool m_listed = false;
    BackOff m_backOff{std::chrono::milliseconds(200), std::chrono::seconds(5)};
    QTimer m_retry;
    mutable std::mutex m_outletMutex;
    std::shared_ptr<SendPipeline> m_outlet;
    uint64_t m_droppedBefore = 0;
};

} // namespace prosc
