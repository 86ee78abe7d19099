#pragma once

#include "app/room/values.h"

#include <optional>

namespace prosc {

/// How far the recording of a room is, as the service sees it. The legal paths:
///
///   Idle ── Start ──> Announcing ── Announced ──> Beginning ── FirstPicture ──> Recording ── Stop
///   ──> Stopping ──> Idle
///    ^                    │ Stop, Failed              │ Stop
///    ──────────────────────┼──────────────────>  │ FileComplete, Failed, │<───────────────────┘ │
///    Failed, GaveUp             │ Silent / Alive      │ GaveUp
///    │<───────────────────────────────────────────────┘                       Interrupted ── Stop
///    ─────> │ │<──────────────── FileComplete, Failed (both), GaveUp (Interrupted) ────────┘ │
///    └<──────────────────────────────────────────────────────────────────────────────────────────────────┘
enum class RecordingStage {
    Idle,
    /// Everyone is being told; nothing is recorded.
    Announcing,
    /// The recorder was told to begin.
    Beginning,
    Recording,
    /// The recorder has not been heard for a while.
    Interrupted,
    /// The recorder was told to end and completes its file.
    Stopping,
};

enum class RecordingEvent {
    Start,
    Announced,
    FirstPicture,
    Alive,
    Silent,
    Stop,
    FileComplete,
    Failed,
    GaveUp,
};

/// The stage after `event`, or nothing where the event is not allowed in that stage.
[[nodiscard]] std::optional<RecordingStage> next(RecordingStage stage, RecordingEvent event);

/// The stage as the protocol names it.
[[nodiscard]] RecordingPhase phaseOf(RecordingStage stage);

} // namespace prosc
