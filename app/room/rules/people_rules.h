#pragma once

#include "app/room/rules/pause_rules.h"

namespace prosc {

/// Joining, leaving, the waiting room and the stage; reports of the media server; the end of the
/// session.
class PeopleRules : RoomRule
{
public:
    PeopleRules(RoomTransition &transition, RecordingRules &recording, PauseRules &pause)
        : RoomRule(transition), m_recording(recording), m_pause(pause)
    {
    }

    void apply(const cmd::Enter &command);
    void apply(const cmd::Return &command);
    void apply(const cmd::ConnectionLost &command);
    void apply(const cmd::PublicationChanged &command);
    void apply(const cmd::SfuChanged &command);
    void on(Sender sender, const msg::SetMedia &m);
    void on(Sender sender, const msg::SetStage &m);
    void on(Sender sender, const msg::SetHand &m);
    void on(Sender sender, const msg::SetFit &m);
    void on(Sender sender, const msg::Highlight &m);
    void on(Sender sender, const msg::LockRoom &m);
    void on(Sender sender, const msg::SetRecordingOptions &m);
    void on(Sender sender, const msg::Leave &m);
    void on(Sender sender, const msg::EndSession &m);
    /// Removes participants whose place was kept long enough, and ends the session when no host
    /// comes back.
    void tick();

private:
    void admit(Participant participant);
    void remove(const ParticipantId &id);
    [[nodiscard]] bool isKept(const Member &member) const;
    void removeThoseGone();
    [[nodiscard]] bool hostIsPresent() const;
    void watchHosts();
    void endSession(const QString &reason, EndReason recordingReason);

    RecordingRules &m_recording;
    PauseRules &m_pause;
};

} // namespace prosc
