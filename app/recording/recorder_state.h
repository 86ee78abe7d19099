#pragma once

#include <optional>

namespace prosc {

/// What this computer's recorder does. The legal paths:
///
///   Idle ── Begin ──> Starting ── FirstPicture ──> Recording
///   Starting, Recording ── End ──────────────────> Finishing ── Done, Failed ──> Idle
///   Starting, Recording ── Failed ───────────────> Idle
enum class RecorderState { Idle, Starting, Recording, Finishing };

enum class RecorderEvent { Begin, FirstPicture, End, Done, Failed };

/// The state after `event`, or nullopt where it does not allow the event.
[[nodiscard]] std::optional<RecorderState> next(RecorderState state, RecorderEvent event);

} // namespace prosc
