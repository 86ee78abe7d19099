// LocalLibraryStore: rename, bin, links and retention.
#include "app/base/logging.h"
#include "app/base/time_text.h"
#include "app/disk/files.h"
#include "app/server/library/local_library_store.h"
#include "app/server/library/recording_meta.h"
#include "app/server/library/recording_report_file.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr int kLinkKeyBytes = 16;

tl::unexpected<Error> notInThatState()
{
    return fail(ErrorCode::NotAllowed, u"it is not in a state for that"_s);
}

Status ended(const Result<RecordingRow> &changed)
{
    return changed ? Status() : fail(changed.error());
}

Status moveToBin(RecordingRow &row, const QDateTime &now)
{
    const auto before = row.item.state;
    return advance(row.item.state, MediaItemEvent::Deleted).map([&] {
        row.stateBefore = before;
        row.setDeleted(now);
    });
}

} // namespace

Status LocalLibraryStore::rename(const RecordingId &recording, const QString &name,
                                 const QString &by)
{
    const auto changed = change(recording, [&](RecordingRow &row) -> Status {
        if (!isPublished(row.item.state)) {
            return notInThatState();
        }
        row.item.name = safeRecordingName(name);
        return {};
    });
    if (changed) {
        note(*changed, u"renamed"_s, by, changed->item.name);
    }
    return ended(changed);
}

Status LocalLibraryStore::remove(const RecordingId &recording, const QString &by)
{
    const auto changed =
        change(recording, [&](RecordingRow &row) { return moveToBin(row, m_clock.wallTime()); });
    if (changed) {
        note(*changed, u"deleted"_s, by);
    }
    return ended(changed);
}

Status LocalLibraryStore::restore(const RecordingId &recording, const QString &by)
{
    const auto changed = change(recording, [&](RecordingRow &row) -> Status {
        const auto back = restored(row.stateBefore);
        if (row.item.state != MediaItemState::Deleted || !back) {
            return notInThatState();
        }
        row.item.state = *back;
        row.setDeleted({});
        return {};
    });
    if (changed) {
        note(*changed, u"restored"_s, by);
    }
    return ended(changed);
}

Status LocalLibraryStore::revokeLinks(const RecordingId &recording, const QString &by)
{
    const auto changed = change(recording, [&](RecordingRow &row) -> Status {
        row.linkKey = randomHex(kLinkKeyBytes);
        return {};
    });
    if (changed) {
        note(*changed, u"linksRevoked"_s, by);
    }
    return ended(changed);
}

Result<QString> LocalLibraryStore::newLink(const RecordingId &recording, const QString &by,
                                           const QString &detail)
{
    const auto found = row(recording);
    if (!found) {
        return fail(found.error());
    }
    if (!isPublished(found->item.state)) {
        return fail(ErrorCode::NotFound, u"it is not published"_s);
    }
    note(*found, u"linkMade"_s, by, detail);
    return found->linkKey;
}

Result<QString> LocalLibraryStore::linkKey(const RecordingId &recording) const
{
    return row(recording).map([](const RecordingRow &found) { return found.linkKey; });
}

void LocalLibraryStore::tidy()
{
    const auto all = rooms().value_or(std::vector<RoomRecord>());
    const auto now = m_clock.wallTime();
    for (const auto &room : all) {
        const auto rows = m_index->recordings(room.id).value_or(std::vector<RecordingRow>());
        for (const auto &row : rows) {
            const bool isOld =
                room.retentionDays > 0 && row.item.created.addDays(room.retentionDays) <= now;
            if (isOld && next(row.item.state, MediaItemEvent::Deleted)) {
                static_cast<void>(remove(row.item.item, u"retention"_s));
            }
        }
    }
    const auto deleted = rowsIn(MediaItemState::Deleted).value_or(std::vector<RecordingRow>());
    for (const auto &row : deleted) {
        if (row.item.binnedUntil && *row.item.binnedUntil <= now) {
            removeForGood(row);
        }
    }
}

/// The index last: a folder that a crash left half removed is then removed the next time.
void LocalLibraryStore::removeForGood(const RecordingRow &row)
{
    const std::lock_guard lock(m_changesMutex);
    const auto current = m_index->recording(row.item.item);
    if (!current || current->item.state != MediaItemState::Deleted) {
        return;
    }
    QDir folder(folderOf(row));
    const bool gone = !folder.exists() || folder.removeRecursively();
    const auto forgotten = gone ? m_index->removeRecording(row.item.item) : Status();
    if (!gone || !forgotten) {
        qCWarning(logServer) << "recording" << row.item.item.value << "stays in the bin";
    }
}

} // namespace prosc
