#include "app/server/rooms/room_hub.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr int kMaxSubscriptions = 200;

} // namespace

void RoomHub::dispatch(const ConnectionPtr &connection, const ClientMessage &message)
{
    const bool joins = std::holds_alternative<msg::Join>(message.body);
    if (connection->participant.isEmpty() != joins) {
        return malformed(*connection,
                         ParseError{Error{ErrorCode::Malformed,
                                          joins ? u"join comes once"_s : u"join comes first"_s},
                                    message.id});
    }
    if (joins) {
        return join(connection, message.id, std::get<msg::Join>(message.body));
    }
    auto *room = roomOf(*connection);
    if (room == nullptr || room->state.find(connection->participant) == nullptr) {
        return refuse(*connection, message.id,
                      Refusal{Error{ErrorCode::RoomLocked, u"wait to be let in"_s}, {}});
    }
    if (handleMedia(connection, message)) {
        return;
    }
    const auto refusal =
        apply(*room, cmd::FromClient{connection->participant, message.body,
                                     RecordingId{randomHex(12)}, m_ports.clock.wallTime()});
    if (refusal) {
        return refuse(*connection, message.id, *refusal);
    }
    if (const auto *alive = std::get_if<msg::RecorderAlive>(&message.body)) {
        m_ports.recorderLives(alive->recording);
    }
    if (message.id != 0) {
        reply(*connection, message.id, msg::Ok{});
    }
    if (std::holds_alternative<msg::Leave>(message.body)) {
        connection->closing = true;
        connection->peer->close(1000, "left");
    }
}

bool RoomHub::handleMedia(const ConnectionPtr &connection, const ClientMessage &message)
{
    return std::visit(
        [&](const auto &body) {
            if constexpr (requires { on(connection, message.id, body); }) {
                on(connection, message.id, body);
                return true;
            } else {
                return false;
            }
        },
        message.body);
}

void RoomHub::answerLater(const ConnectionPtr &connection, int id, const Status &status)
{
    if (connection->closing || id == 0) {
        return;
    }
    if (status) {
        reply(*connection, id, msg::Ok{});
    } else {
        refuse(*connection, id, Refusal{status.error(), {}});
    }
}

// ---- WebRTC

void RoomHub::on(const ConnectionPtr &connection, int id, const msg::Publish &m)
{
    auto &room = *roomOf(*connection);
    const auto participant = connection->participant;
    if (room.state.find(participant)->participant.client == ClientKind::Recorder) {
        return refuse(*connection, id,
                      Refusal{Error{ErrorCode::NotAllowed, u"a recorder sends nothing"_s}, {}});
    }
    const int generation = ++m_lastGeneration;
    m_ports.sfu.publish(
        room.record.id, participant, m.peer, m.sdp,
        [this, connection, id, participant, generation,
         peer = m.peer](const Result<Sfu::PublishAnswer> &answer) {
            auto *current = roomOf(*connection);
            if (current == nullptr || connection->participant != participant) {
                return;
            }
            if (!answer) {
                return refuse(*connection, id, Refusal{answer.error(), {}});
            }
            reply(*connection, id, msg::Published{peer, generation, answer->sdp});
            apply(*current, cmd::PublicationChanged{participant, peer,
                                                    Publication{peer, generation, answer->tracks}});
        });
}

void RoomHub::on(const ConnectionPtr &connection, int id, const msg::Unpublish &m)
{
    m_ports.sfu.unpublish(connection->participant, m.peer);
    apply(*roomOf(*connection),
          cmd::PublicationChanged{connection->participant, m.peer, std::nullopt});
    answerLater(connection, id, {});
}

void RoomHub::on(const ConnectionPtr &connection, int id, const msg::Subscribe &m)
{
    auto &room = *roomOf(*connection);
    const auto *target = room.state.find(m.participant);
    if (target == nullptr || target->participant.publication(m.peer) == nullptr) {
        return refuse(*connection, id, Refusal{Error{ErrorCode::NotFound, u"not published"_s}, {}});
    }
    if (connection->subscriptions >= kMaxSubscriptions) {
        return refuse(*connection, id,
                      Refusal{Error{ErrorCode::TooMany, u"too many subscriptions"_s}, {}});
    }
    ++connection->subscriptions;
    m_ports.sfu.subscribe(
        room.record.id, connection->participant, m,
        [this, connection, id, key = m.subscription](const Result<QString> &offer) {
            if (connection->closing) {
                return;
            }
            if (!offer) {
                --connection->subscriptions;
                return refuse(*connection, id, Refusal{offer.error(), {}});
            }
            reply(*connection, id, msg::Subscribed{key, *offer});
        });
}

void RoomHub::on(const ConnectionPtr &connection, int id, const msg::Answer &m)
{
    m_ports.sfu.answer(connection->participant, m, [this, connection, id](const Status &status) {
        answerLater(connection, id, status);
    });
}

void RoomHub::on(const ConnectionPtr &connection, int id, const msg::Layer &m)
{
    m_ports.sfu.setLayer(connection->participant, m, [this, connection, id](const Status &status) {
        answerLater(connection, id, status);
    });
}

void RoomHub::on(const ConnectionPtr &connection, int id, const msg::Unsubscribe &m)
{
    m_ports.sfu.unsubscribe(connection->participant, m.subscription);
    connection->subscriptions = std::max(0, connection->subscriptions - 1);
    answerLater(connection, id, {});
}

void RoomHub::on(const ConnectionPtr &connection, int id, const msg::Candidate &m)
{
    m_ports.sfu.candidate(connection->participant, m, [this, connection, id](const Status &status) {
        answerLater(connection, id, status);
    });
}

void RoomHub::watchSfu()
{
    Sfu::Events events;
    events.infoChanged = [this](const SfuInfo &info) {
        for (const auto &[id, room] : m_rooms) {
            for (const auto &[participant, connection] : room->connections) {
                connection->subscriptions = 0;
            }
            apply(*room, cmd::SfuChanged{info});
        }
    };
    events.subscriptionEnded = [this](const ParticipantId &subscriber, const QString &subscription,
                                      const QString &reason) {
        for (const auto &[id, room] : m_rooms) {
            if (const auto connection = connectionOf(*room, subscriber)) {
                connection->subscriptions = std::max(0, connection->subscriptions - 1);
                reply(*connection, 0, msg::SubscriptionEnded{subscription, reason});
            }
        }
    };
    events.publicationEnded = [this](const ParticipantId &publisher, Peer peer) {
        for (const auto &[id, room] : m_rooms) {
            if (room->state.find(publisher) != nullptr) {
                apply(*room, cmd::PublicationChanged{publisher, peer, std::nullopt});
            }
        }
    };
    m_ports.sfu.setEvents(std::move(events));
}

} // namespace prosc
