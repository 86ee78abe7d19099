#include "app/server/library/library_retention.h"

using namespace Qt::StringLiterals;

namespace prosc {

LibraryRetention::LibraryRetention(const RoomCatalogue &rooms, LibraryRows &rows,
                                   RecordingChanges &changes, const Clock &clock)
    : m_rooms(rooms), m_rows(rows), m_changes(changes), m_clock(clock)
{
}

void LibraryRetention::tidy()
{
    const auto all = m_rooms.rooms().value_or(std::vector<RoomRecord>());
    const auto now = m_clock.wallTime();
    for (const auto &room : all) {
        const auto rows = m_rows.rowsOf(room.id).value_or(std::vector<RecordingRow>());
        for (const auto &row : rows) {
            const bool isOld =
                room.retentionDays > 0 && row.item.created.addDays(room.retentionDays) <= now;
            if (isOld && next(row.item.state, MediaItemEvent::Deleted)) {
                static_cast<void>(m_changes.remove(row.item.item, u"retention"_s));
            }
        }
    }
    const auto deleted =
        m_rows.rowsIn(MediaItemState::Deleted).value_or(std::vector<RecordingRow>());
    for (const auto &row : deleted) {
        if (row.item.binnedUntil && *row.item.binnedUntil <= now) {
            m_rows.removeForGood(row.item.item);
        }
    }
}

} // namespace prosc
