#pragma once

#include "app/base/back_off.h"
#include "app/room/session/ports.h"
#include "app/stage/ports.h"
#include "app/transport/receive/layer_choice.h"
#include "app/transport/receive/wanted_tracks.h"
#include "app/transport/send/publisher.h"

#include <QTimer>

#include <map>
#include <memory>
#include <optional>

namespace prosc {

class GstRuntime;
class IncomingTrack;

/// WebRTC of one client: a separate connection for each track that others publish on the stage, and
/// one sending connection each for camera with microphone and for the screen.
///
/// Lives on the engine's thread; methods are called there unless stated otherwise. Nothing blocks.
/// A connection that fails, ends or falls silent although the room state says that something is
/// sent is replaced after 0.2 s, twice as long each time, at most 5 s. Frames go straight from
/// GStreamer's threads to the sink; after encodedTrackEnded() that connection delivers nothing
/// more. `runtime`, `signalling` and `sink` outlive it.
class WebRtcTransport final : public QObject, public MediaTransport
{
    Q_OBJECT
public:
    WebRtcTransport(GstRuntime &runtime, MediaSignalling &signalling, EncodedTrackSink &sink,
                    QObject *parent = nullptr);
    ~WebRtcTransport() override;

    // MediaTransport
    void reconcile(const RoomSnapshot &snapshot, const ParticipantId &self) override;
    void setIceServers(const std::vector<IceServer> &servers) override;
    void subscriptionEnded(const QString &subscription) override;
    void reset() override;

    /// Which cameras to receive, and in which layer; the others are not received at all. A higher
    /// layer is requested at once, a lower one after a second. Until the first call all are
    /// received in the top layer. Audio and shared screens are always received.
    void setWanted(const WantedLayers &cameras);

    /// Requests a key frame from the sender of a received track, at most twice a second. From any
    /// thread.
    void requestKeyFrame(const TrackId &track);

    /// Starts to publish `kinds` (all of that peer: Camera, Microphone; or Screen, ScreenAudio).
    /// The connection is made when the media server is up, and again automatically whenever it is
    /// lost; frames may follow later or never. Calling it with the same kinds changes nothing.
    void startPublishing(Peer peer, const std::vector<TrackKind> &kinds);
    void stopPublishing(Peer peer);
    /// 1 (the default) or kSimulcastLayers: sendFrame() receives the camera's frames in all layers.
    /// Call before startPublishing().
    void setCameraLayers(int layers) { m_main.setCameraLayers(layers); }
    /// Sends an own frame: VP8 for video (each layer, for a camera with layers), Opus (48 kHz) for
    /// audio. From any thread; never waits.
    /// While the connection is not up or cannot keep up, frames are dropped (video frames are
    /// counted); the next video frame sent is then a key frame.
    void sendFrame(TrackKind kind, EncodedFrame frame);
    /// Called when a receiver needs a key frame of an own track: immediately when the connection
    /// comes up, then at most twice a second. Called from GStreamer's threads; must not block. Set
    /// it before startPublishing().
    void setKeyFrameRequest(std::function<void(TrackKind)> request);

    /// Own frames dropped because the network could not keep up.
    [[nodiscard]] uint64_t droppedFrames() const;
    /// Received tracks that currently deliver frames.
    [[nodiscard]] std::vector<TrackId> liveTracks() const;

Q_SIGNALS:
    // A slot must not call back into the transport directly.
    /// The first frame on a new connection of `track` arrived.
    void trackLive(const prosc::TrackId &track);
    /// The track's connection was lost or ended; a new one may follow automatically.
    void trackLost(const prosc::TrackId &track);

private:
    struct Slot
    {
        WantedTrack wanted;
        std::unique_ptr<IncomingTrack> track;
        LayerChoice layer;
        BackOff backOff{std::chrono::milliseconds(200), std::chrono::seconds(5)};
        /// When to retry; used only while there is no `track`.
        MediaTime retryAt{};
    };

    void compare();
    void chooseLayer(Slot &slot);
    void dropAll();
    void watch();
    void startDueTracks();
    void startTrack(Slot &slot);
    void endTrack(Slot &slot);
    void trackDied(const TrackId &id);

    GstRuntime &m_runtime;
    MediaSignalling &m_signalling;
    EncodedTrackSink &m_sink;
    Publisher m_main;
    Publisher m_screen;
    std::map<TrackId, Slot> m_slots;
    RoomSnapshot m_snapshot;
    ParticipantId m_self;
    std::optional<WantedLayers> m_cameras;
    std::vector<IceServer> m_iceServers;
    std::optional<int> m_sfuGeneration;
    const QString m_session;
    int m_attempts = 0;
    QTimer m_watch;
};

} // namespace prosc
