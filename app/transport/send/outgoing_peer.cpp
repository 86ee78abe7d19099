#include "app/transport/send/outgoing_peer.h"

#include "app/base/logging.h"
#include "app/transport/send/send_pipeline.h"

#include <QPointer>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {
constexpr std::chrono::milliseconds kConnectTimeout{10000};
constexpr std::chrono::milliseconds kWatchInterval{1000};
} // namespace

OutgoingPeer::State OutgoingPeer::next(State state, Event event)
{
    if (event == Event::Failed || event == Event::Stopped) {
        return State::Dead;
    }
    switch (state) {
    case State::Offering:
        return event == Event::OfferReady ? State::Publishing : state;
    case State::Publishing:
        return event == Event::Answered ? State::Connecting : state;
    case State::Connecting:
        return event == Event::Connected ? State::Live : state;
    case State::Live:
    case State::Dead:
        break;
    }
    return state;
}

OutgoingPeer::OutgoingPeer(GstRuntime &runtime, MediaSignalling &signalling, OutgoingConfig config,
                           QObject *parent)
    : QObject(parent), m_signalling(signalling), m_peer(config.peer),
      m_pipeline(std::make_shared<SendPipeline>(runtime, std::move(config)))
{
    connect(&m_candidates, &CandidateCollector::ready, this, &OutgoingPeer::publish);
    connect(&m_candidates, &CandidateCollector::lateCandidate, this,
            [this](msg::Candidate candidate) {
                candidate.target = msg::CandidateTarget::Publish;
                candidate.key = m_peer == Peer::Main ? u"main"_s : u"screen"_s;
                m_signalling.sendCandidate(candidate);
            });
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        fail(Error{ErrorCode::Timeout, u"no sending connection"_s});
    });
    connect(&m_watch, &QTimer::timeout, this, [this] {
        if (m_pipeline->isUnheard()) {
            fail(Error{ErrorCode::Timeout, u"the media server reports nothing"_s});
        }
    });
    connectPipeline();
    m_deadline.start(kConnectTimeout);
    m_pipeline->begin();
}

OutgoingPeer::~OutgoingPeer()
{
    stop(Farewell::Silent);
}

void OutgoingPeer::connectPipeline()
{
    SendPipeline *pipeline = m_pipeline.get();
    const auto queued = Qt::QueuedConnection;
    connect(pipeline, &GstPeer::localDescriptionSet, &m_candidates,
            &CandidateCollector::setDescription, queued);
    connect(pipeline, &GstPeer::candidateFound, &m_candidates, &CandidateCollector::addCandidate,
            queued);
    connect(pipeline, &GstPeer::gatheringComplete, &m_candidates,
            &CandidateCollector::gatheringComplete, queued);
    connect(pipeline, &GstPeer::failed, this, &OutgoingPeer::fail, queued);
    connect(
        pipeline, &GstPeer::connected, this,
        [this] {
            if (m_state == State::Connecting) {
                m_state = next(m_state, Event::Connected);
                m_deadline.stop();
                m_watch.start(kWatchInterval);
                Q_EMIT live();
            }
        },
        queued);
}

void OutgoingPeer::publish(const QString &offer)
{
    if (m_state != State::Offering) {
        return;
    }
    m_state = next(m_state, Event::OfferReady);
    m_isPublished = true;
    const QPointer<OutgoingPeer> self(this);
    m_signalling.publish(m_peer, m_pipeline->announced(offer),
                         [self](const Result<QString> &answer) {
                             if (self) {
                                 self->answered(answer);
                             }
                         });
}

void OutgoingPeer::answered(const Result<QString> &answer)
{
    if (m_state != State::Publishing) {
        return;
    }
    if (!answer) {
        fail(answer.error());
        return;
    }
    m_state = next(m_state, Event::Answered);
    m_candidates.release();
    m_pipeline->setAnswer(*answer);
}

void OutgoingPeer::sendFrame(TrackKind kind, EncodedFrame frame)
{
    m_pipeline->send(kind, std::move(frame));
}

uint64_t OutgoingPeer::dropped() const
{
    return m_pipeline->dropped();
}

void OutgoingPeer::stop(Farewell farewell)
{
    if (m_state == State::Dead) {
        return;
    }
    m_state = next(m_state, Event::Stopped);
    m_deadline.stop();
    m_watch.stop();
    m_candidates.clear();
    m_pipeline->disconnect(this);
    m_pipeline->close();
    if (farewell == Farewell::Unpublish && m_isPublished) {
        m_signalling.unpublish(m_peer);
    }
}

void OutgoingPeer::fail(const Error &error)
{
    if (m_state == State::Dead) {
        return;
    }
    qCInfo(logTransport).noquote()
        << "publishing failed:" << errorCodeName(error.code) << error.detail;
    stop(Farewell::Unpublish);
    Q_EMIT died(error);
}

} // namespace prosc
