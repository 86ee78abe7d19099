#pragma once

#include "app/server/library/library_index.h"

#include <vector>

namespace prosc {

/// Something wrong in a library: of which recording ("room/recording"; empty: the library itself),
/// and what, in English.
struct LibraryFault
{
    QString where;
    QString what;

    friend bool operator==(const LibraryFault &, const LibraryFault &) = default;
};

struct LibraryReport
{
    int rooms = 0;
    int recordings = 0;
    int64_t bytes = 0;
    std::vector<LibraryFault> faults;
    /// What was looked at and is whole, as "room/recording".
    QStringList whole = {};
};

/// What the folders of a library say: the room.json and meta.json of each, the latter with what is
/// on the disk of an upload. Faults: the ones that cannot be read.
struct LibraryFolders
{
    std::vector<RoomRecord> rooms;
    std::vector<RecordingRow> recordings;
    std::vector<LibraryFault> faults;
};
[[nodiscard]] LibraryFolders readLibraryFolders(const QString &dataFolder);

/// Makes the index of a library again from its folders; the old one is kept as
/// library.sqlite.damaged. NotFound (no library there), LibraryInUse, DiskError,
/// DiskFull.
[[nodiscard]] Result<LibraryReport> rebuildLibrary(const QString &dataFolder);

/// Reads every file of a library and compares its checksum; changes nothing, and may run beside a
/// service. NotFound.
[[nodiscard]] Result<LibraryReport> verifyLibrary(const QString &dataFolder);

} // namespace prosc
