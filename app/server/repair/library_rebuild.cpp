#include "app/disk/files.h"
#include "app/disk/private_file.h"
#include "app/server/index/library_lock.h"
#include "app/server/repair/library_repair.h"

#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

/// SQLite's files: the database itself and its companions.
const QStringList &suffixes()
{
    static const QStringList names{QString(), u"-wal"_s, u"-shm"_s};
    return names;
}

/// An unused name for the old index.
QString nameForOld(const QString &index)
{
    const QString wanted = index + u".damaged"_s;
    QString name = wanted;
    for (int i = 2; QFile::exists(name); ++i) {
        name = u"%1.%2"_s.arg(wanted).arg(i);
    }
    return name;
}

Status writeIndex(const QString &file, const LibraryFolders &found)
{
    for (const auto &suffix : suffixes()) {
        QFile::remove(file + suffix); // left over from an interrupted attempt
    }
    const auto index = LibraryIndex::open(file);
    if (!index) {
        return fail(index.error());
    }
    for (const auto &room : found.rooms) {
        if (auto saved = (*index)->saveRoom(room); !saved) {
            return saved;
        }
    }
    for (const auto &row : found.recordings) {
        if (auto put = (*index)->putRecording(row); !put) {
            return put;
        }
    }
    return {};
}

Status putAside(const QString &index)
{
    const QString old = nameForOld(index);
    for (const auto &suffix : suffixes()) {
        if (QFile::exists(index + suffix)) {
            if (auto kept = keepPrivate(index + suffix); !kept) {
                return kept;
            }
            if (auto moved = renameDurably(index + suffix, old + suffix); !moved) {
                return moved;
            }
        }
    }
    return {};
}

} // namespace

Result<LibraryReport> rebuildLibrary(const QString &dataFolder)
{
    if (!QDir(dataFolder + u"/rooms"_s).exists()) {
        return fail(ErrorCode::NotFound, u"no library in %1"_s.arg(dataFolder));
    }
    const auto lock = LibraryLock::take(dataFolder);
    if (!lock) {
        return fail(lock.error());
    }
    const auto found = readLibraryFolders(dataFolder);
    const QString index = dataFolder + u"/library.sqlite"_s;
    const QString made = index + u".new"_s;
    const auto done =
        writeIndex(made, found).and_then([&] { return putAside(index); }).and_then([&] {
            return renameDurably(made, index);
        });
    if (!done) {
        return fail(done.error());
    }
    LibraryReport report{static_cast<int>(found.rooms.size()),
                         static_cast<int>(found.recordings.size()), 0, found.faults};
    for (const auto &row : found.recordings) {
        report.bytes += row.item.bytes;
    }
    return report;
}

} // namespace prosc
