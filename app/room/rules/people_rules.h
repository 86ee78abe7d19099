#pragma once

#include "app/room/rules/pause_rules.h"
#include "app/room/rules/stage_rules.h"

namespace prosc {

/// Places in the room: who has one, with which role, and who loses it; the end of the session.
class PeopleRules : RoomRule
{
public:
    struct Others
    {
        RecordingRules &recording;
        PauseRules &pause;
        StageRules &stage;
    };

    PeopleRules(RoomTransition &transition, Others others)
        : RoomRule(transition), m_recording(others.recording), m_pause(others.pause),
          m_stage(others.stage)
    {
    }

    /// Gives somebody a place.
    void admit(const Newcomer &newcomer);
    void apply(const cmd::Return &command);
    void apply(const cmd::ConnectionLost &command);
    void on(Sender sender, const msg::SetRole &m);
    void on(Sender sender, const msg::Remove &m);
    void on(Sender sender, const msg::SetRecordingOptions &m);
    void on(Sender sender, const msg::Leave &m);
    void on(Sender sender, const msg::EndSession &m);
    /// Removes participants whose place was kept long enough, and ends the session when no host
    /// comes back, or when it has lasted for the longest time.
    void tick();

private:
    void remove(const ParticipantId &id);
    void beginSession();
    void takeGrant(Participant &participant, const Newcomer &newcomer);
    [[nodiscard]] bool isKept(const Member &member) const;
    void removeThoseGone();
    [[nodiscard]] bool hostIsPresent() const;
    void watchHosts();
    void watchLimit();
    void endSession(const QString &reason, EndReason recordingReason);

    RecordingRules &m_recording;
    PauseRules &m_pause;
    StageRules &m_stage;
};

} // namespace prosc
