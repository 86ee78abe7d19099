#include "app/server/index/media_item_state.h"

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

using S = MediaItemState;
using E = MediaItemEvent;

/// Being recorded, uploaded or verified.
bool isOpen(S state)
{
    return state == S::Recording || state == S::Uploading || state == S::Processing;
}

/// Ended while incomplete; more may arrive.
bool isStopped(S state)
{
    return state == S::Interrupted || state == S::Failed;
}

std::optional<S> when(bool allowed, S after)
{
    return allowed ? std::optional(after) : std::nullopt;
}

/// Events of the recorder and its room.
std::optional<S> afterRecorder(S state, E event)
{
    switch (event) {
    case E::FileComplete:
        return when(isOpen(state) || state == S::Failed,
                    state == S::Recording ? S::Uploading : state);
    case E::RecorderFailed:
        return when(isOpen(state) || state == S::Failed, S::Failed);
    case E::RecorderFailedWithBody:
        return when(isOpen(state), S::Uploading);
    case E::SessionLost:
        return when(state == S::Recording, S::Uploading);
    case E::RecorderHeard:
        return when(isStopped(state) || state == S::Uploading, S::Recording);
    default:
        return std::nullopt;
    }
}

/// Events of the upload.
std::optional<S> afterUpload(S state, E event)
{
    switch (event) {
    case E::UploadCreated:
        return when(isOpen(state) || state == S::Failed, S::Uploading);
    case E::LiveUploadCreated:
        return when(isOpen(state) || state == S::Failed,
                    state == S::Recording ? S::Recording : S::Uploading);
    case E::ChunkArrived:
        return when(isOpen(state) || isStopped(state), isStopped(state) ? S::Uploading : state);
    case E::EndNamed:
    case E::EndRefused:
    case E::UploadRemoved:
        return when(isOpen(state) || isStopped(state), S::Uploading);
    case E::UploadRestarted:
        return when(isOpen(state) || isStopped(state),
                    state == S::Recording ? S::Recording : S::Uploading);
    case E::AllArrived:
        return when(isOpen(state) || isStopped(state), S::Processing);
    case E::Verified:
        // The recorder may have given up while it was verified.
        return when(isOpen(state) || state == S::Failed, S::Ready);
    default:
        return std::nullopt;
    }
}

/// Events of timeouts.
std::optional<S> afterSilence(S state, E event)
{
    switch (event) {
    case E::UploadExpired:
        return when(state == S::Uploading, S::Failed);
    case E::FellSilent:
        return when(isOpen(state), S::Interrupted);
    case E::FellSilentEmpty:
        return when(isOpen(state), S::Failed);
    case E::SupersededReturned:
        return when(isOpen(state) || state == S::Failed, S::Interrupted);
    default:
        return std::nullopt;
    }
}

} // namespace

std::optional<MediaItemState> next(MediaItemState state, MediaItemEvent event)
{
    switch (event) {
    case E::FileComplete:
    case E::RecorderFailed:
    case E::RecorderFailedWithBody:
    case E::SessionLost:
    case E::RecorderHeard:
        return afterRecorder(state, event);
    case E::UploadCreated:
    case E::LiveUploadCreated:
    case E::ChunkArrived:
    case E::EndNamed:
    case E::EndRefused:
    case E::UploadRemoved:
    case E::UploadRestarted:
    case E::AllArrived:
    case E::Verified:
        return afterUpload(state, event);
    case E::UploadExpired:
    case E::FellSilent:
    case E::FellSilentEmpty:
    case E::SupersededReturned:
        return afterSilence(state, event);
    case E::Deleted:
        return when(isPublished(state) || state == S::Failed, S::Deleted);
    }
    return std::nullopt;
}

std::optional<MediaItemState> restored(MediaItemState before)
{
    return when(isPublished(before) || before == S::Failed, before);
}

Status advance(MediaItemState &state, MediaItemEvent event)
{
    const auto after = next(state, event);
    if (!after) {
        return fail(ErrorCode::NotAllowed, u"it is not in a state for that"_s);
    }
    state = *after;
    return {};
}

} // namespace prosc
