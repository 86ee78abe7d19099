#include "app/server/library/recording_owners.h"

#include "app/base/logging.h"

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr qsizetype kLongestName = 300;

} // namespace

RecordingOwners::RecordingOwners(LibraryRows &rows, LocalRecordingHistory &history)
    : m_rows(rows), m_history(history)
{
}

Status RecordingOwners::set(const RecordingId &recording, const QString &owner, const QString &by)
{
    const QString wanted = owner.simplified();
    if (wanted.isEmpty() || wanted.size() > kLongestName) {
        return fail(ErrorCode::InvalidArgument, u"an owner has 1 to 300 letters"_s);
    }
    QString before;
    const auto changed = m_rows.change(recording, [&](RecordingRow &row) -> Status {
        before = std::exchange(row.owner, wanted);
        return {};
    });
    if (!changed) {
        return fail(changed.error());
    }
    if (before != wanted) {
        QJsonObject line{{u"what"_s, u"ownerChanged"_s}, {u"from"_s, before}, {u"to"_s, wanted}};
        if (!by.isEmpty()) {
            line.insert(u"by"_s, by);
        }
        m_history.note(*changed, line);
    }
    return {};
}

void RecordingOwners::follow(const RoomRecord &before, const RoomRecord &room)
{
    if (before.owner.isEmpty() || room.owner.isEmpty() || before.owner == room.owner) {
        return;
    }
    const auto rows = m_rows.rowsOf(room.id).value_or(std::vector<RecordingRow>());
    for (const auto &row : rows) {
        if (row.owner != before.owner) {
            continue;
        }
        const auto changed = set(row.item.item, room.owner, u"configuration"_s);
        if (!changed) {
            qCWarning(logServer) << "recording" << row.item.item.value
                                 << "keeps its owner:" << changed.error().detail;
        }
    }
}

} // namespace prosc
