#include "app/server/index/library_rows.h"

#include "app/base/logging.h"
#include "app/disk/files.h"
#include "app/server/index/recording_meta.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr std::chrono::milliseconds kProgressInterval{250};

} // namespace

LibraryRows::LibraryRows(const QString &dataFolder, LibraryIndex &index, const Clock &clock)
    : m_dataFolder(dataFolder), m_index(index), m_clock(clock)
{
}

Result<RecordingRow> LibraryRows::row(const RecordingId &recording) const
{
    return m_index.recording(recording);
}

Result<std::vector<RecordingRow>> LibraryRows::rowsIn(MediaItemState state) const
{
    return m_index.recordingsIn(state);
}

Result<std::vector<RecordingRow>> LibraryRows::rowsOf(const RoomId &room) const
{
    return m_index.recordings(room);
}

QString LibraryRows::folderOf(const RecordingRow &row) const
{
    return u"%1/rooms/%2/Recordings/%3"_s.arg(m_dataFolder, row.room.value, row.item.item.value);
}

QString LibraryRows::partOf(const RecordingRow &row) const
{
    return folderOf(row) + u"/upload.part"_s;
}

Result<RecordingRow> LibraryRows::add(const RecordingRow &row)
{
    if (auto made = makeFolders(folderOf(row)); !made) {
        return fail(made.error());
    }
    const std::lock_guard lock(m_changesMutex);
    return finished(m_index.addRecording(row));
}

Result<RecordingRow> LibraryRows::change(const RecordingId &recording, const Change &how)
{
    const std::lock_guard lock(m_changesMutex);
    return finished(m_index.modify(recording, how));
}

/// Everything else that a change of the index needs; under m_changesMutex.
Result<RecordingRow> LibraryRows::finished(const Result<RecordingRow> &changed)
{
    if (!changed) {
        return changed;
    }
    tell(*changed);
    return replaceFile(folderOf(*changed) + u"/meta.json"_s, metaOf(*changed)).map([&] {
        return *changed;
    });
}

Status LibraryRows::setReceived(const RecordingId &recording, int64_t received)
{
    const auto changed = m_index.modify(recording, [&](RecordingRow &row) -> Status {
        if (!row.uploadCreated) {
            return fail(ErrorCode::NotFound, u"the upload is gone"_s);
        }
        row.item.received = received;
        return {};
    });
    if (!changed) {
        return fail(changed.error());
    }
    if (isProgressDue(recording)) {
        tell(*changed);
    }
    return {};
}

bool LibraryRows::isProgressDue(const RecordingId &recording)
{
    const std::lock_guard lock(m_mutex);
    const MediaTime now = m_clock.now();
    const auto last = m_lastProgress.constFind(recording);
    if (last != m_lastProgress.constEnd() && now - *last < kProgressInterval) {
        return false;
    }
    m_lastProgress.insert(recording, now);
    return true;
}

/// The index last: a folder that a crash left half removed is then removed the next time.
void LibraryRows::removeForGood(const RecordingId &recording)
{
    const std::lock_guard lock(m_changesMutex);
    const auto current = m_index.recording(recording);
    if (!current || current->item.state != MediaItemState::Deleted) {
        return;
    }
    QDir folder(folderOf(*current));
    const bool gone = !folder.exists() || folder.removeRecursively();
    const auto forgotten = gone ? m_index.removeRecording(recording) : Status();
    if (!gone || !forgotten) {
        qCWarning(logServer) << "recording" << recording.value << "stays in the bin";
    }
}

void LibraryRows::setListener(Listener listener)
{
    const std::lock_guard lock(m_mutex);
    m_listener = std::move(listener);
}

void LibraryRows::tell(const RecordingRow &row)
{
    Listener listener;
    {
        const std::lock_guard lock(m_mutex);
        listener = m_listener;
        if (row.item.state != MediaItemState::Uploading &&
            row.item.state != MediaItemState::Recording) {
            m_lastProgress.remove(row.item.item);
        }
    }
    if (listener) {
        listener(row.room, row.item);
    }
}

} // namespace prosc
