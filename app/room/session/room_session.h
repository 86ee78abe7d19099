#pragma once

#include "app/base/back_off.h"
#include "app/room/session/ports.h"
#include "app/room/session/room_signalling.h"
#include "app/room/session/session_state.h"

#include <QHash>
#include <QTimer>

#include <deque>

namespace prosc {

/// Who joins, and with what.
struct SessionIdentity
{
    QString token;
    QString name;
    FormFactor formFactor = FormFactor::Desktop;
    ClientKind client = ClientKind::Desktop;
    /// msg::Join::device.
    QString device = {};
};

/// A client's side of the room: joins, rejoins after a lost connection, keeps the latest snapshot,
/// sends requests and matches their answers. Makes no decisions: the service does. Lives on the
/// engine's thread; all methods and signals there.
class RoomSession : public QObject
{
    Q_OBJECT
public:
    /// The answer, or the error with the name of the person it concerns (empty if nobody).
    struct Reply
    {
        Result<ServiceBody> body;
        QString name;
    };
    using ReplyCallback = std::function<void(const Reply &reply)>;

    RoomSession(RoomLink &link, SessionIdentity identity, QObject *parent = nullptr);

    /// Call before join(): resumes the place of an earlier run of the program by its
    /// resumeSecret(), if the service still keeps it.
    void takePlace(const QString &secret) { m_resume = secret; }
    /// Connects and joins; retries until left() is emitted.
    void join();
    /// Leaves; left(Cancelled) follows.
    void leave();
    /// Set while something here must outlast the connection: after having been in the room once,
    /// the session retries despite any refusal; only the service's sessionEnded and leave() end it.
    /// When it is switched off, the last refusal takes effect.
    void setHoldingOn(bool holdsOn);

    [[nodiscard]] SessionState state() const { return m_state; }
    /// Why the service, or whatever answers in its place, refuses to let us in again; retries
    /// continue.
    [[nodiscard]] const std::optional<Error> &refusal() const { return m_refusal; }
    [[nodiscard]] const RoomSnapshot &snapshot() const { return m_snapshot; }
    /// Who waits to be let in; only hosts and moderators know.
    [[nodiscard]] const std::vector<WaitingPerson> &waiting() const { return m_waiting; }
    /// Why we wait: the `reason` of the message `waiting`; empty before.
    [[nodiscard]] const QString &waitingReason() const { return m_waitingReason; }
    /// The lines of the chat, oldest first.
    [[nodiscard]] const std::vector<ChatLine> &chat() const { return m_chat; }
    [[nodiscard]] const ParticipantId &self() const { return m_self; }
    /// Resumes the place in the room; changes with every join.
    [[nodiscard]] const QString &resumeSecret() const { return m_resume; }
    /// As it is now: it may change while one is in the room.
    [[nodiscard]] Role role() const { return m_role; }
    [[nodiscard]] const std::vector<IceServer> &iceServers() const { return m_iceServers; }
    /// When snapshot() arrived.
    [[nodiscard]] std::chrono::steady_clock::time_point snapshotAt() const { return m_snapshotAt; }

    /// Sends a request. `done` is called exactly once: with the answer, or with Unreachable when
    /// the connection is lost.
    void request(ClientBody body, ReplyCallback done = {});
    /// Like request(), but resends after every join until the service has answered.
    void sendUntilAnswered(ClientBody body);

    /// For the transport.
    [[nodiscard]] MediaSignalling &signalling() { return m_signalling; }

Q_SIGNALS:
    void stateChanged();
    /// Also when waiting() or chat() has changed.
    void snapshotChanged();
    /// Joined, or rejoined after a lost connection.
    void joined();
    /// The connection was lost; everything built on it is dead.
    void connectionLost();
    void left(const prosc::Error &error);
    /// A host or moderator, called `name`, has done this to us.
    void toldBy(prosc::ModeratorAct act, const QString &name);
    /// A request without its own callback was refused.
    void refused(const prosc::Error &error, const QString &name);
    void beginRecording(const prosc::msg::BeginRecording &message);
    void pauseRecorder(const prosc::msg::PauseRecorder &message);
    void addChapter(const prosc::msg::AddChapter &message);
    /// Nothing is being recorded yet.
    void remindedToRecord();
    void endRecording(const prosc::msg::EndRecording &message);
    void recordingEnded(const prosc::msg::RecordingEnded &message);
    void mediaItemChanged(const prosc::MediaItem &item);
    void subscriptionEnded(const QString &subscription);

private:
    struct Kept
    {
        quint64 key = 0;
        ClientBody body;
    };

