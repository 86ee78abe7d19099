#pragma once

#include "app/base/clock.h"
#include "app/server/index/library_index.h"

#include <QHash>

#include <functional>
#include <mutex>
#include <vector>

namespace prosc {

/// The recordings of a library: their rows in its index, each repeated as meta.json in the
/// recording's folder, and a listener that learns of every change. Thread-safe, blocks on disk and
/// SQL. NotFound, DiskError, DiskFull.
class LibraryRows
{
public:
    using Change = std::function<Status(RecordingRow &)>;
    using Listener = std::function<void(const RoomId &, const MediaItem &)>;

    /// `index` and `clock` must outlive it.
    LibraryRows(const QString &dataFolder, LibraryIndex &index, const Clock &clock);

    [[nodiscard]] Result<RecordingRow> row(const RecordingId &recording) const;
    /// In all rooms.
    [[nodiscard]] Result<std::vector<RecordingRow>> rowsIn(MediaItemState state) const;
    /// Newest first.
    [[nodiscard]] Result<std::vector<RecordingRow>> rowsOf(const RoomId &room) const;
    [[nodiscard]] QString folderOf(const RecordingRow &row) const;
    /// Path of the file that an upload is written to.
    [[nodiscard]] QString partOf(const RecordingRow &row) const;

    /// Adds a recording with its folder; see LibraryIndex::addRecording().
    [[nodiscard]] Result<RecordingRow> add(const RecordingRow &row);
    /// Changes a recording, writes meta.json and notifies the listener.
    [[nodiscard]] Result<RecordingRow> change(const RecordingId &recording, const Change &how);
    /// Commits how many bytes are on disk; notifies the listener at most every 250 ms per
    /// recording.
    [[nodiscard]] Status setReceived(const RecordingId &recording, int64_t received);
    /// Removes a recording with its folder, if it is still in the bin. What cannot be removed
    /// stays until the next time.
    void removeForGood(const RecordingId &recording);

    /// Called on the thread of the change.
    void setListener(Listener listener);

private:
    [[nodiscard]] Result<RecordingRow> finished(const Result<RecordingRow> &changed);
    [[nodiscard]] bool isProgressDue(const RecordingId &recording);
    void tell(const RecordingRow &row);

    const QString m_dataFolder;
    LibraryIndex &m_index;
    const Clock &m_clock;

    /// Held from a change of the index until its meta.json is written and the listener notified:
    /// the recorder's facts and its upload may arrive on two threads at once, and the later change
    /// must win everywhere.
    std::mutex m_changesMutex;
    std::mutex m_mutex;
    Listener m_listener;
    QHash<RecordingId, MediaTime> m_lastProgress;
};

} // namespace prosc
