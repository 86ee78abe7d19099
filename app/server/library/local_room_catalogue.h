#pragma once

#include "app/server/index/library_index.h"
#include "app/server/index/library_store.h"
#include "app/server/library/recording_owners.h"

namespace prosc {

/// The rooms: rows of the index, and room.json in each one's folder. Thread-safe, blocks on disk
/// and SQL.
class LocalRoomCatalogue final : public RoomCatalogue
{
public:
    /// `index` and `owners` must outlive it.
    LocalRoomCatalogue(const QString &dataFolder, LibraryIndex &index, RecordingOwners &owners);

    /// Its recordings follow it to a new owner. InvalidArgument (the id), DiskError, DiskFull.
    Status saveRoom(const RoomRecord &room) override;
    [[nodiscard]] Result<std::vector<RoomRecord>> rooms() const override;

private:
    const QString m_dataFolder;
    LibraryIndex &m_index;
    RecordingOwners &m_owners;
};

} // namespace prosc
