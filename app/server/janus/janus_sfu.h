#pragma once

#include "app/server/janus/janus_config.h"
#include "app/server/rooms/sfu.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>

#include <map>
#include <memory>
#include <utility>

namespace prosc {

class JanusSupervisor;

/// Sfu on a Janus that runs as a child process (VideoRoom plugin). Each connection of a participant
/// is a separate Janus handle: one for each peer it publishes, one for each subscription. A
/// callback may run before the method that it was passed to returns.
class JanusSfu final : public Sfu
{
public:
    /// Starts Janus in the background. Without Janus info().state becomes Missing, and Up if it is
    /// installed later. Use it on the thread of `io`; destroy it there or after that thread has
    /// ended, and before `io`.
    [[nodiscard]] static std::unique_ptr<JanusSfu> create(boost::asio::io_context &io,
                                                          const JanusOptions &options);
    /// Pending callbacks end with an error.
    ~JanusSfu() override;

    void setEvents(Events events) override;
    [[nodiscard]] SfuInfo info() const override;
    [[nodiscard]] double load() const override;
    [[nodiscard]] double load(const RoomId &room) const override;
    /// The process id of Janus, 0 if it is not running; for logs and tests.
    [[nodiscard]] int janusPid() const;

    void addRoom(const RoomId &room) override;
    void removeRoom(const RoomId &room) override;
    void publish(const RoomId &room, const ParticipantId &publisher, Peer peer,
                 const QString &offer, std::function<void(Result<PublishAnswer>)> done) override;
    void unpublish(const ParticipantId &publisher, Peer peer) override;
    void setSilent(const ParticipantId &publisher, const QStringList &mids, bool silent) override;
    void subscribe(const RoomId &room, const ParticipantId &subscriber,
                   const msg::Subscribe &request,
                   std::function<void(Result<QString>)> offer) override;
    void answer(const ParticipantId &subscriber, const msg::Answer &answer,
                std::function<void(Status)> done) override;
    void setLayer(const ParticipantId &subscriber, const msg::Layer &layer,
                  std::function<void(Status)> done) override;
    void unsubscribe(const ParticipantId &subscriber, const QString &subscription) override;
    void candidate(const ParticipantId &participant, const msg::Candidate &candidate,
                   std::function<void(Status)> done) override;
    void removeParticipant(const ParticipantId &participant) override;

private:
    struct Waiting
    {
        std::function<void(Status)> then;
        /// Destroying it cancels the wait.
        std::shared_ptr<boost::asio::steady_timer> timer;
    };
    /// A Janus handle: one PeerConnection of a participant.
    struct Connection
    {
        RoomId room;
        ParticipantId owner;
        Peer peer = Peer::Main;
        /// Empty for a publication.
        QString subscription;
        /// The participant subscribed to.
        ParticipantId source;
        /// The feed it publishes or subscribes to.
        QString feed;
        /// The publisher's mid -> the subscription's.
        QHash<QString, QString> mids;
        qint64 handle = 0;
        /// Janus has its remote description: candidates may follow.
        bool described = false;
        /// Its media flows ("webrtcup"); until then Janus refuses subscriptions to it.
        bool live = false;
        /// Connections that wait for that.
        std::map<std::shared_ptr<Connection>, Waiting> waiting;
        QList<QJsonObject> candidates;
        /// Abandoned; whatever is pending for it ends with Cancelled.
        bool dropped = false;
    };
    using ConnectionPtr = std::shared_ptr<Connection>;
    using PublisherKey = std::pair<ParticipantId, Peer>;
    using SubscriberKey = std::pair<ParticipantId, QString>;
    using Then = std::function<void(const QJsonObject &)>;

    struct Room
    {
        enum class State { Absent, Creating, Made };
        State state = State::Absent;
        /// Only this service may join (pin) and end (secret) it.
        QString pin;
        QString secret;
        std::vector<std::function<void(Status)>> waiting;
    };

    JanusSfu(boost::asio::io_context &io, const JanusOptions &options);

    void supervisorInfo(const SfuInfo &info);
    /// After the connection to Janus was lost: what has happened to the publications meanwhile.
    void reconcile();
    void reconcileRoom(const RoomId &room, const QJsonArray &participants);
    void janusEvent(const QJsonObject &event);
    void request(const QJsonObject &message, std::function<void(Result<QJsonObject>)> reply);
    void makeRoom(const RoomId &room);
    void roomMade(const RoomId &room, const Status &made);
    void withRoom(const RoomId &room, std::function<void(Status)> then);

    void joinPublisher(const ConnectionPtr &connection, const QString &offer,
                       const std::function<void(Result<PublishAnswer>)> &done);
    void sendOffer(const ConnectionPtr &connection, const QString &offer,
                   const std::function<void(Result<PublishAnswer>)> &done);
    void joinSubscriber(const ConnectionPtr &connection, const QStringList &mids,
                        const std::function<void(Result<QString>)> &offer);
    void attach(const ConnectionPtr &connection, std::function<void(Status)> then);
    /// Sends a request to the plugin. An error drops the connection. Calls exactly one of `failed`
    /// and `then`.
    void message(const ConnectionPtr &connection, const QJsonObject &body, const QJsonObject &jsep,
                 std::function<void(Error)> failed, Then then);
    void described(const ConnectionPtr &connection);
    void trickle(const ConnectionPtr &connection, const QJsonObject &candidate);
    /// Calls `then` when `source` is live, with an error if `source` ends or after 10 s.
    void whenLive(const ConnectionPtr &source, const ConnectionPtr &connection,
                  std::function<void(Status)> then);
    void endWaiting(const ConnectionPtr &source, const ConnectionPtr &connection,
                    const Status &status);
    void drop(const ConnectionPtr &connection);
    void endSubscriptions(const QString &feed);
    void becameLive(const ConnectionPtr &connection);
    void connectionEnded(const ConnectionPtr &connection);
    void forgetAll();
    [[nodiscard]] double shareOfPorts(qsizetype handles) const;
    [[nodiscard]] ConnectionPtr publisher(const ParticipantId &participant, Peer peer) const;
    [[nodiscard]] ConnectionPtr subscriber(const ParticipantId &participant,
                                           const QString &subscription) const;

    Events m_events;
    std::map<RoomId, Room> m_rooms;
    std::map<PublisherKey, ConnectionPtr> m_publishers;
    std::map<SubscriberKey, ConnectionPtr> m_subscribers;
    QHash<qint64, ConnectionPtr> m_byHandle;
    /// The handle that creates and destroys rooms; 0 until it is attached.
    qint64 m_control = 0;
    qint64 m_feeds = 0;
    boost::asio::io_context &m_io;
    const int m_mediaPorts;
    std::unique_ptr<JanusSupervisor> m_supervisor;
};

} // namespace prosc
