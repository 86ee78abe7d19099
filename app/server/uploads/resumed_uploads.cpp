#include "app/server/uploads/resumed_uploads.h"

#include "app/base/logging.h"

namespace prosc {

ResumedUploads::ResumedUploads(const UploadContext &context, const SupersededFiles &superseded,
                               UploadPublishing &publishing)
    : m_context(context), m_superseded(superseded), m_publishing(publishing)
{
}

void ResumedUploads::resume()
{
    putBackSuperseded();
    for (const auto state :
         {MediaItemState::Processing, MediaItemState::Uploading, MediaItemState::Recording}) {
        const auto rows = m_context.rows.rowsIn(state);
        if (!rows) {
            qCWarning(logServer) << "uploads could not be looked through:" << rows.error().detail;
            return;
        }
        for (const RecordingRow &row : *rows) {
            resume(row);
        }
    }
}

void ResumedUploads::putBackSuperseded()
{
    const auto rows =
        m_context.rows.rowsIn(MediaItemState::Interrupted).value_or(std::vector<RecordingRow>());
    for (const RecordingRow &row : rows) {
        const auto back = m_superseded.exist(row) ? m_superseded.putBack(row) : Status();
        if (!back) {
            qCWarning(logServer) << "upload" << row.item.item.value << back.error().detail;
        }
    }
}

void ResumedUploads::resume(const RecordingRow &row)
{
    const auto id = row.item.item;
    if (row.item.state == MediaItemState::Recording) {
        // Its session ended with the service; if it is resumed, recorderLives() undoes this.
        static_cast<void>(m_context.rows.change(id, [](RecordingRow &waiting) -> Status {
            return advance(waiting.item.state, MediaItemEvent::SessionLost);
        }));
    }
    const bool isBody = row.layout == UploadLayout::Fragments;
    if ((row.uploadCreated && isBody) || m_superseded.exist(row)) {
        m_context.timeouts.heard(id);
    }
    if (!row.uploadCreated || !isComplete(row)) {
        return;
    }
    const auto hold = m_context.running.hold(id);
    const auto verified = hold ? m_publishing.verify(id) : fail(hold.error());
    if (!verified) {
        qCWarning(logServer) << "upload" << id.value
                             << "was not published:" << verified.error().detail;
    }
}

} // namespace prosc
