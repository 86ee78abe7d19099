#include "app/room/session/room_session.h"

#include "app/base/logging.h"
#include "app/room/protocol/state_changes.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

/// Errors that a retry cannot fix.
bool isFinal(ErrorCode code)
{
    switch (code) {
    case ErrorCode::TokenInvalid:
    case ErrorCode::TokenExpired:
    case ErrorCode::UnknownRoom:
    case ErrorCode::NotAllowed:
    case ErrorCode::SessionEnded:
    case ErrorCode::TooMany:
    case ErrorCode::UnsupportedVersion:
    case ErrorCode::CertificateUnknown:
    case ErrorCode::Malformed:
        return true;
    default:
        return false;
    }
}

constexpr std::chrono::seconds kJoinAnswer{15};

/// Retries for a room that was never reached, about 6 s in all when each attempt fails at once.
constexpr int kFirstAttempts = 5;

} // namespace

RoomSession::RoomSession(RoomLink &link, SessionIdentity identity, QObject *parent)
    : QObject(parent), m_link(link), m_identity(std::move(identity))
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, [this] {
        if (advance(SessionEvent::Retry)) {
            m_link.open();
        }
    });
    m_joinDeadline.setSingleShot(true);
    m_joinDeadline.setInterval(kJoinAnswer);
    connect(&m_joinDeadline, &QTimer::timeout, this, [this] {
        if (m_state == SessionState::Joining) {
            tryAnew(Error{ErrorCode::Timeout, u"join is not answered"_s});
        }
    });
    m_missedState.setSingleShot(true);
    connect(&m_missedState, &QTimer::timeout, this, [this] {
        static_cast<void>(m_missedStates.nextDelay());
        tryAnew(Error{ErrorCode::Malformed, u"the room's state"_s});
    });
    connect(&m_link, &RoomLink::garbled, this, &RoomSession::onGarbled);
    connect(&m_link, &RoomLink::opened, this, &RoomSession::onOpened);
    connect(&m_link, &RoomLink::closed, this, &RoomSession::onClosed);
    connect(&m_link, &RoomLink::received, this, &RoomSession::onReceived);
}

bool RoomSession::advance(SessionEvent event)
{
    const auto after = next(m_state, event);
    if (!after) {
        return false;
    }
    if (*after != m_state) {
        m_state = *after;
        Q_EMIT stateChanged();
    }
    return true;
}

void RoomSession::join()
{
    if (advance(SessionEvent::Open)) {
        m_link.open();
    }
}

void RoomSession::leave()
{
    if (m_state == SessionState::Joined) {
        m_link.send(ClientMessage{0, msg::Leave{}});
    }
    end(Error{ErrorCode::Cancelled, u"left"_s});
}

void RoomSession::end(const Error &error)
{
    if (!advance(SessionEvent::Ended)) {
        return;
    }
    m_retry.stop();
    m_joinDeadline.stop();
    m_missedState.stop();
    m_link.close();
    failRequests(error);
    Q_EMIT left(error);
}

// ---- the connection

void RoomSession::onOpened()
{
    if (!advance(SessionEvent::Connected)) {
        return;
    }
    m_joinId = ++m_lastId;
    m_joinDeadline.start();
    m_link.send(ClientMessage{m_joinId, msg::Join{m_identity.token, m_identity.name,
                                                  m_identity.formFactor, m_identity.client,
                                                  m_resume, QString(), m_identity.device}});
}

/// Whether `code` ends the session. A message that could not be parsed, on either side, does not
/// end a session that had joined; while holding on, neither does any refusal.
bool RoomSession::isEnd(ErrorCode code) const
{
    const bool wasInside = !m_self.isEmpty();
    if (!wasInside || code == ErrorCode::SessionEnded) {
        return isFinal(code);
    }
    return isFinal(code) && code != ErrorCode::Malformed && !m_holdsOn;
}

void RoomSession::setHoldingOn(bool holdsOn)
{
    m_holdsOn = holdsOn;
    if (m_refusal && isEnd(m_refusal->code)) {
        end(Error(*m_refusal));
    }
}

void RoomSession::setRefusal(const std::optional<Error> &refusal)
{
    if (m_refusal != refusal) {
        m_refusal = refusal;
        Q_EMIT stateChanged();
    }
}

/// Closes this connection: closed() follows, then a retry after the back-off.
void RoomSession::tryAnew(const Error &why)
{
    m_anew = why;
    m_link.close();
}

