#pragma once

#include "app/room/protocol/service_messages.h"

namespace prosc {

/// What leads from one state of a room to a later one; only newcomers are behind the others in
/// `to.participants`. Pure.
[[nodiscard]] msg::StateChanged changesBetween(const RoomSnapshot &from, const RoomSnapshot &to);

/// `state` with `changes`; nullopt if these build on another revision. Pure.
[[nodiscard]] std::optional<RoomSnapshot> withChanges(const RoomSnapshot &state,
                                                      const msg::StateChanged &changes);

} // namespace prosc
