#include "app/server/uploads/abandoned_uploads.h"

#include "app/base/logging.h"

namespace prosc {

namespace {

constexpr auto kTimeout = ErrorCode::Timeout;

/// Whether a recording was closed only because nothing arrived, although its recorder is alive.
bool wasGivenUp(const RecordingRow &row)
{
    if (row.layout != UploadLayout::Fragments || !row.uploadCreated) {
        return false;
    }
    switch (row.item.state) {
    case MediaItemState::Interrupted:
    case MediaItemState::Failed:
        return row.item.reason == errorCodeName(kTimeout);
    case MediaItemState::Uploading: // resumed; its length and checksum are not yet named
        return row.item.reason.isEmpty() && row.item.sha256.isEmpty() && !row.uploadLength;
    default:
        return false;
    }
}

} // namespace

AbandonedUploads::AbandonedUploads(const UploadContext &context, UploadPublishing &publishing,
                                   SupersededUpload &superseded)
    : m_context(context), m_publishing(publishing), m_superseded(superseded)
{
}

void AbandonedUploads::close(MediaTime silence)
{
    for (const auto &id : m_context.timeouts.silentFor(silence)) {
        const auto closed = closeIfSilent(id, silence);
        if (!closed && closed.error().code != ErrorCode::TooMany) {
            qCWarning(logServer) << "upload" << id.value
                                 << "was not closed:" << closed.error().detail;
            m_context.timeouts.heard(id); // retry after another timeout
        }
    }
}

Status AbandonedUploads::closeIfSilent(const RecordingId &recording, MediaTime silence)
{
    const auto hold = m_context.running.hold(recording);
    if (!hold) {
        return fail(hold.error());
    }
    // Closing the ones before it took time; it may have been heard meanwhile.
    if (!m_context.timeouts.isSilent(recording, silence)) {
        return {};
    }
    return interrupt(recording).map([](const UploadProgress &) {});
}

void AbandonedUploads::recorderLives(const RecordingId &recording)
{
    m_context.timeouts.renew(recording);
    const auto row = m_context.rows.row(recording);
    if (!row || !wasGivenUp(*row)) {
        return;
    }
    const auto continued = goOn(recording);
    if (!continued && continued.error().code != ErrorCode::TooMany) {
        qCWarning(logServer) << "recording" << recording.value << continued.error().detail;
    }
}

Status AbandonedUploads::goOn(const RecordingId &recording)
{
    const auto hold = m_context.running.hold(recording);
    if (!hold) {
        return fail(hold.error());
    }
    m_context.timeouts.heard(recording);
    return m_context.rows
        .change(recording,
                [](RecordingRow &changed) -> Status {
                    if (!wasGivenUp(changed)) {
                        return {};
                    }
                    changed.item.reason.clear();
                    changed.item.sha256.clear();
                    return advance(changed.item.state, MediaItemEvent::RecorderHeard);
                })
        .map([](const RecordingRow &) {});
}

Result<UploadProgress> AbandonedUploads::interrupt(const RecordingId &recording)
{
    const auto row = m_context.rows.row(recording);
    if (!row) {
        m_context.timeouts.forget(recording);
        return fail(row.error());
    }
    if (row->item.state == MediaItemState::Processing && row->layout == UploadLayout::Fragments) {
        return m_publishing.verify(recording); // it failed last time, and no client retried
    }
    if (m_superseded.exists(*row)) {
        return m_superseded.settle(*row);
    }
    if (!isOpenBody(*row)) {
        m_context.timeouts.forget(recording);
        return progressOf(*row);
    }
    return row->item.received > 0 ? m_publishing.publishInterrupted(*row) : failEmpty(*row);
}

Result<UploadProgress> AbandonedUploads::failEmpty(const RecordingRow &row)
{
    m_context.bodies.dropStaged(row);
    m_context.timeouts.forget(row.item.item);
    return m_context.rows
        .change(row.item.item,
                [](RecordingRow &changed) -> Status {
                    if (changed.item.reason.isEmpty()) {
                        changed.item.reason = errorCodeName(kTimeout);
                    }
                    return advance(changed.item.state, MediaItemEvent::FellSilentEmpty);
                })
        .map(progressOf);
}

} // namespace prosc
