#pragma once

#include "app/recording/recording_controller.h"
#include "app/uploads/upload_queue.h"

#include <QObject>

namespace prosc {

/// The upload of a recording that is being made; of a finished file with finished().
[[nodiscard]] UploadJob growingJobOf(const RecordingOrder &order, const QString &file);
/// The upload of a finished file.
[[nodiscard]] UploadJob uploadJobOf(const RecordingOrder &order, const RecordedFile &file);

/// Hands what is recorded here to the upload queue: from the first bytes that are safe on the disk,
/// growing with them, and complete at the end. Lives on the engine's thread.
class RecordingUploads : public QObject
{
    Q_OBJECT
public:
    /// Both outlive it.
    RecordingUploads(RecordingController &recorder, UploadQueue &uploads);

Q_SIGNALS:
    /// The file is complete and in the queue for good, or failed() came before.
    void recorded(const prosc::RecordedFile &file);
    /// The file could not be queued; it is taken up again at the next start of the program.
    void failed(const prosc::Error &error);

private:
    void follow(const RecordingProgress &progress);
    void complete(const RecordingOrder &order, const RecordedFile &file);

    RecordingController &m_recorder;
    UploadQueue &m_uploads;
    /// What the queue was told of already.
    RecordingId m_begun;
    /// What was tried last, and how much must be recorded before that is tried again.
    RecordingId m_tried;
    std::chrono::milliseconds m_nextTry{};
};

} // namespace prosc