void RoomSession::onClosed(const Error &closed)
{
    const auto anew = std::exchange(m_anew, std::nullopt);
    const auto error = anew.value_or(closed);
    if (!anew && isEnd(error.code)) {
        return end(error);
    }
    m_joinDeadline.stop();
    m_missedState.stop();
    const auto before = m_state;
    const bool wasJoined = before == SessionState::Joined;
    if (!advance(SessionEvent::Lost)) {
        return;
    }
    if (isFinal(error.code) && !wasJoined) {
        setRefusal(error);
    } else if (before == SessionState::Connecting) {
        setRefusal(std::nullopt); // not even reached, so not refused
    }
    failRequests(Error{ErrorCode::Unreachable, error.detail});
    if (wasJoined) {
        m_retries.reset();
        Q_EMIT connectionLost();
    }
    if (m_self.isEmpty() && m_retries.failures() >= kFirstAttempts) {
        return end(error); // never reached: tell the user
    }
    qCDebug(logRoom) << "connection to the room lost:" << error.detail;
    m_retry.start(m_retries.nextDelay());
}

void RoomSession::onReceived(const ServiceMessage &message)
{
    std::visit([this, &message](const auto &body) { on(message, body); }, message.body);
}

/// Costs only this message: the request it answers fails, and a lost welcome or state makes the
/// session rejoin unless another one follows.
void RoomSession::onGarbled(const ParseError &problem)
{
    if (m_state == SessionState::Joining) {
        return tryAnew(problem.error);
    }
    if (const auto done = problem.id != 0 ? m_pending.take(problem.id) : ReplyCallback(); done) {
        return done(Reply{fail(problem.error), {}});
    }
    const bool answersJoin = m_state == SessionState::Waiting && problem.id == m_joinId;
    if (problem.type == QLatin1String("stateChanged")) {
        return askState();
    }
    const bool isState = problem.type == QLatin1String("state") && m_state == SessionState::Joined;
    if ((answersJoin || isState) && !m_missedState.isActive()) {
        m_missedState.start(m_missedStates.delayAfter(m_missedStates.failures() + 1));
    }
}

// ---- asking

void RoomSession::request(ClientBody body, ReplyCallback done)
{
    if (m_state != SessionState::Joined) {
        if (done) {
            done(Reply{fail(ErrorCode::Unreachable, u"not in the room"_s), {}});
        }
        return;
    }
    const int id = ++m_lastId;
    if (!done) {
        done = [this](const Reply &reply) {
            if (!reply.body && reply.body.error().code != ErrorCode::Unreachable) {
                Q_EMIT refused(reply.body.error(), reply.name);
            }
        };
    }
    m_pending.insert(id, done);
    m_link.send(ClientMessage{id, std::move(body)});
}

void RoomSession::sendUntilAnswered(ClientBody body)
{
    m_kept.push_back(Kept{++m_lastKey, std::move(body)});
    sendKept(m_kept.back());
}

void RoomSession::sendKept(const Kept &kept)
{
    request(kept.body, [this, key = kept.key](const Reply &reply) {
        if (reply.body || reply.body.error().code != ErrorCode::Unreachable) {
            std::erase_if(m_kept, [key](const Kept &k) { return k.key == key; });
        }
    });
}

bool RoomSession::answerRequest(const ServiceMessage &message)
{
    const auto done = message.re != 0 ? m_pending.take(message.re) : ReplyCallback();
    if (!done) {
        return false;
    }
    if (const auto *error = std::get_if<msg::ErrorReply>(&message.body)) {
        done(Reply{fail(errorCodeFromName(error->code), error->detail), error->name});
    } else {
        done(Reply{message.body, {}});
    }
    return true;
}

void RoomSession::failRequests(const Error &error)
{
    const auto pending = std::exchange(m_pending, {});
    for (const auto &done : pending) {
        done(Reply{fail(ErrorCode::Unreachable, error.detail), {}});
    }
}

// ---- what the service says

void RoomSession::setSnapshot(const RoomSnapshot &snapshot)
{
    m_snapshot = snapshot;
    m_snapshotAt = std::chrono::steady_clock::now();
    m_missedState.stop();
    m_missedStates.reset();
    followRole();
    Q_EMIT snapshotChanged();
}

/// A moderator may have given us another role.
void RoomSession::followRole()
{
    if (const auto *self = m_snapshot.find(m_self)) {
        m_role = self->role;
    }
}

