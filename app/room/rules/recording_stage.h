#pragma once

#include "app/room/protocol/values.h"

#include <optional>

namespace prosc {

/// How far the recording of a room is, as the service sees it. The legal paths:
///
///   Idle ── Start ──> Announcing ── Announced ──> Beginning ── FirstPicture ──> Recording
///
///   Recording ── AlivePaused ──> Paused ── Alive, Resume ──> Recording
///   Recording ── Silent, Stalled ──> Interrupted ── Alive, FirstPicture ──> Recording
///   Paused ── Silent ──> Interrupted              └─ AlivePaused ──> Paused
///   Beginning, Recording, Paused, Interrupted ── Stop ──> Stopping
///
///   Announcing ── Stop ──> Idle
///   Recording, Paused, Interrupted, Stopping ── FileComplete ──> Idle
///   Announcing, Beginning, Interrupted, Stopping ── GaveUp ──> Idle
///   every stage but Idle ── Failed ──> Idle
enum class RecordingStage {
    Idle,
    /// Everyone is being notified; nothing is recorded yet.
    Announcing,
    /// The recorder was told to begin.
    Beginning,
    Recording,
    /// The recorder reports that it is paused.
    Paused,
    /// The recorder has not been heard for a while, or its file does not grow.
    Interrupted,
    /// The recorder was told to end and completes its file.
    Stopping,
};

enum class RecordingEvent {
    Start,
    Announced,
    FirstPicture,
    /// The recorder was heard, and its file grows.
    Alive,
    /// The recorder was heard, and it is paused.
    AlivePaused,
    /// Someone resumes a paused recording.
    Resume,
    Silent,
    /// Its file has not grown for a while, whether the recorder is heard or not.
    Stalled,
    Stop,
    FileComplete,
    Failed,
    GaveUp,
};

/// The stage after `event`, or nullopt where it does not allow the event.
[[nodiscard]] std::optional<RecordingStage> next(RecordingStage stage, RecordingEvent event);

/// The stage as the protocol names it.
[[nodiscard]] RecordingPhase phaseOf(RecordingStage stage);

} // namespace prosc
