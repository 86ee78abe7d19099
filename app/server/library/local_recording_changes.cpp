#include "app/server/library/local_recording_changes.h"

#include "app/server/index/library_names.h"

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

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

LocalRecordingChanges::LocalRecordingChanges(LibraryRows &rows, LocalRecordingHistory &history,
                                             const Clock &clock)
    : m_rows(rows), m_history(history), m_clock(clock)
{
}

Status LocalRecordingChanges::rename(const RecordingId &recording, const QString &name,
                                     const QString &by)
{
    const auto changed = m_rows.change(recording, [&](RecordingRow &row) -> Status {
        if (!isPublished(row.item.state)) {
            return notInThatState();
        }
        row.item.name = safeRecordingName(name);
        return {};
    });
    if (changed) {
        m_history.note(*changed, u"renamed"_s, by, changed->item.name);
    }
    return ended(changed);
}

Status LocalRecordingChanges::remove(const RecordingId &recording, const QString &by)
{
    const auto changed = m_rows.change(
        recording, [&](RecordingRow &row) { return moveToBin(row, m_clock.wallTime()); });
    if (changed) {
        m_history.note(*changed, u"deleted"_s, by);
    }
    return ended(changed);
}

Status LocalRecordingChanges::restore(const RecordingId &recording, const QString &by)
{
    const auto changed = m_rows.change(recording, [&](RecordingRow &row) -> Status {
        const auto back = restored(row.stateBefore);
        if (row.item.state != MediaItemState::Deleted || !back) {
            return notInThatState();
        }
        row.item.state = *back;
        row.setDeleted({});
        return {};
    });
    if (changed) {
        m_history.note(*changed, u"restored"_s, by);
    }
    return ended(changed);
}

Status LocalRecordingChanges::revokeLinks(const RecordingId &recording, const QString &by)
{
    const auto changed = m_rows.change(recording, [&](RecordingRow &row) -> Status {
        row.linkKey = randomHex(RecordingRow::kLinkKeyBytes);
        return {};
    });
    if (changed) {
        m_history.note(*changed, u"linksRevoked"_s, by);
    }
    return ended(changed);
}

Result<QString> LocalRecordingChanges::newLink(const RecordingId &recording, const QString &by,
                                               const QString &detail)
{
    const auto found = m_rows.row(recording);
    if (!found) {
        return fail(found.error());
    }
    if (!isPublished(found->item.state)) {
        return fail(ErrorCode::NotFound, u"it is not published"_s);
    }
    m_history.note(*found, u"linkMade"_s, by, detail);
    return found->linkKey;
}

Result<QString> LocalRecordingChanges::linkKey(const RecordingId &recording) const
{
    return m_rows.row(recording).map([](const RecordingRow &found) { return found.linkKey; });
}

} // namespace prosc
