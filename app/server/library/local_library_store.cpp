#include "app/server/library/local_library_store.h"

#include "app/disk/files.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

/// Then an empty index has lost them. A room alone proves nothing: its folder may be older than the
/// index of a first start that was killed.
bool hasRecordings(const QString &dataFolder)
{
    QDirIterator rooms(dataFolder + u"/rooms"_s, QDir::Dirs | QDir::NoDotAndDotDot);
    while (rooms.hasNext()) {
        QDirIterator recordings(rooms.next() + u"/Recordings"_s, QDir::Dirs | QDir::NoDotAndDotDot);
        while (recordings.hasNext()) {
            // Without it there is nothing to rebuild from.
            if (QFileInfo::exists(recordings.next() + u"/meta.json"_s)) {
                return true;
            }
        }
    }
    return false;
}

} // namespace

LocalLibraryStore::LocalLibraryStore(const QString &dataFolder, LibraryLock lock,
                                     std::unique_ptr<LibraryIndex> index, const Clock &clock)
    : m_lock(std::move(lock)), m_index(std::move(index)), m_rows(dataFolder, *m_index, clock),
      m_history(m_rows, clock), m_owners(m_rows, m_history),
      m_rooms(dataFolder, *m_index, m_owners), m_recordings(m_rows, m_history),
      m_changes(m_rows, m_history, clock), m_consents(m_rows),
      m_retention(m_rooms, m_rows, m_changes, clock)
{
}

Result<std::unique_ptr<LocalLibraryStore>> LocalLibraryStore::create(const QString &dataFolder,
                                                                     const Clock &clock)
{
    if (auto made = makeFolders(dataFolder + u"/rooms"_s); !made) {
        return fail(made.error());
    }
    auto lock = LibraryLock::take(dataFolder);
    if (!lock) {
        return fail(lock.error());
    }
    const auto ifEmpty =
        hasRecordings(dataFolder) ? LibraryIndex::IfEmpty::Refuse : LibraryIndex::IfEmpty::Create;
    auto index = LibraryIndex::open(dataFolder + u"/library.sqlite"_s, ifEmpty);
    if (!index) {
        return fail(index.error());
    }
    return std::unique_ptr<LocalLibraryStore>(
        new LocalLibraryStore(dataFolder, std::move(*lock), std::move(*index), clock));
}

LibraryPorts LocalLibraryStore::ports()
{
    return {m_rooms, m_recordings, m_changes, m_consents, m_history};
}

} // namespace prosc
