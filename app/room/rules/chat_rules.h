#pragma once

#include "app/room/rules/room_transition.h"

namespace prosc {

/// The chat of a session.
class ChatRules : RoomRule
{
public:
    /// The oldest lines beyond are forgotten.
    static constexpr size_t kMaxLines = 2000;
    /// In UTF-8. Everybody who enters gets all lines in one message.
    static constexpr qsizetype kMaxBytes = 1'000'000;

    explicit ChatRules(RoomTransition &transition) : RoomRule(transition) {}

    void on(Sender sender, const msg::Say &m);
    /// By a moderator, or of one's own line.
    void on(Sender sender, const msg::DeleteChatLine &m);
};

} // namespace prosc
