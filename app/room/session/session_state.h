#pragma once

#include <optional>

namespace prosc {

/// A client's place in a room. The legal paths:
///
///   Idle ─ Open ─> Connecting ─ Connected ─> Joining ─ Welcomed ─> Joined ─ Lost ─> Reconnecting
///                      │  ^                   │  │ ^                  ^                │
///                      │  └─── Retry ─────────┼──┼─┼── Welcomed ── Waiting             │
///                      │ Lost                 │  │ └── (Connected) <── Connecting <────┘ Retry
///                      └──> Reconnecting <────┘  └ ToldToWait ─> Waiting ─ Lost ─> Reconnecting
///   from every state but Left: Ended ─> Left
enum class SessionState { Idle, Connecting, Joining, Waiting, Joined, Reconnecting, Left };

enum class SessionEvent { Open, Connected, Welcomed, ToldToWait, Lost, Retry, Ended };

/// The state after `event`, or nullopt where it does not allow the event.
[[nodiscard]] std::optional<SessionState> next(SessionState state, SessionEvent event);

} // namespace prosc
