#pragma once

#include "app/room/session/ports.h"
#include "app/stage/ports.h"
#include "app/transport/peer/candidate_collector.h"
#include "app/transport/receive/track_state.h"
#include "app/transport/receive/wanted_tracks.h"

#include <QObject>

#include <memory>
#include <optional>

namespace prosc {

class GstRuntime;
class ReceivePipeline;

/// One subscription: one WebRTC connection that receives one track, used once and never
/// renegotiated. Lives on the engine's thread; frames go to the sink from GStreamer's threads.
class IncomingTrack final : public QObject
{
    Q_OBJECT
public:
    /// What to send the service at the end: nothing if it already knows.
    enum class Farewell { Unsubscribe, Silent };

    /// `subscription` identifies this attempt only.
    IncomingTrack(GstRuntime &runtime, MediaSignalling &signalling, EncodedTrackSink &sink,
                  WantedTrack wanted, QString subscription);
    ~IncomingTrack() override;

    /// Call once; ends in died() or stop().
    void start(const std::vector<IceServer> &iceServers);
    /// Ends the connection. Afterwards nothing is signalled and no frame is delivered; the sink has
    /// received encodedTrackEnded() if it had received a frame. Teardown happens elsewhere.
    /// Idempotent.
    void stop(Farewell farewell);

    /// Whether missing frames count as a fault. Switching it on restarts the timeout.
    void setWatched(bool watched);
    /// Requests this layer of a simulcast track, at once or as soon as possible; other tracks have
    /// only one.
    void setLayer(int layer);
    /// Checks for overdue frames and steps; called a few times a second. May emit died().
    void check();
    /// At most twice a second; further calls are ignored.
    void requestKeyFrame();

    [[nodiscard]] TrackState state() const { return m_state; }
    [[nodiscard]] const QString &subscription() const { return m_subscription; }
    /// Still exchanging offer and answer.
    [[nodiscard]] bool isSettingUp() const;
    /// When the first frame arrived; empty before that.
    [[nodiscard]] std::optional<MediaTime> liveSince() const { return m_liveSince; }

Q_SIGNALS:
    /// The answer is sent: isSettingUp() is now false.
    void settled();
    void live();
    /// The connection failed; emitted at most once. The receiver must not destroy this object
    /// before control returns to the event loop.
    void died(const prosc::Error &error);

private:
    void offered(const Result<QString> &offer, const std::vector<IceServer> &iceServers);
    void connectPipeline();
    void askForLayer();
    void sendAnswer(const QString &sdp);
    void firstFrame();
    void checkQuiet(MediaTime now);
    void fail(const Error &error);
    void apply(TrackEvent event) { m_state = next(m_state, event); }

    GstRuntime &m_runtime;
    MediaSignalling &m_signalling;
    EncodedTrackSink &m_sink;
    const WantedTrack m_wanted;
    const QString m_subscription;
    TrackState m_state = TrackState::Attaching;
    std::shared_ptr<ReceivePipeline> m_pipeline;
    CandidateCollector m_candidates;
    bool m_watched;
    std::optional<int> m_layer;
    MediaTime m_layerAskedAt{};
    int m_layerRepeats = 0;
    MediaTime m_startedAt{};
    MediaTime m_watchedSince{};
    std::optional<MediaTime> m_connectedAt;
    std::optional<MediaTime> m_liveSince;
};

} // namespace prosc
