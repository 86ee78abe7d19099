#include "app/composition/recording_recovery.h"

#include "app/base/logging.h"
#include "app/composition/recording_uploads.h"
#include "app/media/recording_publish.h"

#include <QDir>
#include <QFileInfo>

namespace prosc {

RecordingRecovery::RecordingRecovery(UploadQueue &uploads)
    : m_uploads(uploads), m_worker(1000, [](std::function<void()> &work) { work(); })
{
}

RecordingRecovery::~RecordingRecovery() = default;

void RecordingRecovery::start(const QString &recordingsFolder)
{
    const QDir recordings(recordingsFolder);
    for (const auto &entry :
         recordings.entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Time)) {
        const auto folder = entry.absoluteFilePath();
        if (QFileInfo::exists(QDir(folder).filePath(QStringLiteral("recording.json")))) {
            m_worker.queue().push([this, folder] { recover(folder); });
        }
    }
    m_worker.queue().push(
        [this] { QMetaObject::invokeMethod(this, &RecordingRecovery::finished); });
}

void RecordingRecovery::recover(const QString &folder)
{
    const auto lock = recordingLock(folder);
    if (!lock->tryLock()) {
        return; // it is being recorded right now
    }
    const auto note = readNote(folder);
    if (!note) {
        QMetaObject::invokeMethod(
            this, [this, folder, error = note.error()] { Q_EMIT failed(folder, error); });
        return;
    }
    PosixFileLayer disk;
    const auto file = recoverRecording(disk, RecordingPaths::of(folder, note->fileName));
    if (!file) {
        qCWarning(logRecording) << "nothing could be saved of an unfinished recording:"
                                << errorCodeName(file.error().code) << file.error().detail;
        if (file.error().code == ErrorCode::NotFound) {
            removeNote(folder); // it ended before its first picture
        }
        QMetaObject::invokeMethod(this, [this, folder, recording = note->order.recording,
                                         error = file.error()] { lost(folder, recording, error); });
        return;
    }
    QMetaObject::invokeMethod(this, [this, folder, order = note->order, recorded = *file] {
        queue(folder, order, recorded);
    });
}

void RecordingRecovery::lost(const QString &folder, const RecordingId &recording,
                             const Error &error)
{
    if (error.code == ErrorCode::NotFound) {
        m_uploads.discard(recording);
        return;
    }
    m_uploads.giveUp(recording, error);
    Q_EMIT failed(folder, error);
}

void RecordingRecovery::queue(const QString &folder, const RecordingOrder &order,
                              const RecordedFile &file)
{
    if (const auto queued = m_uploads.add(uploadJobOf(order, file)); !queued) {
        Q_EMIT failed(folder, queued.error());
        return;
    }
    removeNote(folder);
    Q_EMIT recovered(file);
}

} // namespace prosc
