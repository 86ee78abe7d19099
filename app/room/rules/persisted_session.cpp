#include "app/room/rules/persisted_session.h"

#include "app/base/json_document.h"
#include "app/base/milliseconds.h"
#include "app/room/protocol/value_fields.h"

#include <algorithm>

namespace prosc {

namespace {

constexpr int kVersion = 2;
/// Knew only sessions with a recording. What it did not write has its default.
constexpr int kFirstVersion = 1;
/// A recorder that kept recording on its own may need this long to find the service again.
constexpr MediaTime kShortestWait = std::chrono::minutes(1);

struct KeptOrigin
{
    QString device;
    QString address;
};

struct KeptPlace
{
    Participant participant;
    QString secret;
    Role linkRole = Role::Participant;
    KeptOrigin origin;
    bool isMuted = false;
    bool isCameraOff = false;
};

/// RoomRecording with times of day instead of monotonic times.
struct KeptRecording
{
    RoomRecording values;
    bool isStopping = false;
    int64_t durable = 0;
    /// Missing in files of an earlier version; those have `recordsSince`, which is not used.
    std::optional<QDateTime> grown;
    std::optional<QDateTime> recordsSince;
    QDateTime heard;
    bool pauseOrdered = false;
};

struct KeptDevice
{
    QString device;
};

struct KeptRoom
{
    int version = kVersion;
    bool locked = false;
    StageAccess stageAccess = StageAccess::Everyone;
    std::optional<QDateTime> started;
    /// When this was written.
    std::optional<QDateTime> kept;
    std::vector<KeptOrigin> removed;
    std::vector<KeptDevice> admittedDevices;
    std::vector<ChatLine> chat;
    int lastChatLine = 0;
    int lastEpoch = 0;
    bool wasRecorded = false;
    bool wasReminded = false;
    ParticipantId highlighted;
    int revision = 0;
    int lastStageOrder = 0;
    bool hostWasHere = false;
    std::vector<KeptPlace> places;
    KeptRecording recording;
};

template <class V>
void describe(V &v, Ref<V, KeptOrigin> m)
{
    v("device", m.device, Text{0, 64});
    v("address", m.address, Text{0, 64});
}
template <class V>
void describe(V &v, Ref<V, KeptDevice> m)
{
    v("device", m.device, Text{0, 64});
}
template <class V>
void describe(V &v, Ref<V, KeptPlace> m)
{
    v("participant", m.participant);
    v("secret", m.secret, Text{0, 128});
    v("linkRole", m.linkRole);
    v("origin", m.origin);
    v("muted", m.isMuted);
    v("cameraOff", m.isCameraOff);
}
template <class V>
void describe(V &v, Ref<V, KeptRecording> m)
{
    v("stopping", m.isStopping);
    v("id", m.values.id, Id::MayBeEmpty);
    v("epoch", m.values.epoch, Range{});
    v("startedBy", m.values.startedBy, Id::MayBeEmpty);
    v("startedByName", m.values.startedByName, kName);
    v("recorder", m.values.recorder, Id::MayBeEmpty);
    v("title", m.values.title, Text{0, 300});
    v("startedAt", m.values.startedAt, json::OrEmpty{});
    v("subtitles", m.values.subtitles);
    v("chapters", m.values.chapters);
    v("recordedBefore", m.durable, kMilliseconds);
    v("recordsSince", m.recordsSince);
    v("grown", m.grown);
    v("heard", m.heard, json::OrEmpty{});
    v("pauseWanted", m.values.pauseWanted);
    v("pauseOrdered", m.pauseOrdered);
    v("endReason", m.values.endReason);
    v("stoppedByName", m.values.stoppedByName, kName);
}
template <class V>
void describe(V &v, Ref<V, KeptRoom> m)
{
    v("version", m.version, Range{kFirstVersion, kVersion});
    v("locked", m.locked);
    v("stageAccess", m.stageAccess);
    v("started", m.started);
    v("kept", m.kept);
    v("removed", m.removed, Count{0, 5000});
    v("admittedDevices", m.admittedDevices, Count{0, 5000});
    v("chat", m.chat, kChatLines);
    v("lastChatLine", m.lastChatLine, Range{});
    v("lastEpoch", m.lastEpoch, Range{});
    v("wasRecorded", m.wasRecorded);
    v("wasReminded", m.wasReminded);
    v("highlighted", m.highlighted, Id::MayBeEmpty);
    v("revision", m.revision, Range{});
    v("lastStageOrder", m.lastStageOrder, Range{});
    v("hostWasHere", m.hostWasHere);
    v("places", m.places, Count{0, 2000});
    v("recording", m.recording);
}

/// Never later than now, even if the time of day was changed meanwhile.
MediaTime roomTime(const QDateTime &moment, const ClockPair &clocks)
{
    const auto ago = std::max<qint64>(0, moment.msecsTo(clocks.wallTime));
    return clocks.now - std::chrono::milliseconds(ago);
}

RoomRecording restored(const KeptRecording &kept, const RoomRules &rules, const ClockPair &clocks)
{
    auto recording = kept.values;
    recording.hasPictures = true;
    recording.since = clocks.now;
    recording.durable =
        std::min(std::chrono::milliseconds(kept.durable),
                 std::chrono::floor<std::chrono::milliseconds>(rules.recordingLimit));
    recording.grownAt = roomTime(kept.grown.value_or(kept.heard), clocks);
    // Does not advance until the recorder reports how long the file is by now.
    recording.elapsed = recording.shown = {recording.durable, std::nullopt};
    if (kept.pauseOrdered) {
        recording.pauseOrder = PauseOrder{recording.pauseWanted};
    }
    if (kept.isStopping) {
        recording.stage = RecordingStage::Stopping;
        recording.lastAlive = clocks.now;
    } else {
        recording.stage = RecordingStage::Interrupted;
        recording.lastAlive =
            std::max(roomTime(kept.heard, clocks), clocks.now - rules.hostGrace + kShortestWait);
    }
    return recording;
}

} // namespace

bool isWorthKeeping(const RoomState &state)
{
    return !state.ended && (state.recording.hasPictures || !state.members.empty() ||
                            state.room.locked || !state.removed.empty());
}

QJsonObject persistedSessionJson(const RoomState &state,
                                 const std::map<QString, ParticipantId> &secrets,
                                 const ClockPair &clocks)
{
    KeptRoom room;
    room.locked = state.room.locked;
    room.stageAccess = state.room.stageAccess;
    room.started = timeOfDay(state.startedAt, clocks);
    room.kept = clocks.wallTime;
    for (const auto &[device, address] : state.removed) {
        room.removed.push_back({device, address});
    }
    for (const auto &device : state.admittedDevices) {
        room.admittedDevices.push_back({device});
    }
    room.chat = state.chat;
    room.lastChatLine = state.lastChatLine;
    room.lastEpoch = state.lastEpoch;
    room.wasRecorded = state.wasRecorded;
    room.wasReminded = state.wasReminded;
    room.highlighted = state.highlighted;
    room.revision = state.revision;
    room.lastStageOrder = state.lastStageOrder;
    room.hostWasHere = state.hostWasHere;
    std::map<ParticipantId, QString> secretOf;
    for (const auto &[secret, participant] : secrets) {
        secretOf.emplace(participant, secret);
    }
    for (const auto &member : state.members) {
        auto participant = member.participant;
        participant.publications.clear();
        const auto secret = secretOf.find(participant.id);
        room.places.push_back({std::move(participant),
                               secret == secretOf.end() ? QString() : secret->second,
                               member.linkRole,
                               {member.origin.device, member.origin.address},
                               member.isMuted,
                               member.isCameraOff});
    }
    const auto &recording = state.recording;
    if (!recording.hasPictures) {
        return json::write(room); // its recorder starts anew, or has nothing
    }
    room.recording.values = recording;
    room.recording.isStopping = recording.stage == RecordingStage::Stopping;
    room.recording.durable = milliseconds(recording.durable);
    room.recording.grown = timeOfDay(recording.grownAt, clocks);
    room.recording.heard = timeOfDay(recording.lastAlive, clocks);
    room.recording.pauseOrdered = recording.pauseOrder.has_value();
    return json::write(room);
}

Result<PersistedSession> readPersistedSession(const QJsonObject &object, RoomState fresh,
                                              const ClockPair &clocks)
{
    KeptRoom room;
    const bool isOld = object.value(QLatin1String("version")).toInt() == kFirstVersion;
    const auto how = isOld ? json::Reading::Tolerant : json::Reading::Exact;
    if (const auto read = json::read(object, room, how); !read) {
        return fail(read.error());
    }
    if (isOld) {
        room.lastEpoch = room.recording.values.epoch;
        room.wasRecorded = true;
        for (auto &place : room.places) {
            place.linkRole = place.participant.role;
        }
    }
    const bool isRecorded = !room.recording.values.id.isEmpty();
    if (!isRecorded && room.kept &&
        clocks.now - roomTime(*room.kept, clocks) >= fresh.rules.hostGrace) {
        return fail(ErrorCode::SessionEnded, QStringLiteral("nobody was here for too long"));
    }
    PersistedSession session{std::move(fresh), {}, {}};
    auto &state = session.state;
    state.room.locked = room.locked;
    state.highlighted = room.highlighted;
    state.revision = room.revision;
    state.lastStageOrder = room.lastStageOrder;
    state.lastEpoch = room.lastEpoch;
    state.wasRecorded = room.wasRecorded;
    state.wasReminded = room.wasReminded;
    state.room.stageAccess = room.stageAccess;
    state.startedAt = room.started ? roomTime(*room.started, clocks) : clocks.now;
    for (auto &[device, address] : room.removed) {
        state.removed.push_back({std::move(device), std::move(address)});
    }
    for (auto &known : room.admittedDevices) {
        state.admittedDevices.insert(std::move(known.device));
    }
    state.chat = std::move(room.chat);
    state.lastChatLine = room.lastChatLine;
    state.hostWasHere = room.hostWasHere;
    if (room.hostWasHere) {
        state.hostLeftAt = clocks.now;
    }
    if (isRecorded) {
        state.recording = restored(room.recording, state.rules, clocks);
    }
    for (auto &[participant, secret, linkRole, origin, isMuted, isCameraOff] : room.places) {
        if (std::exchange(participant.present, false)) {
            session.present.insert(participant.id);
        }
        if (!secret.isEmpty()) {
            session.secrets.emplace(secret, participant.id);
        }
        // They were in the room for longer than any newcomer.
        const auto entered = clocks.now - state.rules.settledAfter;
        Member member{std::move(participant), clocks.now, entered};
        member.linkRole = linkRole;
        member.isMuted = isMuted;
        member.isCameraOff = isCameraOff;
        member.origin = {std::move(origin.device), std::move(origin.address)};
        state.members.push_back(std::move(member));
    }
    return session;
}

} // namespace prosc
