#pragma once

#include "app/room/rules/room_transition.h"

namespace prosc {

/// Who is on stage, and what is sent from there: by people themselves, and by moderators.
class StageRules : RoomRule
{
public:
    explicit StageRules(RoomTransition &transition) : RoomRule(transition) {}

    void apply(const cmd::PublicationChanged &command);
    void apply(const cmd::SfuChanged &command);
    void on(Sender sender, const msg::SetMedia &m);
    void on(Sender sender, const msg::SetStage &m);
    void on(Sender sender, const msg::SetHand &m);
    void on(Sender sender, const msg::SetFit &m);
    void on(Sender sender, const msg::Highlight &m);
    void on(Sender sender, const msg::Mute &m);
    void on(Sender sender, const msg::SwitchCameraOff &m);
    void on(Sender sender, const msg::AskToUnmute &m);
    void on(Sender sender, const msg::InviteToStage &m);
    void on(Sender sender, const msg::TakeOffStage &m);
    void on(Sender sender, const msg::LowerHand &m);
    void on(Sender sender, const msg::SetStageAccess &m);
    /// They have become a participant: where not everybody may come on stage, they leave it.
    void demoted(Member &member);
    /// Somebody is told what was done to them: now, or once their connection is back.
    void tell(Member &member, ModeratorAct act, const QString &by);
    void returned(Member &member);

private:
    /// The member whom a moderator acts on, or null after a refusal.
    [[nodiscard]] Member *targetOf(const Sender &sender, const ParticipantId &target);
    void mute(Member &member, const QString &by);
    void takeOffStage(Member &member);
    void silence(const Member &member, MediaKind kind, bool silent);
};

} // namespace prosc
