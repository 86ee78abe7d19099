#pragma once

#include "app/base/consumer_thread.h"
#include "app/room/values.h"
#include "app/server/library_store.h"

#include <QSqlDatabase>

#include <functional>
#include <memory>
#include <vector>

namespace prosc {

/// A recording as the index keeps it: its media item, and what is known of it beside that.
struct RecordingRow
{
    RoomId room;
    int epoch = 0;
    QString title;
    QString owner;
    MediaItem item;
    /// A client has created an upload for it; `item.received` bytes of it are on the disk.
    bool uploadCreated = false;

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
