#pragma once

#include "ui/model/room_model.h"

#include <optional>
#include <vector>

namespace prosc {

/// A line of Media and Files: an item of the library, a file still on this computer, or both.
struct MediaEntry
{
    enum class State {
        Recording,
        Waiting,
        Kept,
        Uploading,
        Checking,
        Processing,
        Ready,
        Interrupted,
        Failed,
        Deleted
    };

    RecordingId id;
    QString name;
    QDateTime created;
    int64_t duration = 0;
    int64_t bytes = 0;
    State state = State::Uploading;
    int64_t sent = 0;
    int64_t total = 0;
    /// When it is gone for good; only in the bin.
    std::optional<QDateTime> binnedUntil = {};
    /// Why it waits or failed, or what is wrong with one that is ready.
    std::optional<Error> error;
    /// This computer sends it; what follows is about that.
    bool isUpload = false;
    bool paused = false;
    /// Until the meeting is over.
    bool held = false;
    /// It is recorded here now.
    bool live = false;
    /// It waits for another try.
    bool canRetry = false;
    /// Its upload can be stopped for good, though it stands in the bin or is complete.
    bool canStop = false;
    /// Nothing of it could be saved that can be sent.
    bool givenUp = false;
    /// Absolute path on this computer; empty when it does not send it.
    QString file = {};

    /// The library has it, whole or as far as it got.
    [[nodiscard]] bool isPublished() const
    {
        return state == State::Ready || state == State::Interrupted;
    }

    friend bool operator==(const MediaEntry &, const MediaEntry &) = default;
};

/// The folders of Media and Files.
enum class MediaFolder { Recordings, Bin };

/// All lines: what is only here first, then the library, newest first.
[[nodiscard]] std::vector<MediaEntry> mediaEntries(const std::vector<MediaItem> &items,
                                                   const std::vector<UploadView> &uploads);
/// Those of one folder.
[[nodiscard]] std::vector<MediaEntry> entriesIn(MediaFolder folder,
                                                const std::vector<MediaEntry> &entries);

/// Date, length and size in one line.
[[nodiscard]] QString entryDetails(const MediaEntry &entry);
/// What state it is in, as a sentence; empty when it is ready and nothing is wrong with it.
[[nodiscard]] QString entryState(const MediaEntry &entry);
/// That sentence is about something a person should know.
[[nodiscard]] bool needsAttention(const MediaEntry &entry);

} // namespace prosc
