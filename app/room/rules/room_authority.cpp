#include "app/room/rules/room_authority.h"

#include "app/base/milliseconds.h"
#include "app/room/rules/chat_rules.h"
#include "app/room/rules/recorder_rules.h"
#include "app/room/rules/waiting_rules.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

/// Dispatches each command, and each client message, to the rules responsible for it.
class Rules
{
public:
    explicit Rules(RoomTransition &transition) : m_transition(transition) {}

    void apply(const cmd::FromClient &command)
    {
        auto *member = m_transition.find(command.participant);
        if (member == nullptr) {
            return m_transition.refuse(ErrorCode::NotFound, u"not in the room"_s);
        }
        if (m_transition.state.ended) {
            return m_transition.refuse(ErrorCode::SessionEnded, u"the session is over"_s);
        }
        std::visit(
            [&](const auto &message) {
                take(Sender{*member, command}, message);
            },
            command.body);
    }

    void apply(const cmd::Enter &command) { m_waiting.apply(command); }
    void apply(const cmd::PublicationChanged &command) { m_stage.apply(command); }
    void apply(const cmd::SfuChanged &command) { m_stage.apply(command); }
    void apply(const cmd::ConsentStored &command) { m_recording.apply(command); }
    void apply(const cmd::RecorderRefused &command) { m_recording.apply(command); }
    void apply(const cmd::RecordingPublished &command) { m_recorder.apply(command); }

    void apply(const cmd::Tick &)
    {
        m_recording.tick();
        m_people.tick();
    }

    template <class Command>
    void apply(const Command &command)
    {
        m_people.apply(command);
    }

private:
    template <class Message>
    void take(Sender sender, const Message &message)
    {
        if constexpr (requires { m_people.on(sender, message); }) {
            m_people.on(sender, message);
        } else if constexpr (requires { m_waiting.on(sender, message); }) {
            m_waiting.on(sender, message);
        } else if constexpr (requires { m_stage.on(sender, message); }) {
            m_stage.on(sender, message);
        } else if constexpr (requires { m_chat.on(sender, message); }) {
            m_chat.on(sender, message);
        } else if constexpr (requires { m_recording.on(sender, message); }) {
            m_recording.on(sender, message);
        } else if constexpr (requires { m_pause.on(sender, message); }) {
            m_pause.on(sender, message);
        } else if constexpr (requires { m_recorder.on(sender, message); }) {
            m_recorder.on(sender, message);
        } else {
            // The authority handles no other message.
            m_transition.refuse(ErrorCode::Malformed, u"not a message for the room"_s);
        }
    }

    RoomTransition &m_transition;
    RecordingRules m_recording{m_transition};
    PauseRules m_pause{m_transition, m_recording};
    RecorderRules m_recorder{m_transition, m_recording, m_pause};
    StageRules m_stage{m_transition};
    PeopleRules m_people{m_transition, {m_recording, m_pause, m_stage}};
    WaitingRules m_waiting{m_transition, m_people};
    ChatRules m_chat{m_transition};
};

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
    RoomTransition transition(decision.state, now);
    Rules rules(transition);
    std::visit([&rules](const auto &known) { rules.apply(known); }, command);
    transition.noteWhatIsShown();
    decision.effects = std::move(transition.effects);
    decision.refusal = std::move(transition.refusal);
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

namespace {

SessionInfo sessionInfo(const RoomState &state, MediaTime now)
{
    const auto &rules = state.rules;
    std::optional<MediaTime> hostLeft;
    if (state.hostLeftAt) {
        hostLeft = rules.hostGrace - (now - *state.hostLeftAt);
    }
    const auto limit = rules.sessionLimit - (now - state.startedAt);
    const bool nearsLimit = state.isLimitNear && (!hostLeft || limit < *hostLeft);
    if (!nearsLimit && !hostLeft) {
        return {};
    }
    const auto left = std::max(nearsLimit ? limit : *hostLeft, MediaTime{});
    return {nearsLimit ? Closing::Limit : Closing::HostLeft, milliseconds(left)};
}

} // namespace

RoomSnapshot snapshot(const RoomState &state, MediaTime now)
{
    RoomSnapshot view;
    view.revision = state.revision;
    view.room = state.room;
    view.sfu = state.sfu;
    view.highlighted = state.highlighted;
    view.waitingCount = static_cast<int>(state.waiting.size());
    view.session = sessionInfo(state, now);
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
