#pragma once

#include "app/base/consumer_thread.h"
#include "app/room/protocol/values.h"
#include "app/server/index/library_store.h"
#include "app/server/index/media_item_state.h"

#include <QSqlDatabase>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace prosc {

/// What the bytes of an upload are: the finished file, or the body as recorded, in fragments.
enum class UploadLayout { File, Fragments };

template <>
struct EnumNames<UploadLayout>
{
    static constexpr std::array table = {std::pair{UploadLayout::File, "file"},
                                         std::pair{UploadLayout::Fragments, "fragments"}};
};

/// A row of the index: a recording's media item, and what else the service stores about it.
struct RecordingRow
{
    static constexpr int kBinDays = 30;
    static constexpr int kLinkKeyBytes = 16;

    RoomId room;
    int epoch = 0;
    QString title;
    QString owner;
    MediaItem item;
    /// A client has created an upload for it; `item.received` bytes of it are on disk.
    bool uploadCreated = false;
    UploadLayout layout = UploadLayout::File;
    /// The body's length in layout `fragments`; nullopt until the client names it.
    std::optional<int64_t> uploadLength = std::nullopt;
    /// The checksum of the whole body as named by the client; empty until then.
    QString uploadSha256;
    /// The published file's name in its folder; unchanged when people rename the item.
    QString file;
    /// When it was moved to the bin (see setDeleted()), and its state before that.
    QDateTime deletedAt;
    MediaItemState stateBefore = MediaItemState::Failed;
    /// The key that valid links to it carry.
    QString linkKey;

    /// Moves it into the bin, where it is kept for kBinDays; out of it if `moment` is invalid.
    void setDeleted(const QDateTime &moment)
    {
        deletedAt = moment;
        item.binnedUntil =
            moment.isValid() ? std::optional(moment.addDays(kBinDays)) : std::nullopt;
    }
    /// Size of the complete upload in bytes; nullopt if it is not known yet.
    [[nodiscard]] std::optional<int64_t> fullLength() const
    {
        return layout == UploadLayout::File ? std::optional(item.bytes) : uploadLength;
    }
    friend bool operator==(const RecordingRow &, const RecordingRow &) = default;
};

/// The SQLite index of a library (WAL, synchronous=FULL): a change survives a power cut once its
/// method has returned. Methods may be called from any thread and block; SQL runs on one thread of
/// the index's own, because a QtSql connection may be used only on the thread that made it.
class LibraryIndex
{
public:
    /// What to do with an index that is missing or has no tables.
    enum class IfEmpty { Create, Refuse };
    /// Creates or opens `file`, private to its owner, and migrates its tables to this version.
    /// DiskError, PermissionDenied, LibraryNewer (a newer version of the program has written
    /// it), FileDamaged (also empty, if that is refused; the detail says what to do).
    [[nodiscard]] static Result<std::unique_ptr<LibraryIndex>>
    open(const QString &file, IfEmpty ifEmpty = IfEmpty::Create);
    ~LibraryIndex();
    LibraryIndex(const LibraryIndex &) = delete;
    LibraryIndex &operator=(const LibraryIndex &) = delete;

    [[nodiscard]] Status saveRoom(const RoomRecord &room);
    [[nodiscard]] Result<std::vector<RoomRecord>> rooms() const;

    /// Adds a recording. An existing one stays as it is, except that a higher epoch is stored.
    /// NotAllowed if the id belongs to another room. Returns what the index now holds.
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
    /// Adds or replaces a recording.
    [[nodiscard]] Status putRecording(const RecordingRow &row);
    [[nodiscard]] Status removeRecording(const RecordingId &id);

private:
    explicit LibraryIndex(const QString &connectionName);

    template <class Work>
    auto run(Work work) const -> decltype(work());
    [[nodiscard]] Status connect(const QString &file, IfEmpty ifEmpty);
    [[nodiscard]] Result<RecordingRow>
    inTransaction(const std::function<Result<RecordingRow>()> &work);

    QString m_connectionName;
    /// Only on m_thread.
    QSqlDatabase m_database;
    mutable ConsumerThread<std::function<void()>> m_thread;
};

} // namespace prosc
