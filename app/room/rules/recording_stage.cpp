#include "app/room/rules/recording_stage.h"

namespace prosc {

namespace {

using S = RecordingStage;
using E = RecordingEvent;

std::optional<S> nextWhileAnnouncing(E event)
{
    switch (event) {
    case E::Announced:
        return S::Beginning;
    case E::Stop:
    case E::Failed:
    case E::GaveUp:
        return S::Idle;
    default:
        return std::nullopt;
    }
}

std::optional<S> nextWhileBeginning(E event)
{
    switch (event) {
    case E::FirstPicture:
        return S::Recording;
    case E::Stop:
        return S::Stopping;
    case E::Failed:
    case E::GaveUp:
        return S::Idle;
    default:
        return std::nullopt;
    }
}

/// Recording, Paused and Interrupted differ only in whether they allow Resume, Stalled and GaveUp,
/// and in that Paused ignores FirstPicture.
std::optional<S> nextWhileRecording(S stage, E event)
{
    switch (event) {
    case E::Alive:
        return S::Recording;
    case E::FirstPicture:
        return stage == S::Paused ? S::Paused : S::Recording;
    case E::AlivePaused:
        return S::Paused;
    case E::Resume:
        return stage == S::Paused ? std::optional(S::Recording) : std::nullopt;
    case E::Silent:
        return S::Interrupted;
    case E::Stalled:
        // No file grows during a pause.
        return stage == S::Paused ? std::nullopt : std::optional(S::Interrupted);
    case E::Stop:
        return S::Stopping;
    case E::FileComplete:
    case E::Failed:
        return S::Idle;
    case E::GaveUp:
        return stage == S::Interrupted ? std::optional(S::Idle) : std::nullopt;
    default:
        return std::nullopt;
    }
}

std::optional<S> nextWhileStopping(E event)
{
    switch (event) {
    case E::Alive:
    case E::AlivePaused:
    case E::FirstPicture:
    case E::Silent:
    case E::Stalled:
        return S::Stopping;
    case E::FileComplete:
    case E::Failed:
    case E::GaveUp:
        return S::Idle;
    default:
        return std::nullopt;
    }
}

} // namespace

std::optional<RecordingStage> next(RecordingStage stage, RecordingEvent event)
{
    switch (stage) {
    case S::Idle:
        return event == E::Start ? std::optional(S::Announcing) : std::nullopt;
    case S::Announcing:
        return nextWhileAnnouncing(event);
    case S::Beginning:
        return nextWhileBeginning(event);
    case S::Recording:
    case S::Paused:
    case S::Interrupted:
        return nextWhileRecording(stage, event);
    case S::Stopping:
        return nextWhileStopping(event);
    }
    return std::nullopt;
}

RecordingPhase phaseOf(RecordingStage stage)
{
    switch (stage) {
    case S::Idle:
        return RecordingPhase::Idle;
    case S::Announcing:
    case S::Beginning:
        return RecordingPhase::Starting;
    case S::Recording:
    case S::Interrupted:
        return RecordingPhase::Recording;
    case S::Paused:
        return RecordingPhase::Paused;
    case S::Stopping:
        return RecordingPhase::Stopping;
    }
    return RecordingPhase::Idle;
}

} // namespace prosc
