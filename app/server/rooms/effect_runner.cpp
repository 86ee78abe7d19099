#include "app/server/rooms/effect_runner.h"

#include "app/base/logging.h"
#include "app/server/library/recording_report_file.h"
#include "app/server/rooms/replies.h"

#include <algorithm>
#include <iterator>
#include <utility>

using namespace Qt::StringLiterals;

namespace prosc {

std::optional<Refusal> EffectRunner::apply(HubRoom &room, const RoomCommand &command)
{
    auto decision = decide(std::move(room.state), command, m_ports.clock.now());
    room.state = std::move(decision.state);
    // The state is sent late, so that the welcome is a newcomer's first message.
    std::ranges::stable_partition(decision.effects, [](const RoomEffect &effect) {
        return !std::holds_alternative<effect::BroadcastState>(effect) &&
               !std::holds_alternative<effect::SendAfterState>(effect) &&
               !std::holds_alternative<effect::SummonRecorder>(effect) &&
               !std::holds_alternative<effect::StartByItself>(effect) &&
               !std::holds_alternative<effect::SessionOver>(effect);
    });
    std::ranges::stable_partition(decision.effects, [](const RoomEffect &effect) {
        return !std::holds_alternative<effect::SendAfterState>(effect);
    });
    const auto *said = std::get_if<cmd::FromClient>(&command);
    const auto by = said != nullptr ? said->participant : ParticipantId();
    for (const auto &effect : decision.effects) {
        perform(room, effect, by);
    }
    m_observer.watch(room);
    m_persistence.persist(room, !decision.effects.empty());
    return decision.refusal;
}

void EffectRunner::happened(HubRoom &room, const RoomCommand &fact)
{
    if (const auto refusal = apply(room, fact)) {
        qCDebug(logServer) << "out of date:" << refusal->error.detail;
    }
}

void EffectRunner::perform(HubRoom &room, const RoomEffect &effect, const ParticipantId &by)
{
    std::visit(
        [&]<class Effect>(const Effect &known) {
            if constexpr (std::is_same_v<Effect, effect::BroadcastState>) {
                m_broadcast.changed(room, by);
            } else if constexpr (std::is_same_v<Effect, effect::SendAll>) {
                sendAll(room, known.body, by);
            } else {
                perform(room, known);
            }
        },
        effect);
}

void EffectRunner::perform(HubRoom &room, const effect::Send &effect)
{
    if (const auto connection = m_rooms.connectionOf(room, effect.to)) {
        reply(*connection, 0, effect.body);
    }
}

void EffectRunner::sendAll(HubRoom &room, const ServiceBody &body, const ParticipantId &by)
{
    if (const auto *ended = std::get_if<msg::RecordingEnded>(&body)) {
        m_observer.storePeople(room);
        m_observer.note(room, ended->recording, kEnded, ended->name, enumName(ended->reason));
    }
    const auto text = serialize(ServiceMessage{0, body});
    if (const auto cause = HubRooms::connectionOf(room, by)) {
        cause->causedBytes +=
            static_cast<double>(text.size()) * static_cast<double>(room.connections.size());
    }
    for (const auto &[id, connection] : room.connections) {
        if (room.state.find(id) != nullptr) {
            connection->peer->send(text);
        }
    }
}

void EffectRunner::perform(HubRoom &room, const effect::SendAfterState &effect)
{
    m_broadcast.tell(room, {effect.to});
    perform(room, effect::Send{effect.to, effect.body});
}

void EffectRunner::perform(HubRoom &room, const effect::Welcome &effect)
{
    const auto connection = m_rooms.connectionOf(room, effect.participant);
    const auto *member = room.state.find(effect.participant);
    if (!connection || member == nullptr) {
        return;
    }
    const auto secret = randomHex(24);
    std::erase_if(room.resumes,
                  [&effect](const auto &entry) { return entry.second == effect.participant; });
    room.resumes.emplace(secret, effect.participant);
    reply(*connection, connection->joinId,
          msg::Welcome{effect.participant, secret, member->participant.role,
                       m_ports.iceServers(effect.participant),
                       m_broadcast.begin(room, *connection)});
    StateBroadcast::tellWhoWaits(room, *connection);
    if (!room.state.chat.empty()) {
        reply(*connection, 0, msg::Chat{room.state.chat});
    }
    remindRecorder(room, effect.participant);
}

/// Repeats its current order to a recorder that has reconnected.
void EffectRunner::remindRecorder(HubRoom &room, const ParticipantId &participant)
{
    const auto &recording = room.state.recording;
    if (recording.recorder != participant) {
        return;
    }
    if (recording.stage == RecordingStage::Beginning) {
        sendBegin(room.record.id, orderToBegin(room.state), {});
    } else if (recording.stage == RecordingStage::Stopping) {
        reply(*m_rooms.connectionOf(room, participant), 0,
              msg::EndRecording{recording.id, recording.epoch, recording.endReason});
    }
}

void EffectRunner::perform(HubRoom &room, const effect::Wait &effect)
{
    if (const auto connection = m_rooms.connectionOf(room, effect.participant)) {
        reply(*connection, connection->joinId, msg::Waiting{effect.reason});
    }
}

void EffectRunner::perform(HubRoom &, const effect::Silence &effect)
{
    m_ports.sfu.setSilent(effect.participant, effect.mids, effect.silent);
}

void EffectRunner::perform(HubRoom &, const effect::StopSending &effect)
{
    for (const auto peer : {Peer::Main, Peer::Screen}) {
        m_ports.sfu.unpublish(effect.participant, peer);
    }
}

void EffectRunner::perform(HubRoom &room, const effect::TurnAway &effect)
{
    if (const auto connection = m_rooms.connectionOf(room, effect.participant)) {
        connection->closing = true;
        reply(*connection, 0, msg::SessionEnded{effect.reason});
        connection->peer->close(1000, "sessionEnded");
    }
}

void EffectRunner::perform(HubRoom &room, const effect::Removed &effect)
{
    m_ports.sfu.removeParticipant(effect.participant);
    std::erase_if(room.resumes,
                  [&effect](const auto &entry) { return entry.second == effect.participant; });
    const auto connection = m_rooms.connectionOf(room, effect.participant);
    if (connection) {
        connection->participant = {};
        room.connections.erase(effect.participant);
    }
}

void EffectRunner::perform(HubRoom &room, const effect::Begin &effect)
{
    // In every type of room the recordings belong to the room's owner; without one, to the person
    // who started them.
    const auto *starter = room.state.find(effect.startedBy);
    AnnouncedRecording announced;
    announced.room = room.record.id;
    announced.recording = effect.recording;
    announced.epoch = effect.epoch;
    announced.title = effect.title;
    announced.owner = !room.record.owner.isEmpty() ? room.record.owner
                      : starter != nullptr         ? starter->participant.name
                                                   : QString();
    announced.startedAt = effect.startedAt;
    announced.startedBy = starter != nullptr ? starter->participant.name : QString();
    m_ports.toDisk(room.record.id, [this, announced, effect, id = room.record.id] {
        const auto status = m_ports.library.recordings.announce(announced);
        m_ports.toIo([this, id, effect, status] { sendBegin(id, effect, status); });
    });
}

/// As if the recorder had reported that it cannot record.
void EffectRunner::refuseBegin(HubRoom &room, const effect::Begin &effect, const Error &error)
{
    happened(room,
             cmd::FromClient{effect.recorder,
                             msg::RecorderFailed{effect.recording, effect.epoch,
                                                 errorCodeName(error.code), error.detail.left(512)},
                             {},
                             {}});
}

void EffectRunner::sendBegin(const RoomId &id, const effect::Begin &effect, const Status &announced)
{
    auto *found = m_rooms.find(id);
    if (found == nullptr) {
        return;
    }
    auto &room = *found;
    const auto &recording = room.state.recording;
    if (recording.id != effect.recording) {
        return;
    }
    if (recording.stage == RecordingStage::Stopping) {
        // Stopped while the library announced it: there is nothing left to begin.
        return refuseBegin(room, effect, Error{ErrorCode::Cancelled, u"stopped"_s});
    }
    const auto token = m_ports.tokens.uploadToken(UploadClaims{id, effect.recording, effect.epoch});
    const auto problem = !announced ? std::optional(announced.error())
                         : !token   ? std::optional(token.error())
                                    : std::nullopt;
    if (problem) {
        qCWarning(logServer) << "a recording cannot be kept:" << problem->detail;
        return refuseBegin(room, effect, *problem);
    }
    if (const auto connection = m_rooms.connectionOf(room, effect.recorder)) {
        reply(*connection, 0,
              msg::BeginRecording{effect.recording, effect.epoch, effect.title, effect.startedAt,
                                  u"/api/uploads"_s, *token, effect.subtitles, effect.chapters,
                                  effect.limit.count()});
    }
}

void EffectRunner::perform(HubRoom &room, const effect::SummonRecorder &)
{
    if (const auto summoned = m_ports.summonRecorder(room.record.id); !summoned) {
        qCWarning(logServer) << "no recorder for a room:" << summoned.error().detail;
        happened(room, cmd::RecorderRefused{summoned.error()});
    }
}

void EffectRunner::perform(HubRoom &room, const effect::StartByItself &effect)
{
    happened(room, cmd::FromClient{effect.participant, msg::StartRecording{},
                                   RecordingId{randomHex(12)}, m_ports.clock.wallTime()});
}

void EffectRunner::perform(HubRoom &room, const effect::RoomOptions &effect)
{
    room.record.subtitles = effect.subtitles;
    room.record.chapters = effect.chapters;
    m_ports.toDisk(room.record.id, [this, record = room.record] {
        if (const auto status = m_ports.library.rooms.saveRoom(record); !status) {
            qCWarning(logServer) << "a room's options were not kept:" << status.error().detail;
        }
    });
}

void EffectRunner::perform(HubRoom &room, const effect::FileFacts &effect)
{
    MediaItem item;
    item.item = effect.facts.recording;
    item.name = effect.facts.name;
    item.duration = effect.facts.duration;
    item.bytes = effect.facts.bytes;
    item.sha256 = effect.facts.sha256;
    m_ports.toDisk(room.record.id, [this, item] {
        if (const auto status = m_ports.library.recordings.setFileFacts(item); !status) {
            qCWarning(logServer) << "the library did not take a file's facts:"
                                 << status.error().detail;
        }
    });
}

void EffectRunner::perform(HubRoom &room, const effect::RecordingFailed &effect)
{
    m_ports.toDisk(room.record.id, [this, effect] {
        const auto status = m_ports.library.recordings.setFailed(effect.recording, effect.code);
        if (!status && status.error().code != ErrorCode::NotFound) {
            qCWarning(logServer) << "the library did not note a failure:" << status.error().detail;
        }
    });
}

void EffectRunner::perform(HubRoom &room, const effect::ConsentGiven &effect)
{
    auto &pending = room.consents[effect.participant];
    if (pending.recording == effect.recording) {
        return; // on its way already
    }
    pending = {effect.recording, {}};
    room.nextConsents.push_back(
        {effect.recording, {effect.participant, effect.name, m_ports.clock.wallTime()}});
    if (!room.isWritingConsents) {
        storeConsents(room);
    }
}

void EffectRunner::storeConsents(HubRoom &room)
{
    room.isWritingConsents = !room.nextConsents.empty();
    if (!room.isWritingConsents) {
        return;
    }
    // Those of one recording; another one's have to wait, which is rare.
    auto &waiting = room.nextConsents;
    const auto recording = waiting.front().recording;
    const auto others = std::ranges::stable_partition(
        waiting, [&](const NewConsent &each) { return each.recording == recording; });
    const std::vector<NewConsent> batch(waiting.begin(), others.begin());
    waiting.erase(waiting.begin(), others.begin());
    m_ports.toDisk(room.record.id, [this, batch, id = room.record.id] {
        std::vector<ConsentRecord> records;
        std::ranges::transform(batch, std::back_inserter(records), &NewConsent::record);
        const auto stored = m_ports.library.consents.addConsents(batch.front().recording, records);
        m_ports.toIo([this, id, batch, stored] { consentsStored(id, batch, stored); });
    });
}

/// Answers only now: "ok" says that the consent is on the disk.
void EffectRunner::consentsStored(const RoomId &id, const std::vector<NewConsent> &consents,
                                  const Status &stored)
{
    auto *room = m_rooms.find(id);
    if (room == nullptr) {
        return;
    }
    if (!stored) {
        qCWarning(logServer) << "consents were not kept:" << stored.error().detail;
    }
    std::vector<ParticipantId> participants;
    std::vector<PendingConsent> done;
    for (const auto &[recording, record] : consents) {
        const auto found = room->consents.find(record.participant);
        if (found == room->consents.end() || found->second.recording != recording) {
            continue;
        }
        participants.push_back(found->first);
        done.push_back(std::move(found->second));
        room->consents.erase(found);
        if (stored) {
            happened(*room, cmd::ConsentStored{recording, record.participant});
        }
    }
    // Each is told the room's state, with its own consent in it, before its answer.
    m_broadcast.tell(*room, participants);
    for (const auto &pending : done) {
        for (const auto &[connection, message] : pending.messages) {
            answer(*connection, message, stored);
        }
    }
    storeConsents(*room);
}

void EffectRunner::perform(HubRoom &room, const effect::SessionOver &effect)
{
    room.over.clear();
    for (const auto &[secret, participant] : room.resumes) {
        room.over.insert(secret);
    }
    const auto connections = room.connections;
    for (const auto &[id, connection] : connections) {
        connection->closing = true;
        reply(*connection, 0, msg::SessionEnded{effect.reason});
        connection->peer->close(1000, "sessionEnded");
    }
}

} // namespace prosc