    bool advance(SessionEvent event);
    void onOpened();
    void onClosed(const Error &error);
    void onReceived(const ServiceMessage &message);
    void onGarbled(const ParseError &problem);
    void on(const ServiceMessage &message, const msg::Welcome &welcome);
    void on(const ServiceMessage &message, const msg::Waiting &waiting);
    void on(const ServiceMessage &message, const msg::WaitingRoom &room);
    void on(const ServiceMessage &message, const msg::Told &told);
    void on(const ServiceMessage &message, const msg::Chat &chat);
    void on(const ServiceMessage &message, const msg::ChatLineDeleted &deleted);
    void on(const ServiceMessage &message, const msg::State &state);
    void on(const ServiceMessage &message, const msg::StateChanged &changes);
    void on(const ServiceMessage &message, const msg::SessionEnded &ended);
    void on(const ServiceMessage &message, const msg::ErrorReply &error);
    void on(const ServiceMessage &message, const msg::BeginRecording &begin);
    void on(const ServiceMessage &message, const msg::PauseRecorder &pause);
    void on(const ServiceMessage &message, const msg::AddChapter &chapter);
    void on(const ServiceMessage &message, const msg::RecordReminder &reminder);
    void on(const ServiceMessage &message, const msg::EndRecording &end);
    void on(const ServiceMessage &message, const msg::RecordingEnded &ended);
    void on(const ServiceMessage &message, const msg::MediaItemChanged &changed);
    void on(const ServiceMessage &message, const msg::SubscriptionEnded &ended);
    template <class M>
    void on(const ServiceMessage &message, const M &)
    {
        answerRequest(message);
    }
    bool answerRequest(const ServiceMessage &message);
    /// Asks for the whole state, unless it is being asked for.
    void askState();
    void failRequests(const Error &error);
    [[nodiscard]] bool isEnd(ErrorCode code) const;
    void setRefusal(const std::optional<Error> &refusal);
    void tryAnew(const Error &why);
    void sendKept(const Kept &kept);
    void end(const Error &error);
    void setSnapshot(const RoomSnapshot &snapshot);
    void followRole();

    RoomSignalling m_signalling{*this};
    RoomLink &m_link;
    const SessionIdentity m_identity;
    SessionState m_state = SessionState::Idle;
    QString m_resume;
    ParticipantId m_self;
    Role m_role = Role::Participant;
    std::vector<IceServer> m_iceServers;
    RoomSnapshot m_snapshot;
    std::vector<WaitingPerson> m_waiting;
    std::vector<ChatLine> m_chat;
    QString m_waitingReason;
    std::chrono::steady_clock::time_point m_snapshotAt;
    QHash<int, ReplyCallback> m_pending;
    std::deque<Kept> m_kept;
    bool m_asksState = false;
    int m_lastId = 0;
    int m_joinId = 0;
    quint64 m_lastKey = 0;
    BackOff m_retries{std::chrono::milliseconds(200), std::chrono::seconds(5)};
    QTimer m_retry;
    bool m_holdsOn = false;
    std::optional<Error> m_refusal;
    /// Why tryAnew() closed the connection.
    std::optional<Error> m_anew;
    /// Timeout for the answer to join.
    QTimer m_joinDeadline;
    /// A state could not be parsed: rejoins the room unless the next one arrives in time.
    QTimer m_missedState;
    BackOff m_missedStates{std::chrono::seconds(2), std::chrono::seconds(60)};
};

} // namespace prosc
