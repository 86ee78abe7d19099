#pragma once

#include "app/room/session/ports.h"
#include "app/stage/media.h"
#include "app/transport/peer/candidate_collector.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <vector>

namespace prosc {

class GstRuntime;
class SendPipeline;

/// The parameters of one sending connection.
struct OutgoingConfig
{
    Peer peer = Peer::Main;
    /// The tracks to offer; each gets its m-line at once, even if nothing is sent on it yet.
    std::vector<TrackKind> kinds;
    /// Vp8, Vp9 or H264.
    Codec videoCodec = Codec::Vp8;
    std::vector<IceServer> iceServers;
    /// A receiver needs a key frame, or the connection has just come up. Called from GStreamer's
    /// threads, at most twice a second; must not block.
    std::function<void(TrackKind)> keyFrameRequest;
    /// 1, or kSimulcastLayers: the camera's frames come in all layers (VP8).
    int cameraLayers = 1;
};

/// One sending WebRTC connection of this client, used once: Offering -> Publishing -> Connecting ->
/// Live, and from each to Dead. Lives on the engine's thread.
class OutgoingPeer final : public QObject
{
    Q_OBJECT
public:
    enum class State { Offering, Publishing, Connecting, Live, Dead };
    enum class Event { OfferReady, Answered, Connected, Failed, Stopped };
    /// What to send the service at the end: nothing if it already knows.
    enum class Farewell { Unpublish, Silent };

    /// Pure; an event that does not fit the state leaves it unchanged.
    [[nodiscard]] static State next(State state, Event event);

    /// Starts at once; ends in died() or stop().
    OutgoingPeer(GstRuntime &runtime, MediaSignalling &signalling, OutgoingConfig config,
                 QObject *parent = nullptr);
    ~OutgoingPeer() override;

    /// Ends the connection; afterwards nothing is signalled or called back. Idempotent.
    void stop(Farewell farewell);

    [[nodiscard]] State state() const { return m_state; }
    /// Sends a frame timestamped with the system's steady clock. From any thread; never waits.
    void sendFrame(TrackKind kind, EncodedFrame frame);
    /// Takes frames. Any thread may keep and use it; it does nothing once this peer has ended.
    [[nodiscard]] std::shared_ptr<SendPipeline> outlet() const { return m_pipeline; }
    /// Frames dropped because the connection could not keep up.
    [[nodiscard]] uint64_t dropped() const;

Q_SIGNALS:
    void live();
    /// The connection failed; emitted at most once. The owner destroys this object (deferred) and
    /// creates another one.
    void died(const prosc::Error &error);

private:
    void connectPipeline();
    void publish(const QString &offer);
    void answered(const Result<QString> &answer);
    void fail(const Error &error);

    MediaSignalling &m_signalling;
    const Peer m_peer;
    State m_state = State::Offering;
    std::shared_ptr<SendPipeline> m_pipeline;
    CandidateCollector m_candidates;
    QTimer m_deadline;
    QTimer m_watch;
    bool m_isPublished = false;
};

} // namespace prosc
