#include "app/transport/simulate/loop_publisher.h"

#include "app/transport/simulate/participant_loop.h"

#include <algorithm>

namespace prosc {

namespace {

std::vector<TrackKind> kindsOf(const std::shared_ptr<const FrameLoop> &video,
                               const std::shared_ptr<const FrameLoop> &audio)
{
    std::vector<TrackKind> kinds;
    if (video) {
        kinds.push_back(TrackKind::Camera);
    }
    if (audio) {
        kinds.push_back(TrackKind::Microphone);
    }
    return kinds;
}

int layersOf(const std::shared_ptr<const FrameLoop> &video)
{
    int layers = 1;
    for (size_t i = 0; video && i < video->frames.size(); ++i) {
        layers = std::max(layers, video->frames[i].layer + 1);
    }
    return layers;
}

} // namespace

LoopPublisher::LoopPublisher(GstRuntime &runtime, LoopThread &thread, MediaSignalling &signalling,
                             std::shared_ptr<const FrameLoop> video,
                             std::shared_ptr<const FrameLoop> audio, QObject *parent)
    : QObject(parent), m_thread(thread), m_kinds(kindsOf(video, audio)), m_layers(layersOf(video)),
      m_loop(std::make_shared<ParticipantLoop>(std::move(video), std::move(audio),
                                               [this](TrackKind kind, EncodedFrame frame) {
                                                   m_publisher.send(kind, std::move(frame));
                                               })),
      m_publisher(runtime, signalling, Peer::Main)
{
    m_publisher.setCameraLayers(m_layers);
    m_publisher.setKeyFrameRequest([loop = m_loop](TrackKind) { loop->requestKeyFrame(); });
    connect(&m_publisher, &Publisher::live, this, &LoopPublisher::live);
    connect(&m_publisher, &Publisher::lost, this, &LoopPublisher::lost);
    start();
    m_thread.add(m_loop);
}

LoopPublisher::~LoopPublisher()
{
    m_thread.remove(m_loop);
}

void LoopPublisher::reconcile(const RoomSnapshot &snapshot, const ParticipantId &self)
{
    m_publisher.update(snapshot.sfu, snapshot.find(self));
}

void LoopPublisher::setIceServers(const std::vector<IceServer> &servers)
{
    m_publisher.setIceServers(servers);
}

void LoopPublisher::reset()
{
    m_publisher.reset();
}

void LoopPublisher::start()
{
    m_publisher.start(m_kinds);
}

void LoopPublisher::stop()
{
    m_publisher.stop();
}

void LoopPublisher::setSending(TrackKind kind, bool sending)
{
    m_loop->setSending(kind, sending);
}

} // namespace prosc
