#include "app/server/rooms/signalling_requests.h"

#include "app/server/rooms/replies.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

/// Subscriptions of one participant beyond one for each track that the others send: while one is
/// replaced, both exist.
constexpr size_t kSpareSubscriptions = 4;

/// Above this share of the media ports, the rest is for hosts, moderators and their recorders.
constexpr double kFullForParticipants = 0.9;

/// Above this share, a room gets no more than its part of them: all ports by the rooms in use.
constexpr double kShortForRooms = 0.65;

size_t tracksOfOthers(const RoomState &room, const ParticipantId &self)
{
    size_t tracks = 0;
    for (const auto &member : room.members) {
        for (const auto &publication : member.participant.publications) {
            tracks += member.participant.id == self ? 0 : publication.tracks.size();
        }
    }
    return tracks;
}

} // namespace

bool SignallingRequests::isFullFor(const HubRoom &room, const ParticipantId &participant) const
{
    const auto load = m_ports.sfu.load();
    if (isModerating(room.state.find(participant)->participant.role)) {
        return load >= 1;
    }
    if (load < kShortForRooms || load >= kFullForParticipants) {
        return load >= kFullForParticipants;
    }
    const auto rooms = std::ranges::count_if(
        m_rooms, [](const auto &entry) { return !entry.second->connections.empty(); });
    return rooms > 1 && m_ports.sfu.load(room.record.id) >= 1.0 / static_cast<double>(rooms);
}

void SignallingRequests::on(const ConnectionPtr &connection, int id, const msg::Publish &m)
{
    auto &room = *m_rooms.of(*connection);
    const auto participant = connection->participant;
    if (room.state.find(participant)->participant.client == ClientKind::Recorder) {
        return refuse(*connection, id, ErrorCode::NotAllowed, u"a recorder sends nothing"_s);
    }
    if (!room.state.find(participant)->participant.mayBeOnStage(room.state.room.stageAccess)) {
        return refuse(*connection, id, ErrorCode::NotInvited, u"nobody invited them"_s);
    }
    if (isFullFor(room, participant)) {
        return refuse(*connection, id, ErrorCode::TooMany, u"the media server is full"_s);
    }
    const int generation = ++m_lastGeneration;
    m_ports.sfu.publish(
        room.record.id, participant, m.peer, m.sdp,
        [this, connection, id, participant, generation,
         peer = m.peer](const Result<Sfu::PublishAnswer> &answer) {
            auto *current = m_rooms.of(*connection);
            if (current == nullptr || connection->participant != participant) {
                return;
            }
            if (!answer) {
                return refuse(*connection, id, Refusal{answer.error(), {}});
            }
            reply(*connection, id, msg::Published{peer, generation, answer->sdp});
            m_effects.happened(
                *current, cmd::PublicationChanged{participant, peer,
                                                  Publication{peer, generation, answer->tracks}});
        });
}

void SignallingRequests::on(const ConnectionPtr &connection, int id, const msg::Unpublish &m)
{
    m_ports.sfu.unpublish(connection->participant, m.peer);
    m_effects.happened(*m_rooms.of(*connection),
                       cmd::PublicationChanged{connection->participant, m.peer, std::nullopt});
    answer(*connection, id, {});
}

void SignallingRequests::on(const ConnectionPtr &connection, int id, const msg::Subscribe &m)
{
    auto &room = *m_rooms.of(*connection);
    const auto *target = room.state.find(m.participant);
    if (target == nullptr || target->participant.publication(m.peer) == nullptr) {
        return refuse(*connection, id, ErrorCode::NotFound, u"not published"_s);
    }
    auto &held = connection->subscriptions;
    const auto allowed = tracksOfOthers(room.state, connection->participant) + kSpareSubscriptions;
    if (!held.contains(m.subscription) && held.size() >= allowed) {
        return refuse(*connection, id, ErrorCode::TooMany, u"too many subscriptions"_s);
    }
    if (isFullFor(room, connection->participant)) {
        return refuse(*connection, id, ErrorCode::TooMany, u"the media server is full"_s);
    }
    held.insert(m.subscription);
    m_ports.sfu.subscribe(
        room.record.id, connection->participant, m,
        [this, connection, id, key = m.subscription](const Result<QString> &offer) {
            if (connection->closing) {
                return;
            }
            if (!offer) {
                connection->subscriptions.erase(key);
                return refuse(*connection, id, Refusal{offer.error(), {}});
            }
            reply(*connection, id, msg::Subscribed{key, *offer});
        });
}

void SignallingRequests::on(const ConnectionPtr &connection, int id, const msg::Answer &m)
{
    m_ports.sfu.answer(connection->participant, m, [this, connection, id](const Status &status) {
        answer(*connection, id, status);
    });
}

void SignallingRequests::on(const ConnectionPtr &connection, int id, const msg::Layer &m)
{
    m_ports.sfu.setLayer(connection->participant, m, [this, connection, id](const Status &status) {
        answer(*connection, id, status);
    });
}

void SignallingRequests::on(const ConnectionPtr &connection, int id, const msg::Unsubscribe &m)
{
    m_ports.sfu.unsubscribe(connection->participant, m.subscription);
    connection->subscriptions.erase(m.subscription);
    answer(*connection, id, {});
}

void SignallingRequests::on(const ConnectionPtr &connection, int id, const msg::Candidate &m)
{
    m_ports.sfu.candidate(connection->participant, m, [this, connection, id](const Status &status) {
        answer(*connection, id, status);
    });
}

void SignallingRequests::watchSfu()
{
    Sfu::Events events;
    events.infoChanged = [this](const SfuInfo &info) {
        for (const auto &[id, room] : m_rooms) {
            for (const auto &[participant, connection] : room->connections) {
                connection->subscriptions.clear();
            }
            m_effects.happened(*room, cmd::SfuChanged{info});
        }
    };
    events.subscriptionEnded = [this](const ParticipantId &subscriber, const QString &subscription,
                                      const QString &reason) {
        for (const auto &[id, room] : m_rooms) {
            if (const auto connection = m_rooms.connectionOf(*room, subscriber)) {
                connection->subscriptions.erase(subscription);
                reply(*connection, 0, msg::SubscriptionEnded{subscription, reason});
            }
        }
    };
    events.publicationEnded = [this](const ParticipantId &publisher, Peer peer) {
        for (const auto &[id, room] : m_rooms) {
            if (room->state.find(publisher) != nullptr) {
                m_effects.happened(*room, cmd::PublicationChanged{publisher, peer, std::nullopt});
            }
        }
    };
    m_ports.sfu.setEvents(std::move(events));
}

} // namespace prosc
