#pragma once

#include "app/server/index/library_rows.h"
#include "app/server/library/local_recording_history.h"

namespace prosc {

/// Whose a recording is. Thread-safe, blocks on disk and SQL.
class RecordingOwners
{
public:
    /// `rows` and `history` must outlive it.
    RecordingOwners(LibraryRows &rows, LocalRecordingHistory &history);

    /// Changes the owner of a recording, and adds this to its history. NotFound; InvalidArgument:
    /// not 1 to 300 letters.
    Status set(const RecordingId &recording, const QString &owner, const QString &by);
    /// The recordings of a room's owner pass to its next owner. Those given to somebody, or started
    /// while the room had no owner, stay theirs.
    void follow(const RoomRecord &before, const RoomRecord &room);

private:
    LibraryRows &m_rows;
    LocalRecordingHistory &m_history;
};

} // namespace prosc
