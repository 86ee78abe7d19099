#include "app/room/rules/room_authority.h"

#include "app/base/milliseconds.h"
#include "app/room/rules/room_turn.h"

#include <algorithm>

namespace prosc {

namespace {

} // namespace

const Member *RoomState::find(const ParticipantId &id) const
{
    const auto found = std::ranges::find_if(
        members, [&id](const Member &member) { return member.participant.id == id; });
    return found == members.end() ? nullptr : &*found;
}

Decision decide(RoomState state, const RoomCommand &command, MediaTime now)
{
    Decision decision{std::move(state), {}, {}};
    RoomTurn turn(decision.state, now);
    std::visit([&turn](const auto &known) { turn.apply(known); }, command);
    turn.noteWhatIsShown();
    decision.effects = std::move(turn.effects);
    decision.refusal = std::move(turn.refusal);
    return decision;
}

MediaTime RecordedTime::at(MediaTime now) const
{
    return since ? before + (now - *since) : before;
}

effect::Begin orderToBegin(const RoomState &state)
{
    const auto &recording = state.recording;
    return {recording.recorder,
            recording.id,
            recording.epoch,
            recording.title,
            recording.startedBy,
            recording.startedAt,
            recording.subtitles,
            recording.chapters,
            std::chrono::duration_cast<std::chrono::milliseconds>(state.rules.recordingLimit)};
}

RoomSnapshot snapshot(const RoomState &state, MediaTime now)
{
    RoomSnapshot view;
    view.revision = state.revision;
    view.room = state.room;
    view.sfu = state.sfu;
    view.highlighted = state.highlighted;
    view.waitingCount = static_cast<int>(state.waiting.size());
    int notConfirmed = 0;
    for (const auto &member : state.members) {
        view.participants.push_back(member.participant);
        notConfirmed += member.participant.consent == Consent::Asked ? 1 : 0;
    }
    const auto &recording = state.recording;
    view.recording.phase = phaseOf(recording.stage);
    if (recording.stage != RecordingStage::Idle) {
        view.recording.recording = recording.id;
        view.recording.epoch = recording.epoch;
        view.recording.startedBy = recording.startedBy;
        view.recording.startedByName = recording.startedByName;
        view.recording.recorder = recording.recorder;
        const auto limit = state.rules.recordingLimit;
        view.recording.elapsed = milliseconds(std::min(recording.elapsed.at(now), limit));
        view.recording.limit = milliseconds(limit);
        view.recording.interrupted = recording.stage == RecordingStage::Interrupted;
        view.recording.overloaded = recording.overloaded;
        view.recording.silent = recording.silent;
        view.recording.notConfirmed = notConfirmed;
    }
    return view;
}

} // namespace prosc
