#pragma once

#include "ui/model/upload_view.h"

#include <optional>
#include <vector>

namespace prosc {

/// A row of Media and Files: a library item, a file still on this computer, or both.
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
    /// When it is permanently deleted; only in the bin.
    std::optional<QDateTime> binnedUntil = {};
    /// Why it waits or failed, or what is wrong with a ready recording.
    std::optional<Error> error;
    /// This computer uploads it. The fields below describe that upload.
    bool isUpload = false;
    bool paused = false;
    /// Held until the meeting is over.
    bool held = false;
    /// It is being recorded on this computer.
    bool live = false;
    /// A manual retry is possible.
    bool canRetry = false;
    /// Its upload can be stopped permanently, even if the recording is in the bin or complete.
    bool canStop = false;
    /// The recording could not be finalised: there is nothing to upload.
    bool givenUp = false;
    /// Absolute path on this computer; empty when it is not uploaded from here.
    QString file = {};

    /// The library has it, at least in part.
    [[nodiscard]] bool isPublished() const
    {
        return state == State::Ready || state == State::Interrupted;
    }

    friend bool operator==(const MediaEntry &, const MediaEntry &) = default;
};

/// The folders of Media and Files.
enum class MediaFolder { Recordings, Bin };

/// All rows: files that are only on this computer first, then the library, newest first.
[[nodiscard]] std::vector<MediaEntry> mediaEntries(const std::vector<MediaItem> &items,
                                                   const std::vector<UploadView> &uploads);
/// The entries of one folder.
[[nodiscard]] std::vector<MediaEntry> entriesIn(MediaFolder folder,
                                                const std::vector<MediaEntry> &entries);

/// Date, duration and size in one line.
[[nodiscard]] QString entryDetails(const MediaEntry &entry);
/// Its state as a sentence; empty when it is ready and nothing is wrong.
[[nodiscard]] QString entryState(const MediaEntry &entry);
/// entryState() reports something that needs the user's attention.
[[nodiscard]] bool needsAttention(const MediaEntry &entry);

} // namespace prosc
