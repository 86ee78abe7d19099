#pragma once

#include "app/base/result.h"
#include "app/room/protocol/values.h"

#include <optional>

namespace prosc {

/// Events of a recording in the library. The legal paths:
///
///                     .------------- more comes -------------.
///                     v                                      |
///   Recording --> Uploading --> Processing --> Ready     Interrupted (what is here is playable)
///    |  ^             |             |            |       Failed (nothing is here)
///    |  |             |             |            |         |  |  ^
///    '--|-------------+-------------+-- silence or failure-|--|--'
///       '---- the recorder is heard again -----------------'  |
///                                                '--> Deleted <--> (back to where it was)
///
/// Processing returns to Uploading if the whole is not what its client named.
enum class MediaItemEvent {
    /// The recorder has finished the file and reports its size and checksum.
    FileComplete,
    /// The recorder failed, or the room gave up waiting for it; no part of the body is here.
    RecorderFailed,
    /// The same, but part of the body is here, and the rest may still arrive.
    RecorderFailedWithBody,
    /// The service was restarted while the room recorded this.
    SessionLost,
    /// A client creates an upload, or resumes it with other facts.
    UploadCreated,
    /// The same, for a body that the room still records.
    LiveUploadCreated,
    /// More of the body arrives.
    ChunkArrived,
    /// The client names the length of the body.
    EndNamed,
    /// What arrived is not what the client named as the whole.
    EndRefused,
    /// The upload restarts at offset 0.
    UploadRestarted,
    UploadRemoved,
    /// Nobody can continue the upload: its tokens have expired.
    UploadExpired,
    /// Timeout: nothing arrived; what is here is playable.
    FellSilent,
    /// Timeout: nothing arrived, and nothing is playable.
    FellSilentEmpty,
    /// An earlier, longer upload replaces this one.
    SupersededReturned,
    /// The recorder of a recording that was closed by a timeout is alive after all.
    RecorderHeard,
    /// Every byte is here; verification begins.
    AllArrived,
    Verified,
    Deleted,
};

/// The state after `event`; nullopt if `state` does not allow it. Pure.
[[nodiscard]] std::optional<MediaItemState> next(MediaItemState state, MediaItemEvent event);

/// The state of a recording taken out of the bin, if it was deleted in state `before`.
[[nodiscard]] std::optional<MediaItemState> restored(MediaItemState before);

/// People can play it.
[[nodiscard]] constexpr bool isPublished(MediaItemState state)
{
    return state == MediaItemState::Ready || state == MediaItemState::Interrupted;
}

/// Applies `event` to `state`. NotAllowed: it is unchanged.
[[nodiscard]] Status advance(MediaItemState &state, MediaItemEvent event);

} // namespace prosc
