#pragma once

#include "app/base/result.h"
#include "app/room/protocol/values.h"

#include <optional>

namespace prosc {

/// What happens to a recording in the library. Its paths:
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
/// Processing may go back to Uploading, when the whole is not what its client named.
enum class MediaItemEvent {
    /// The recorder has finished the file and says what it is.
    FileComplete,
    /// The recorder, or who waited for it, gave up; nothing of the file is here.
    RecorderFailed,
    /// The same, but a part of the body is here, and the rest may still come.
    RecorderFailedWithBody,
    /// The service that recorded was stopped: nobody records this any more.
    SessionLost,
    /// A client makes an upload, or takes it up with other facts.
    UploadCreated,
    /// The same, of a body that the room still records.
    LiveUploadCreated,
    /// More of the body comes.
    ChunkArrived,
    /// The client says where the body ends.
    EndNamed,
    /// What arrived is not what the client named as the whole.
    EndRefused,
    /// The upload begins again at 0.
    UploadRestarted,
    UploadRemoved,
    /// Nobody can go on with the upload any more.
    UploadExpired,
    /// Nothing came for long; what is here is playable.
    FellSilent,
    /// Nothing came for long, and nothing is playable.
    FellSilentEmpty,
    /// An earlier, longer upload takes the place of this one.
    SupersededReturned,
    /// The recorder of a recording that was given up for its silence is there after all.
    RecorderHeard,
    /// Every byte is here and is verified now.
    AllArrived,
    Verified,
    Deleted,
};

/// The state after `event`; nothing: `state` does not allow it. Pure.
[[nodiscard]] std::optional<MediaItemState> next(MediaItemState state, MediaItemEvent event);

/// What a recording that was deleted in `before` is when it is taken out of the bin.
[[nodiscard]] std::optional<MediaItemState> restored(MediaItemState before);

/// People can play it.
[[nodiscard]] constexpr bool isPublished(MediaItemState state)
{
    return state == MediaItemState::Ready || state == MediaItemState::Interrupted;
}

/// Moves `state` on. NotAllowed: it stays as it is.
[[nodiscard]] Status advance(MediaItemState &state, MediaItemEvent event);

} // namespace prosc
