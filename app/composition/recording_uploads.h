#pragma once

#include "app/recording/recording_controller.h"
#include "app/uploads/upload_queue.h"

#include <QObject>

namespace prosc {

/// The upload of a recording in progress; finished() turns it into one of a finished file.
[[nodiscard]] UploadJob growingJobOf(const RecordingOrder &order, const QString &file);
/// The upload of a finished file.
[[nodiscard]] UploadJob uploadJobOf(const RecordingOrder &order, const RecordedFile &file);

/// Passes this computer's recordings to the upload queue: from the first bytes that are safely on
/// disk, growing with them, and complete at the end. Lives on the engine's thread.
class RecordingUploads : public QObject
{
    Q_OBJECT
public:
    /// Both outlive it.
    RecordingUploads(RecordingController &recorder, UploadQueue &uploads);

Q_SIGNALS:
    /// The file is complete and queued; if queueing failed, failed() was emitted before.
    void recorded(const prosc::RecordedFile &file);
    /// The file could not be queued; the next start of the program tries again.
    void failed(const prosc::Error &error);

private:
    void follow(const RecordingProgress &progress);
    void complete(const RecordingOrder &order, const RecordedFile &file);

    RecordingController &m_recorder;
    UploadQueue &m_uploads;
    /// The recording whose upload the queue has already accepted.
    RecordingId m_begun;
    /// The last recording tried, and the recorded duration from which to retry.
    RecordingId m_tried;
    std::chrono::milliseconds m_nextTry{};
};

} // namespace prosc
