#include "app/composition/recording_recovery.h"

#include "app/base/logging.h"
#include "app/media/recording_publish.h"

#include <QDir>
#include <QFileInfo>

namespace prosc {

UploadJob uploadJobOf(const RecordingOrder &order, const RecordedFile &file)
{
    UploadJob job;
    job.recording = order.recording;
    job.file = file.path;
    job.name = QFileInfo(file.path).fileName();
    job.bytes = file.bytes;
    job.duration = file.duration.count();
    job.sha256 = file.sha256;
    job.endpoint = order.ticket.endpoint;
    job.token = order.ticket.token;
    job.certificate = order.ticket.certificate;
    return job;
}

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
    const auto report = [this, folder](const Error &error) {
        QMetaObject::invokeMethod(this, [this, folder, error] { Q_EMIT failed(folder, error); });
    };
    if (!note) {
        return report(note.error());
    }
    PosixFileLayer disk;
    const auto file = publishRecording(disk, RecordingPaths::of(folder, note->fileName));
    if (!file) {
        qCWarning(logRecording) << "nothing could be saved of an unfinished recording:"
                                << errorCodeName(file.error().code) << file.error().detail;
        if (file.error().code == ErrorCode::NotFound) {
            removeNote(folder); // it ended before its first picture
            return;
        }
        return report(file.error());
    }
    QMetaObject::invokeMethod(this, [this, folder, order = note->order, recorded = *file] {
        queue(folder, order, recorded);
    });
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
