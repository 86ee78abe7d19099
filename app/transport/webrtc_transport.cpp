#include "app/transport/webrtc_transport.h"

#include "app/base/logging.h"
#include "app/transport/peer/gst_runtime.h"
#include "app/transport/receive/incoming_track.h"
#include "app/transport/receive/track_kinds.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr int kWatchIntervalMs = 250;
/// Maximum number of subscriptions that negotiate at a time; more would only wait for each other.
constexpr int kMaxSettingUp = 8;
/// A connection that lasted this long counts as good: the next failure starts with a short delay.
constexpr MediaTime kGoodConnection = std::chrono::seconds(5);

bool needsTls(const IceServer &server)
{
    return std::any_of(server.urls.begin(), server.urls.end(),
                       [](const QString &url) { return url.startsWith(QLatin1String("turns:")); });
}

} // namespace

WebRtcTransport::WebRtcTransport(GstRuntime &runtime, MediaSignalling &signalling,
                                 EncodedTrackSink &sink, QObject *parent)
    : QObject(parent), m_runtime(runtime), m_signalling(signalling), m_sink(sink),
      m_main(runtime, signalling, Peer::Main), m_screen(runtime, signalling, Peer::Screen),
      m_session(randomHex(4))
{
    connect(&m_watch, &QTimer::timeout, this, &WebRtcTransport::watch);
    m_watch.start(kWatchIntervalMs);
}

WebRtcTransport::~WebRtcTransport()
{
    m_watch.stop();
    m_slots.clear();
}

void WebRtcTransport::reconcile(const RoomSnapshot &snapshot, const ParticipantId &self)
{
    const bool isOtherServer = m_sfuGeneration && *m_sfuGeneration != snapshot.sfu.generation;
    if (isOtherServer || snapshot.sfu.state != SfuState::Up) {
        dropAll();
    }
    m_sfuGeneration = snapshot.sfu.generation;
    m_snapshot = snapshot;
    m_self = self;
    compare();
    const Participant *own = snapshot.find(self);
    m_main.update(snapshot.sfu, own);
    m_screen.update(snapshot.sfu, own);
}

void WebRtcTransport::setWanted(const WantedLayers &cameras)
{
    if (m_cameras != cameras) {
        m_cameras = cameras;
        compare();
    }
}

/// Creates and ends connections until they match the wanted tracks.
void WebRtcTransport::compare()
{
    const std::vector<WantedTrack> wanted =
        m_sfuGeneration ? wantedTracks(m_snapshot, m_self, m_cameras) : std::vector<WantedTrack>();
    for (auto it = m_slots.begin(); it != m_slots.end();) {
        const bool isStillWanted =
            std::any_of(wanted.begin(), wanted.end(), [&](const WantedTrack &track) {
                return track.sameConnection(it->second.wanted);
            });
        if (isStillWanted) {
            ++it;
        } else {
            endTrack(it->second);
            it = m_slots.erase(it);
        }
    }
    for (const WantedTrack &track : wanted) {
        Slot &slot = m_slots[track.id];
        slot.wanted = track;
        if (slot.track) {
            slot.track->setWatched(track.watched);
        }
        chooseLayer(slot);
    }
    startDueTracks();
}

void WebRtcTransport::chooseLayer(Slot &slot)
{
    const TrackId &id = slot.wanted.id;
    if (!slot.wanted.simulcast || !m_cameras || !m_cameras->contains(id)) {
        return;
    }
    const int layer = slot.layer.choose(m_cameras->at(id), m_runtime.clock().now());
    if (slot.track) {
        slot.track->setLayer(layer);
    }
}

void WebRtcTransport::setIceServers(const std::vector<IceServer> &servers)
{
    if (std::any_of(servers.begin(), servers.end(), needsTls)) {
        // libnice connects to them by TCP alone (NICE_RELAY_TYPE_TURN_TLS wraps nothing).
        qCInfo(logTransport) << "the room's TURN server is used without TLS; behind a firewall "
                                "that lets only TLS through there will be no audio and video";
    }
    m_iceServers = servers;
    m_main.setIceServers(servers);
    m_screen.setIceServers(servers);
}

void WebRtcTransport::subscriptionEnded(const QString &subscription)
{
    for (auto &[id, slot] : m_slots) {
        if (slot.track && slot.track->subscription() == subscription) {
            slot.track->stop(IncomingTrack::Farewell::Silent);
            trackDied(id);
            return;
        }
    }
}

void WebRtcTransport::reset()
{
    dropAll();
    m_sfuGeneration.reset();
    m_main.reset();
    m_screen.reset();
}

