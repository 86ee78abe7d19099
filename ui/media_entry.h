#pragma once

#include "ui/room_model.h"

#include <optional>
#include <vector>

namespace prosc {

/// A line of the Recordings folder: an item of the library, a file still on this computer, or both.
struct MediaEntry
{
    enum class State { Waiting, Kept, Uploading, Checking, Processing, Ready, Failed };

    RecordingId id;
    QString name;
    QDateTime created;
    int64_t duration = 0;
    int64_t bytes = 0;
    State state = State::Uploading;
    int64_t sent = 0;
    int64_t total = 0;
    /// Why it waits or failed.
    std::optional<Error> error;
    /// It is on this computer and may be sent again at once.
    bool canRetry = false;

    friend bool operator==(const MediaEntry &, const MediaEntry &) = default;
};

/// The lines of the folder: what is only here first, then the library, newest first.
[[nodiscard]] std::vector<MediaEntry> mediaEntries(const std::vector<MediaItem> &items,
                                                   const std::vector<UploadView> &uploads);

/// Date, length and size in one line.
[[nodiscard]] QString entryDetails(const MediaEntry &entry);
/// What state it is in, as a sentence; empty when it is ready.
[[nodiscard]] QString entryState(const MediaEntry &entry);

} // namespace prosc
