#pragma once

#include "app/room/session/ports.h"
#include "app/stage/frame_loop.h"
#include "app/transport/send/publisher.h"

#include <memory>

namespace prosc {

class GstRuntime;
class LoopThread;
class ParticipantLoop;

/// The transport of a simulated participant: publishes its loops as camera and microphone, over and
/// over in real time, and receives nothing. Use it as the MediaTransport of a RoomSession; it
/// publishes as soon as the room state says that the media server is up, and again when the
/// connection is lost.
///
/// Lives on the engine's thread. The frames are sent by `thread`, which all participants share;
/// loops may be shared too. A video loop with layers is published as simulcast. On a key frame
/// request both video and audio continue at the loop's next key frame. Timestamps never jump.
class LoopPublisher final : public QObject, public MediaTransport
{
    Q_OBJECT
public:
    /// Either loop may be null. `runtime`, `thread` and `signalling` outlive it.
    LoopPublisher(GstRuntime &runtime, LoopThread &thread, MediaSignalling &signalling,
                  std::shared_ptr<const FrameLoop> video, std::shared_ptr<const FrameLoop> audio,
                  QObject *parent = nullptr);
    ~LoopPublisher() override;

    // MediaTransport
    void reconcile(const RoomSnapshot &snapshot, const ParticipantId &self) override;
    void setIceServers(const std::vector<IceServer> &servers) override;
    void subscriptionEnded(const QString &) override {}
    void reset() override;

    /// Publishes (the initial state) or withdraws the publication.
    void start();
    void stop();
    /// Whether frames of `kind` (Camera or Microphone) are sent, as if it were switched on or off.
    /// Initially true.
    void setSending(TrackKind kind, bool sending);
    [[nodiscard]] bool isLive() const { return m_publisher.isLive(); }

Q_SIGNALS:
    void live();
    void lost();

private:
    LoopThread &m_thread;
    std::vector<TrackKind> m_kinds;
    const int m_layers;
    std::shared_ptr<ParticipantLoop> m_loop;
    Publisher m_publisher;
};

} // namespace prosc
