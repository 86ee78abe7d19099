#include "app/transport/receive/incoming_track.h"

#include "app/base/logging.h"
#include "app/transport/peer/gst_runtime.h"
#include "app/transport/receive/receive_pipeline.h"

#include <QPointer>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

/// From the request until the connection is up.
constexpr MediaTime kConnectTimeout = std::chrono::seconds(10);
/// Janus requests a key frame from a sender at most once a second and may drop requests in between,
/// so that the layer never switches; a repeated request makes it check again.
constexpr MediaTime kLayerAgain = std::chrono::milliseconds(1200);
constexpr int kLayerRepeats = 2;

/// How long frames may be missing before each step.
struct Patience
{
    MediaTime askForKeyFrame;
    MediaTime giveUp;
};

Patience patienceFor(TrackKind kind)
{
    using std::chrono::milliseconds;
    if (kind == TrackKind::Screen || kind == TrackKind::ScreenAudio) {
        // A static screen sends no frames; the reply to the key frame request shows that it is
        // alive.
        return {milliseconds(3000), milliseconds(20000)};
    }
    return {milliseconds(1500), milliseconds(3000)};
}

} // namespace

IncomingTrack::IncomingTrack(GstRuntime &runtime, MediaSignalling &signalling,
                             EncodedTrackSink &sink, WantedTrack wanted, QString subscription)
    : m_runtime(runtime), m_signalling(signalling), m_sink(sink), m_wanted(std::move(wanted)),
      m_subscription(std::move(subscription)), m_watched(m_wanted.watched)
{
    connect(&m_candidates, &CandidateCollector::ready, this, &IncomingTrack::sendAnswer);
    connect(&m_candidates, &CandidateCollector::lateCandidate, this,
            [this](msg::Candidate candidate) {
                candidate.target = msg::CandidateTarget::Subscribe;
                candidate.key = m_subscription;
                m_signalling.sendCandidate(candidate);
            });
}

IncomingTrack::~IncomingTrack()
{
    stop(Farewell::Silent);
}

void IncomingTrack::start(const std::vector<IceServer> &iceServers)
{
    m_startedAt = m_runtime.clock().now();
    m_watchedSince = m_startedAt;
    const msg::Subscribe request{
        m_subscription, m_wanted.id.participant, m_wanted.peer, {m_wanted.mid}};
    const QPointer<IncomingTrack> self(this);
    m_signalling.subscribe(request, [self, iceServers](const Result<QString> &offer) {
        if (self) {
            self->offered(offer, iceServers);
        }
    });
}

void IncomingTrack::offered(const Result<QString> &offer, const std::vector<IceServer> &iceServers)
{
    if (m_state != TrackState::Attaching) {
        return;
    }
    if (!offer) {
        fail(offer.error());
        return;
    }
    apply(TrackEvent::OfferReceived);
    askForLayer();
    m_pipeline = std::make_shared<ReceivePipeline>(m_runtime, m_sink,
                                                   ReceiveConfig{m_wanted.id, *offer, iceServers});
    connectPipeline();
    m_pipeline->begin();
}

void IncomingTrack::setLayer(int layer)
{
    if (m_layer != layer) {
        m_layer = layer;
        m_layerRepeats = kLayerRepeats;
        askForLayer();
    }
}

void IncomingTrack::askForLayer()
{
    const bool isKnown = m_state != TrackState::Attaching && m_state != TrackState::Dead;
    if (m_layer && m_wanted.simulcast && isKnown) {
        m_layerAskedAt = m_runtime.clock().now();
        m_signalling.setLayer(m_subscription, m_wanted.mid, *m_layer);
    }
}

