#pragma once

#include "app/server/index/library_rows.h"
#include "app/server/index/library_store.h"

namespace prosc {

/// What time does to recordings.
class LibraryRetention
{
public:
    /// All must outlive it.
    LibraryRetention(const RoomCatalogue &rooms, LibraryRows &rows, RecordingChanges &changes,
                     const Clock &clock);

    /// Moves recordings older than their room's retention into the bin, and removes those that have
    /// been there for 30 days. Blocks on disk and SQL.
    void tidy();

private:
    const RoomCatalogue &m_rooms;
    LibraryRows &m_rows;
    RecordingChanges &m_changes;
    const Clock &m_clock;
};

} // namespace prosc
