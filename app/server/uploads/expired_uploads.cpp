#include "app/server/uploads/expired_uploads.h"

#include "app/base/logging.h"

#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace prosc {

ExpiredUploads::ExpiredUploads(const UploadContext &context, const SupersededFiles &superseded)
    : m_context(context), m_superseded(superseded)
{
}

void ExpiredUploads::drop()
{
    const auto rows =
        m_context.rows.rowsIn(MediaItemState::Uploading).value_or(std::vector<RecordingRow>());
    for (const auto &row : rows) {
        if (!isExpired(row)) {
            continue;
        }
        if (const auto dropped = giveUp(row.item.item); !dropped) {
            qCWarning(logServer) << "upload" << row.item.item.value << dropped.error().detail;
        }
    }
}

bool ExpiredUploads::isExpired(const RecordingRow &row) const
{
    if (row.layout != UploadLayout::File && row.uploadCreated) {
        return false; // bodies are closed by AbandonedUploads
    }
    const auto limit =
        m_context.clock.wallTime().addSecs(-std::chrono::seconds(kLongestUpload).count());
    const QFileInfo part(m_context.rows.partOf(row));
    return (part.exists() ? part.lastModified() : row.item.created) <= limit;
}

Status ExpiredUploads::giveUp(const RecordingId &recording)
{
    const auto hold = m_context.running.hold(recording);
    if (!hold) {
        return fail(hold.error());
    }
    m_context.running.forget(recording);
    const auto changed = m_context.rows.change(recording, [](RecordingRow &expired) -> Status {
        if (auto moved = advance(expired.item.state, MediaItemEvent::UploadExpired); !moved) {
            return moved; // it was continued meanwhile
        }
        expired.item.reason = errorCodeName(ErrorCode::Timeout);
        expired.item.received = 0;
        expired.uploadCreated = false;
        return {};
    });
    if (!changed) {
        return fail(changed.error());
    }
    QFile::remove(m_context.rows.partOf(*changed));
    m_context.history.note(*changed, u"failed"_s, {}, changed->item.reason);
    if (m_superseded.exist(*changed)) {
        m_context.timeouts.heard(recording);
    }
    return {};
}

} // namespace prosc
