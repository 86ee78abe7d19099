#include "app/base/logging.h"
#include "app/server/janus/janus_sfu.h"
#include "app/server/janus/janus_supervisor.h"

using namespace Qt::StringLiterals;

// The part of JanusSfu that manages Janus handles: attaching, requests, and ending by either side.

namespace prosc {

namespace {

QJsonObject handleRequest(const char *what, qint64 handle)
{
    return {{u"janus"_s, QLatin1String(what)}, {u"handle_id"_s, handle}};
}

constexpr std::chrono::seconds kLiveWithin{10};

Error cancelled()
{
    return {ErrorCode::Cancelled, u"the connection was given up"_s};
}

} // namespace

void JanusSfu::attach(const ConnectionPtr &connection, std::function<void(Status)> then)
{
    const auto attached = [this, connection, then](const Result<QJsonObject> &reply) {
        if (!reply) {
            drop(connection);
            then(fail(reply.error()));
            return;
        }
        const qint64 handle = reply->value(u"data"_s).toObject().value(u"id"_s).toInteger();
        if (connection->dropped) {
            request(handleRequest("detach", handle), [](const Result<QJsonObject> &) {});
            then(fail(cancelled()));
            return;
        }
        connection->handle = handle;
        m_byHandle.insert(handle, connection);
        then({});
    };
    withRoom(connection->room, [this, connection, then, attached](const Status &room) {
        if (!room || connection->dropped) {
            drop(connection);
            then(fail(room ? cancelled() : room.error()));
            return;
        }
        request({{u"janus"_s, u"attach"_s}, {u"plugin"_s, u"janus.plugin.videoroom"_s}}, attached);
    });
}

void JanusSfu::message(const ConnectionPtr &connection, const QJsonObject &body,
                       const QJsonObject &jsep, std::function<void(Error)> failed, Then then)
{
    QJsonObject json = handleRequest("message", connection->handle);
    json.insert(u"body"_s, body);
    if (!jsep.isEmpty()) {
        json.insert(u"jsep"_s, jsep);
    }
    request(json, [this, connection, failed, then](const Result<QJsonObject> &reply) {
        if (connection->dropped) {
            failed(reply ? cancelled() : reply.error());
        } else if (!reply) {
            drop(connection);
            failed(reply.error());
        } else {
            then(*reply);
        }
    });
}

void JanusSfu::described(const ConnectionPtr &connection)
{
    connection->described = true;
    for (const QJsonObject &candidate : std::exchange(connection->candidates, {})) {
        trickle(connection, candidate);
    }
}

void JanusSfu::trickle(const ConnectionPtr &connection, const QJsonObject &candidate)
{
    QJsonObject json = handleRequest("trickle", connection->handle);
    json.insert(u"candidate"_s, candidate);
    request(json, [](const Result<QJsonObject> &reply) {
        if (!reply) {
            qCDebug(logServer) << "a candidate was not taken:" << reply.error().detail;
        }
    });
}

void JanusSfu::whenLive(const ConnectionPtr &source, const ConnectionPtr &connection,
                        std::function<void(Status)> then)
{
    if (source->live) {
        then({});
        return;
    }
    auto timer = std::make_shared<boost::asio::steady_timer>(m_io, kLiveWithin);
    timer->async_wait([this, source, connection](const boost::system::error_code &error) {
        if (!error && !source->dropped) {
            endWaiting(source, connection, fail(ErrorCode::NotFound, u"its media does not flow"_s));
        }
    });
    source->waiting.emplace(connection, Waiting{std::move(then), std::move(timer)});
}

void JanusSfu::endWaiting(const ConnectionPtr &source, const ConnectionPtr &connection,
                          const Status &status)
{
    const auto found = source->waiting.extract(connection);
    if (found.empty()) {
        return;
    }
    if (!status) {
        drop(connection);
    }
    found.mapped().then(status);
}

void JanusSfu::drop(const ConnectionPtr &connection)
{
    if (connection->dropped) {
        return;
    }
    connection->dropped = true;
    const bool publishes = connection->subscription.isEmpty();
    if (publishes) {
        m_publishers.erase({connection->owner, connection->peer});
    } else {
        m_subscribers.erase({connection->owner, connection->subscription});
        if (const auto source = publisher(connection->source, connection->peer)) {
            endWaiting(source, connection, fail(cancelled()));
        }
    }
    if (connection->handle != 0) {
        m_byHandle.remove(connection->handle);
        request(handleRequest("detach", connection->handle), [](const Result<QJsonObject> &) {});
    }
    if (publishes) {
        const auto waiting = connection->waiting;
        for (const auto &[waiter, entry] : waiting) {
            endWaiting(connection, waiter, fail(ErrorCode::NotFound, u"it ended"_s));
        }
        endSubscriptions(connection->feed);
    }
}

/// Janus does not notify a subscriber when its feed ends, as it subscribes with autoupdate false.
void JanusSfu::endSubscriptions(const QString &feed)
{
    std::vector<ConnectionPtr> ended;
    for (const auto &[key, connection] : m_subscribers) {
        if (connection->feed == feed) {
            ended.push_back(connection);
        }
    }
    for (const ConnectionPtr &connection : ended) {
        drop(connection);
        if (m_events.subscriptionEnded) {
            m_events.subscriptionEnded(connection->owner, connection->subscription,
                                       u"unpublished"_s);
        }
    }
}

void JanusSfu::janusEvent(const QJsonObject &event)
{
    const QString kind = event.value(u"janus"_s).toString();
    const auto connection = m_byHandle.value(event.value(u"sender"_s).toInteger());
    if (!connection) {
        return;
    }
    if (kind == QLatin1String("webrtcup")) {
        becameLive(connection);
    } else if (kind == QLatin1String("hangup") || kind == QLatin1String("detached")) {
        qCDebug(logServer) << "Janus hung up a connection:" << event.value(u"reason"_s).toString();
        connectionEnded(connection);
    }
}

void JanusSfu::reconcile()
{
    for (const auto &[id, room] : m_rooms) {
        QJsonObject body{{u"request"_s, u"listparticipants"_s}, {u"room"_s, id.value}};
        request({{u"janus"_s, u"message"_s}, {u"handle_id"_s, m_control}, {u"body"_s, body}},
                [this, id = id](const Result<QJsonObject> &reply) {
                    if (reply) {
                        const auto data =
                            reply->value(u"plugindata"_s).toObject().value(u"data"_s).toObject();
                        reconcileRoom(id, data.value(u"participants"_s).toArray());
                    }
                });
    }
}

void JanusSfu::reconcileRoom(const RoomId &room, const QJsonArray &participants)
{
    QHash<QString, bool> sends;
    for (const auto &value : participants) {
        const auto participant = value.toObject();
        sends.insert(participant.value(u"id"_s).toString(),
                     participant.value(u"publisher"_s).toBool());
    }
    std::vector<ConnectionPtr> publications;
    for (const auto &[key, connection] : m_publishers) {
        if (connection->room == room && connection->handle != 0) {
            publications.push_back(connection);
        }
    }
    for (const ConnectionPtr &connection : publications) {
        if (!sends.contains(connection->feed)) {
            connectionEnded(connection); // its hang-up was missed
        } else if (sends.value(connection->feed)) {
            becameLive(connection);
        }
    }
}

void JanusSfu::becameLive(const ConnectionPtr &connection)
{
    connection->live = true;
    const auto waiting = connection->waiting;
    for (const auto &[waiter, entry] : waiting) {
        endWaiting(connection, waiter, {});
    }
}

void JanusSfu::connectionEnded(const ConnectionPtr &connection)
{
    drop(connection);
    if (connection->subscription.isEmpty()) {
        if (m_events.publicationEnded) {
            m_events.publicationEnded(connection->owner, connection->peer);
        }
    } else if (m_events.subscriptionEnded) {
        m_events.subscriptionEnded(connection->owner, connection->subscription, u"sfu"_s);
    }
}

} // namespace prosc
