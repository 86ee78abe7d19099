#pragma once

#include "app/base/consumer_thread.h"
#include "app/room/protocol/values.h"
#include "app/server/library/library_store.h"
#include "app/server/library/media_item_state.h"

#include <QSqlDatabase>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace prosc {

/// What an upload's bytes are: the finished file, or the body as it was recorded, in fragments.
enum class UploadLayout { File, Fragments };

template <>
struct EnumNames<UploadLayout>
{
    static constexpr std::array table = {std::pair{UploadLayout::File, "file"},
                                         std::pair{UploadLayout::Fragments, "fragments"}};
};

/// A recording as the index keeps it: its media item, and what is known of it beside that.
struct RecordingRow
{
    static constexpr int kBinDays = 30;

    RoomId room;
    int epoch = 0;
    QString title;
    QString owner;
    MediaItem item;
    /// A client has created an upload for it; `item.received` bytes of it are on the disk.
    bool uploadCreated = false;
    UploadLayout layout = UploadLayout::File;
    /// The body's length in layout `fragments`; nothing while its client has not said it.
    std::optional<int64_t> uploadLength = std::nullopt;
    /// The checksum that the client says its whole body has; empty while it has not said it.
    QString uploadSha256;
    /// The published file's name in its folder; stays when people rename the item.
    QString file;
    /// When it was deleted (see setDeleted()), and what it was before.
    QDateTime deletedAt;
    MediaItemState stateBefore = MediaItemState::Failed;
    /// What valid links to it carry.
    QString linkKey;

    /// Into the bin, where it is kept for kBinDays, or out of it again: an invalid `moment`.
    void setDeleted(const QDateTime &moment)
    {
        deletedAt = moment;
        item.binnedUntil =
            moment.isValid() ? std::optional(moment.addDays(kBinDays)) : std::nullopt;
    }
    /// How many bytes the upload has when it is complete.
    [[nodiscard]] std::optional<int64_t> fullLength() const
    {
        return layout == UploadLayout::File ? std::optional(item.bytes) : uploadLength;
    }
    friend bool operator==(const RecordingRow &, const RecordingRow &) = default;
};

/// The SQLite index of a library (WAL, synchronous=FULL): what a method has returned survives a
/// power cut. Methods may be called from any thread and block; SQL runs on one thread of the
/// index's own, because a QtSql connection may be used only on the thread that made it.
class LibraryIndex
{
public:
    /// Makes or opens `file` and brings its tables to this version. DiskError, or
    /// UnsupportedVersion when a newer version of the program has written it.
    [[nodiscard]] static Result<std::unique_ptr<LibraryIndex>> open(const QString &file);
    ~LibraryIndex();
    LibraryIndex(const LibraryIndex &) = delete;
    LibraryIndex &operator=(const LibraryIndex &) = delete;

    [[nodiscard]] Status saveRoom(const RoomRecord &room);
    [[nodiscard]] Result<std::vector<RoomRecord>> rooms() const;

    /// Adds a recording. One that exists keeps what it has, but takes a higher epoch. NotAllowed
    /// when the id belongs to another room. Returns what the index now holds.
    [[nodiscard]] Result<RecordingRow> addRecording(const RecordingRow &row);
    [[nodiscard]] Result<RecordingRow> recording(const RecordingId &id) const;
    /// Newest first.
    [[nodiscard]] Result<std::vector<RecordingRow>> recordings(const RoomId &room) const;
    /// Recordings in state `state`, in all rooms.
    [[nodiscard]] Result<std::vector<RecordingRow>> recordingsIn(MediaItemState state) const;
    /// Reads, changes and writes a recording in one transaction. `change` runs on the index's
    /// thread and must not call the index; its error leaves the recording as it was. NotFound.
    [[nodiscard]] Result<RecordingRow> modify(const RecordingId &id,
                                              const std::function<Status(RecordingRow &)> &change);
    /// Recordings of all rooms.
    [[nodiscard]] Result<std::vector<RecordingRow>> allRecordings() const;
    /// Adds a recording as it is, or replaces it.
    [[nodiscard]] Status putRecording(const RecordingRow &row);
    /// Forgets a recording.
    [[nodiscard]] Status removeRecording(const RecordingId &id);

private:
    explicit LibraryIndex(const QString &connectionName);

    template <class Work>
    auto run(Work work) const -> decltype(work());
    [[nodiscard]] Status connect(const QString &file);
    [[nodiscard]] Result<RecordingRow>
    inTransaction(const std::function<Result<RecordingRow>()> &work);

    QString m_connectionName;
    /// Only on m_thread.
    QSqlDatabase m_database;
    mutable ConsumerThread<std::function<void()>> m_thread;
};

} // namespace prosc