void IncomingTrack::connectPipeline()
{
    ReceivePipeline *pipeline = m_pipeline.get();
    const auto queued = Qt::QueuedConnection;
    connect(
        pipeline, &GstPeer::remoteDescriptionSet, this,
        [this] { apply(TrackEvent::DescriptionSet); }, queued);
    connect(pipeline, &GstPeer::localDescriptionSet, &m_candidates,
            &CandidateCollector::setDescription, queued);
    connect(pipeline, &GstPeer::candidateFound, &m_candidates, &CandidateCollector::addCandidate,
            queued);
    connect(pipeline, &GstPeer::gatheringComplete, &m_candidates,
            &CandidateCollector::gatheringComplete, queued);
    connect(
        pipeline, &GstPeer::connected, this, [this] { m_connectedAt = m_runtime.clock().now(); },
        queued);
    connect(pipeline, &GstPeer::failed, this, &IncomingTrack::fail, queued);
    connect(pipeline, &ReceivePipeline::firstFrame, this, &IncomingTrack::firstFrame, queued);
}

void IncomingTrack::sendAnswer(const QString &sdp)
{
    if (m_state != TrackState::Answering) {
        return;
    }
    m_signalling.answer(m_subscription, sdp);
    m_candidates.release();
    apply(TrackEvent::AnswerSent);
    Q_EMIT settled();
}

void IncomingTrack::firstFrame()
{
    if (m_state != TrackState::Connecting) {
        return;
    }
    apply(TrackEvent::Frame);
    m_liveSince = m_runtime.clock().now();
    Q_EMIT live();
}

void IncomingTrack::stop(Farewell farewell)
{
    if (m_state == TrackState::Dead) {
        return;
    }
    apply(TrackEvent::Stopped);
    m_candidates.clear();
    if (m_pipeline) {
        m_pipeline->disconnect(this);
        m_pipeline->close();
        if (m_pipeline->lastFrame()) {
            m_sink.encodedTrackEnded(m_wanted.id);
        }
        m_pipeline.reset();
    }
    if (farewell == Farewell::Unsubscribe) {
        m_signalling.unsubscribe(m_subscription);
    }
}

void IncomingTrack::fail(const Error &error)
{
    if (m_state == TrackState::Dead) {
        return;
    }
    qCInfo(logTransport).noquote() << "subscription" << m_subscription
                                   << "failed:" << errorCodeName(error.code) << error.detail;
    stop(Farewell::Unsubscribe);
    Q_EMIT died(error);
}

void IncomingTrack::setWatched(bool watched)
{
    if (watched && !m_watched) {
        m_watchedSince = m_runtime.clock().now();
    }
    m_watched = watched;
}

bool IncomingTrack::isSettingUp() const
{
    return m_state == TrackState::Attaching || m_state == TrackState::Offered ||
           m_state == TrackState::Answering;
}

void IncomingTrack::requestKeyFrame()
{
    if (m_pipeline) {
        m_pipeline->requestKeyFrame();
    }
}

void IncomingTrack::check()
{
    const MediaTime now = m_runtime.clock().now();
    if (m_state == TrackState::Dead) {
        return;
    }
    if (!m_connectedAt && !m_liveSince) {
        if (now - m_startedAt > kConnectTimeout) {
            fail(Error{ErrorCode::Timeout, u"no connection"_s});
        }
        return;
    }
    if (m_layerRepeats > 0 && now - m_layerAskedAt > kLayerAgain) {
        --m_layerRepeats;
        askForLayer();
    }
    checkQuiet(now);
}

void IncomingTrack::checkQuiet(MediaTime now)
{
    const auto lastFrame = m_pipeline->lastFrame();
    const MediaTime lastSign = std::max(
        {m_watchedSince, m_connectedAt.value_or(m_startedAt), lastFrame.value_or(m_startedAt)});
    const Patience patience = patienceFor(m_wanted.id.kind);
    if (now - lastSign < patience.askForKeyFrame) {
        if (m_state == TrackState::Stalled) {
            apply(TrackEvent::Frame);
        }
        return;
    }
    if (!m_watched) {
        return;
    }
    apply(TrackEvent::Quiet);
    if (isVideo(m_wanted.id.kind)) {
        m_pipeline->requestKeyFrame();
    }
    if (now - lastSign >= patience.giveUp) {
        fail(Error{ErrorCode::Timeout, u"no frames"_s});
    }
}

} // namespace prosc
