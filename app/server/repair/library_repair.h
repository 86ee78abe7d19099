#pragma once

#include "app/server/index/library_index.h"

#include <vector>

namespace prosc {

/// A fault in a library: in which recording ("room/recording"; empty: the library itself), and a
/// description in English.
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
    /// What was checked and is intact, as "room/recording".
    QStringList whole = {};
};

/// The contents of a library's folders: the room.json and meta.json of each, the latter with the
/// bytes of an upload that are on disk. Faults: the ones that cannot be read.
struct LibraryFolders
{
    std::vector<RoomRecord> rooms;
    std::vector<RecordingRow> recordings;
    std::vector<LibraryFault> faults;
};
[[nodiscard]] LibraryFolders readLibraryFolders(const QString &dataFolder);

/// Rebuilds the index of a library from its folders; the old one is kept as library.sqlite.damaged.
/// NotFound (no library there), LibraryInUse, DiskError, DiskFull.
[[nodiscard]] Result<LibraryReport> rebuildLibrary(const QString &dataFolder);

/// Reads every file of a library and verifies its checksum. Changes nothing and may run alongside a
/// service. NotFound.
[[nodiscard]] Result<LibraryReport> verifyLibrary(const QString &dataFolder);

} // namespace prosc