void RoomSession::on(const ServiceMessage &, const msg::Welcome &welcome)
{
    if (!next(m_state, SessionEvent::Welcomed)) {
        return;
    }
    m_self = welcome.participant;
    m_resume = welcome.resume;
    m_role = welcome.role;
    m_iceServers = welcome.iceServers;
    m_retries.reset();
    m_joinDeadline.stop();
    m_missedState.stop();
    m_refusal.reset();
    m_snapshot = welcome.state;
    m_waiting.clear();
    m_chat.clear();
    m_snapshotAt = std::chrono::steady_clock::now();
    advance(SessionEvent::Welcomed);
    Q_EMIT joined();
    Q_EMIT snapshotChanged();
    const auto kept = m_kept;
    for (const auto &one : kept) {
        sendKept(one);
    }
}

void RoomSession::on(const ServiceMessage &, const msg::Waiting &waiting)
{
    m_waitingReason = waiting.reason;
    if (advance(SessionEvent::ToldToWait)) {
        m_joinDeadline.stop();
    }
}

void RoomSession::on(const ServiceMessage &, const msg::WaitingRoom &room)
{
    m_waiting = room.people;
    Q_EMIT snapshotChanged();
}

void RoomSession::on(const ServiceMessage &, const msg::Told &told)
{
    Q_EMIT toldBy(told.act, told.name);
}

void RoomSession::on(const ServiceMessage &, const msg::Chat &chat)
{
    m_chat.insert(m_chat.end(), chat.lines.begin(), chat.lines.end());
    Q_EMIT snapshotChanged();
}

void RoomSession::on(const ServiceMessage &, const msg::ChatLineDeleted &deleted)
{
    std::erase_if(m_chat, [&deleted](const ChatLine &line) { return line.line == deleted.line; });
    Q_EMIT snapshotChanged();
}

void RoomSession::on(const ServiceMessage &message, const msg::State &state)
{
    setSnapshot(state.state);
    answerRequest(message);
}

void RoomSession::on(const ServiceMessage &, const msg::StateChanged &changes)
{
    if (const auto state = withChanges(m_snapshot, changes)) {
        setSnapshot(*state);
    } else {
        askState(); // a message is missing in between
    }
}

void RoomSession::askState()
{
    if (!std::exchange(m_asksState, true)) {
        request(msg::GetState{}, [this](const Reply &) { m_asksState = false; });
    }
}

void RoomSession::on(const ServiceMessage &, const msg::SessionEnded &ended)
{
    end(Error{ErrorCode::SessionEnded, ended.reason});
}

void RoomSession::on(const ServiceMessage &message, const msg::ErrorReply &error)
{
    const Error plain{errorCodeFromName(error.code), error.detail};
    if (answerRequest(message)) {
        return;
    }
    const bool refusesJoin = m_state == SessionState::Joining || m_state == SessionState::Waiting;
    const bool isRefusal = isFinal(plain.code) && (refusesJoin || error.fatal);
    if (isRefusal && isEnd(plain.code)) {
        return end(plain);
    }
    if (isRefusal) {
        setRefusal(plain);
    }
    if (isRefusal || (refusesJoin && message.re == m_joinId)) {
        // Refused for now: closed() follows, then a retry.
        return m_link.close();
    }
    Q_EMIT refused(plain, error.name);
}

void RoomSession::on(const ServiceMessage &, const msg::BeginRecording &begin)
{
    Q_EMIT beginRecording(begin);
}

void RoomSession::on(const ServiceMessage &, const msg::PauseRecorder &pause)
{
    Q_EMIT pauseRecorder(pause);
}

void RoomSession::on(const ServiceMessage &, const msg::AddChapter &chapter)
{
    Q_EMIT addChapter(chapter);
}

void RoomSession::on(const ServiceMessage &, const msg::RecordReminder &)
{
    Q_EMIT remindedToRecord();
}

void RoomSession::on(const ServiceMessage &, const msg::EndRecording &end)
{
    Q_EMIT endRecording(end);
}

void RoomSession::on(const ServiceMessage &, const msg::RecordingEnded &ended)
{
    Q_EMIT recordingEnded(ended);
}

void RoomSession::on(const ServiceMessage &, const msg::MediaItemChanged &changed)
{
    Q_EMIT mediaItemChanged(changed.item);
}

void RoomSession::on(const ServiceMessage &, const msg::SubscriptionEnded &ended)
{
    Q_EMIT subscriptionEnded(ended.subscription);
}

} // namespace prosc
