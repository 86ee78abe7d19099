#include "app/transport/send/publisher.h"

#include "app/transport/send/send_pipeline.h"

namespace prosc {

Publisher::Publisher(GstRuntime &runtime, MediaSignalling &signalling, Peer peer, QObject *parent)
    : QObject(parent), m_runtime(runtime), m_signalling(signalling), m_peerKind(peer)
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &Publisher::ensurePeer);
}

Publisher::~Publisher()
{
    dropPeer(OutgoingPeer::Farewell::Silent);
}

void Publisher::start(const std::vector<TrackKind> &kinds)
{
    if (kinds == m_kinds) {
        return;
    }
    dropPeer(OutgoingPeer::Farewell::Unpublish);
    m_kinds = kinds;
    m_backOff.reset();
    ensurePeer();
}

void Publisher::stop()
{
    m_kinds.clear();
    dropPeer(OutgoingPeer::Farewell::Unpublish);
}

void Publisher::update(const SfuInfo &sfu, const Participant *self)
{
    const bool isListed = self && self->publication(m_peerKind) != nullptr;
    const bool isOtherServer = m_sfu && m_sfu->generation != sfu.generation;
    const bool wasForgotten = m_listed && !isListed;
    m_sfu = sfu;
    if (isOtherServer || wasForgotten || sfu.state != SfuState::Up) {
        dropPeer(OutgoingPeer::Farewell::Silent);
    }
    if (m_peer && isListed && m_peer->state() >= OutgoingPeer::State::Connecting) {
        m_listed = true;
    }
    if (!m_retry.isActive()) {
        ensurePeer();
    }
}

void Publisher::reset()
{
    m_sfu.reset();
    m_backOff.reset();
    dropPeer(OutgoingPeer::Farewell::Silent);
}

void Publisher::setKeyFrameRequest(std::function<void(TrackKind)> request)
{
    m_keyFrameRequest = std::move(request);
}

void Publisher::ensurePeer()
{
    const bool isUp = m_sfu && m_sfu->state == SfuState::Up;
    if (m_kinds.empty() || !isUp || m_peer) {
        return;
    }
    m_peer =
        std::make_unique<OutgoingPeer>(m_runtime, m_signalling,
                                       OutgoingConfig{m_peerKind, m_kinds, Codec::Vp8, m_iceServers,
                                                      m_keyFrameRequest, m_cameraLayers});
    connect(m_peer.get(), &OutgoingPeer::died, this, &Publisher::peerDied);
    connect(m_peer.get(), &OutgoingPeer::live, this, [this] {
        m_backOff.reset();
        Q_EMIT live();
    });
    std::lock_guard lock(m_outletMutex);
    m_outlet = m_peer->outlet();
}

void Publisher::dropPeer(OutgoingPeer::Farewell farewell)
{
    m_retry.stop();
    m_listed = false;
    if (!m_peer) {
        return;
    }
    {
        std::lock_guard lock(m_outletMutex);
        m_outlet.reset();
        m_droppedBefore += m_peer->dropped();
    }
    const bool wasLive = m_peer->state() == OutgoingPeer::State::Live;
    m_peer->disconnect(this);
    m_peer->stop(farewell);
    // It may be the caller.
    m_peer.release()->deleteLater();
    if (wasLive) {
        Q_EMIT lost();
    }
}

void Publisher::peerDied(const Error &)
{
    dropPeer(OutgoingPeer::Farewell::Silent);
    Q_EMIT lost();
    m_retry.start(m_backOff.nextDelay());
}

void Publisher::send(TrackKind kind, EncodedFrame frame)
{
    std::shared_ptr<SendPipeline> outlet;
    {
        std::lock_guard lock(m_outletMutex);
        outlet = m_outlet;
    }
    if (outlet) {
        outlet->send(kind, std::move(frame));
    }
}

uint64_t Publisher::dropped() const
{
    std::lock_guard lock(m_outletMutex);
    return m_droppedBefore + (m_outlet ? m_outlet->dropped() : 0);
}

bool Publisher::isLive() const
{
    return m_peer && m_peer->state() == OutgoingPeer::State::Live;
}

} // namespace prosc
