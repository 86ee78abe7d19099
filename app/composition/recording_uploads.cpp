#include "app/composition/recording_uploads.h"

#include "app/base/logging.h"

#include <QFileInfo>

namespace prosc {

namespace {

constexpr std::chrono::seconds kBetweenTries{10};

} // namespace

UploadJob growingJobOf(const RecordingOrder &order, const QString &file)
{
    UploadJob job;
    job.recording = order.recording;
    job.file = file;
    job.name = QFileInfo(file).fileName();
    job.endpoint = order.ticket.endpoint;
    job.token = order.ticket.token;
    job.certificate = order.ticket.certificate;
    return job;
}

UploadJob uploadJobOf(const RecordingOrder &order, const RecordedFile &file)
{
    auto job = growingJobOf(order, file.path);
    job.bodyBytes = file.bodyBytes;
    job.checksum = file.checksum;
    job.report = reportFile(QFileInfo(file.path).absolutePath());
    return job;
}

RecordingUploads::RecordingUploads(RecordingController &recorder, UploadQueue &uploads)
    : m_recorder(recorder), m_uploads(uploads)
{
    connect(&recorder, &RecordingController::progressed, this, &RecordingUploads::follow);
    connect(&recorder, &RecordingController::fileReady, this, &RecordingUploads::complete);
    connect(&recorder, &RecordingController::failed, this, [this](const Error &error) {
        if (error.code == ErrorCode::Cancelled) {
            m_uploads.discard(m_recorder.recording()); // no file was created
        } else {
            m_uploads.interrupt(m_recorder.recording());
        }
    });
}

void RecordingUploads::follow(const RecordingProgress &progress)
{
    if (progress.bytes == 0) {
        return;
    }
    const auto &recording = m_recorder.recording();
    const bool mayTry = m_tried != recording || progress.recorded >= m_nextTry;
    if (m_begun != recording && mayTry) {
        m_tried = recording;
        m_nextTry = progress.recorded + kBetweenTries;
        const auto job = growingJobOf(m_recorder.order(), m_recorder.file());
        if (const auto begun = m_uploads.begin(job); begun) {
            m_begun = recording;
        } else {
            // Not lost: at the latest, the finished file is queued at the end.
            qCWarning(logLibrary) << "cannot upload while it is recorded:" << begun.error().detail;
        }
    }
    m_uploads.grow(recording, progress.bytes);
}

void RecordingUploads::complete(const RecordingOrder &order, const RecordedFile &file)
{
    if (const auto queued = m_uploads.add(uploadJobOf(order, file)); queued) {
        removeNote(QFileInfo(file.path).path());
    } else {
        Q_EMIT failed(queued.error());
    }
    Q_EMIT recorded(file);
}

} // namespace prosc