void WebRtcTransport::dropAll()
{
    for (auto &[id, slot] : m_slots) {
        if (slot.track) {
            slot.track->stop(IncomingTrack::Farewell::Silent);
            endTrack(slot);
        }
    }
    m_slots.clear();
}

void WebRtcTransport::watch()
{
    std::vector<IncomingTrack *> tracks;
    for (auto &[id, slot] : m_slots) {
        chooseLayer(slot);
        if (slot.track) {
            tracks.push_back(slot.track.get());
        }
    }
    // A track that dies here is destroyed later, so the pointers stay valid.
    for (IncomingTrack *track : tracks) {
        track->check();
    }
    startDueTracks();
}

void WebRtcTransport::startDueTracks()
{
    const MediaTime now = m_runtime.clock().now();
    auto settingUp = std::count_if(m_slots.begin(), m_slots.end(), [](const auto &entry) {
        return entry.second.track && entry.second.track->isSettingUp();
    });
    for (auto &[id, slot] : m_slots) {
        if (settingUp >= kMaxSettingUp) {
            return;
        }
        if (!slot.track && slot.retryAt <= now) {
            startTrack(slot);
            ++settingUp;
        }
    }
}

void WebRtcTransport::startTrack(Slot &slot)
{
    const TrackId id = slot.wanted.id;
    const QString subscription = u"%1-%2"_s.arg(m_session).arg(++m_attempts);
    slot.track =
        std::make_unique<IncomingTrack>(m_runtime, m_signalling, m_sink, slot.wanted, subscription);
    connect(slot.track.get(), &IncomingTrack::live, this, [this, id] { Q_EMIT trackLive(id); });
    connect(slot.track.get(), &IncomingTrack::settled, this, &WebRtcTransport::startDueTracks);
    connect(slot.track.get(), &IncomingTrack::died, this, [this, id] { trackDied(id); });
    slot.layer = {};
    chooseLayer(slot);
    slot.track->start(m_iceServers);
}

void WebRtcTransport::endTrack(Slot &slot)
{
    if (!slot.track) {
        return;
    }
    const bool wasLive = slot.track->liveSince().has_value();
    slot.track->disconnect(this);
    slot.track->stop(IncomingTrack::Farewell::Unsubscribe);
    // It may be the caller.
    slot.track.release()->deleteLater();
    if (wasLive) {
        Q_EMIT trackLost(slot.wanted.id);
    }
}

void WebRtcTransport::trackDied(const TrackId &id)
{
    const auto found = m_slots.find(id);
    if (found == m_slots.end() || !found->second.track) {
        return;
    }
    Slot &slot = found->second;
    const MediaTime now = m_runtime.clock().now();
    const auto liveSince = slot.track->liveSince();
    if (liveSince && now - *liveSince > kGoodConnection) {
        slot.backOff.reset();
    }
    const auto delay = slot.backOff.nextDelay();
    slot.retryAt = now + delay;
    endTrack(slot);
    QTimer::singleShot(delay, this, &WebRtcTransport::startDueTracks);
}

void WebRtcTransport::requestKeyFrame(const TrackId &track)
{
    QMetaObject::invokeMethod(
        this,
        [this, track] {
            const auto found = m_slots.find(track);
            if (found != m_slots.end() && found->second.track) {
                found->second.track->requestKeyFrame();
            }
        },
        Qt::QueuedConnection);
}

void WebRtcTransport::startPublishing(Peer peer, const std::vector<TrackKind> &kinds)
{
    (peer == Peer::Main ? m_main : m_screen).start(kinds);
}

void WebRtcTransport::stopPublishing(Peer peer)
{
    (peer == Peer::Main ? m_main : m_screen).stop();
}

void WebRtcTransport::sendFrame(TrackKind kind, EncodedFrame frame)
{
    (peerOf(kind) == Peer::Main ? m_main : m_screen).send(kind, std::move(frame));
}

void WebRtcTransport::setKeyFrameRequest(std::function<void(TrackKind)> request)
{
    m_main.setKeyFrameRequest(request);
    m_screen.setKeyFrameRequest(std::move(request));
}

uint64_t WebRtcTransport::droppedFrames() const
{
    return m_main.dropped() + m_screen.dropped();
}

std::vector<TrackId> WebRtcTransport::liveTracks() const
{
    std::vector<TrackId> live;
    for (const auto &[id, slot] : m_slots) {
        if (slot.track && slot.track->state() == TrackState::Live) {
            live.push_back(id);
        }
    }
    return live;
}

} // namespace prosc
