#pragma once

namespace prosc {

/// What a host or moderator does to one person (room protocol, section "People").
enum class PersonAction {
    Mute,
    AskToUnmute,
    SwitchCameraOff,
    InviteToStage,
    LowerHand,
    TakeOffStage,
    MakeModerator,
    MakeParticipant,
    Remove
};

} // namespace prosc
