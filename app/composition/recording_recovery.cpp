#include "app/composition/recording_recovery.h"

#include "app/base/logging.h"
#include "app/composition/recording_uploads.h"
#include "app/disk/recording_paths.h"
#include "app/media/mux/recording_publish.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr std::chrono::seconds kLook{5};

/// Health data only as far as the recording process had saved it.
void keepReport(const QString &folder, const RecordingOrder &order, const RecordedFile &file)
{
    if (hasReport(folder)) {
        return;
    }
    RecordingReport known(order);
    known.setBefore(readDraft(folder));
    auto report = known.json(file);
    report.insert(u"recovered"_s, true);
    if (const auto saved = saveReport(folder, report); !saved) {
        qCWarning(logRecording) << "the report was not written:" << saved.error().detail;
    }
}

bool hasNote(const QString &folder)
{
    return QFileInfo::exists(QDir(folder).filePath(u"recording.json"_s));
}

/// What the upload job knows about a recording whose note cannot be read.
RecordingNote noteOf(const UploadJob &upload)
{
    RecordingNote note;
    note.order.recording = upload.recording;
    note.order.ticket = {upload.endpoint, upload.token, upload.certificate};
    note.fileName = QFileInfo(upload.file).fileName();
    return note;
}

} // namespace

RecordingRecovery::RecordingRecovery(UploadQueue &uploads, const Clock &clock)
    : m_uploads(uploads), m_clock(clock),
      m_worker(1000, [](std::function<void()> &work) { work(); })
{
    m_late.setInterval(kLook);
    connect(&m_late, &QTimer::timeout, this, &RecordingRecovery::completeLate);
}

RecordingRecovery::~RecordingRecovery() = default;

void RecordingRecovery::start(const QString &recordingsFolder, Unfinished rule)
{
    m_waiting.clear(); // found again below
    const QDir recordings(recordingsFolder);
    for (const auto &entry :
         recordings.entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Time)) {
        const auto folder = entry.absoluteFilePath();
        if (hasNote(folder)) {
            take(folder, rule);
        }
    }
    takeUploads();
    m_worker.queue().push(
        [this] { QMetaObject::invokeMethod(this, &RecordingRecovery::finished); });
}

std::optional<UploadJob> RecordingRecovery::uploadFrom(const QString &folder) const
{
    const auto unfinished = m_uploads.unfinished();
    const auto found = std::ranges::find_if(unfinished, [&folder](const UploadJob &upload) {
        return QFileInfo(upload.file).path() == folder;
    });
    return found == unfinished.end() ? std::nullopt : std::optional(*found);
}

void RecordingRecovery::takeUploads()
{
    for (const auto &upload : m_uploads.unfinished()) {
        const auto folder = QFileInfo(upload.file).path();
        if (!QFileInfo::exists(folder)) {
            lost(folder, upload.recording, Error{ErrorCode::NotFound, u"no such folder"_s});
        } else if (!hasNote(folder)) {
            queueRecovery(folder);
        }
    }
}

void RecordingRecovery::take(const QString &folder, Unfinished rule)
{
    auto one = rule == Unfinished::MayGoOn ? mayGoOn(folder) : std::nullopt;
    if (!one) {
        return queueRecovery(folder);
    }
    m_waiting.push_back(*one);
    m_late.start();
    Q_EMIT waiting(one->note, one->until);
}

std::optional<RecordingRecovery::Waiting> RecordingRecovery::mayGoOn(const QString &folder) const
{
    const auto note = readNote(folder);
    if (!note || note->order.place.secret.isEmpty()) {
        return std::nullopt;
    }
    const QFileInfo part(RecordingPaths::of(folder, note->fileName).part);
    const auto now = m_clock.wallTime();
    const auto until = part.lastModified().addSecs(std::chrono::seconds(kPlaceKept).count());
    // A clock that was set back must not make it wait for long.
    const bool isFresh = part.exists() && part.lastModified() <= now.addSecs(60) && now < until;
    const auto lock = recordingLock(folder);
    if (!isFresh || !lock->tryLock()) {
        return std::nullopt;
    }
    return Waiting{folder, *note, until};
}

std::optional<RecordingNote> RecordingRecovery::waitingFor(const QString &room) const
{
    for (const auto &one : m_waiting) {
        if (one.note.order.place.room == room) {
            return one.note;
        }
    }
    return std::nullopt;
}

void RecordingRecovery::goesOn(const RecordingId &recording)
{
    std::erase_if(m_waiting, [&recording](const Waiting &one) {
        return one.note.order.recording == recording;
    });
}

void RecordingRecovery::completeWaiting()
{
    m_late.stop();
    for (const auto &one : std::exchange(m_waiting, {})) {
        queueRecovery(one.folder);
    }
}

void RecordingRecovery::completeLate()
{
    const auto now = m_clock.wallTime();
    std::erase_if(m_waiting, [this, &now](const Waiting &one) {
        if (now >= one.until) {
            queueRecovery(one.folder);
        }
        return now >= one.until;
    });
    if (m_waiting.empty()) {
        m_late.stop();
    }
}

void RecordingRecovery::queueRecovery(const QString &folder)
{
    m_worker.queue().push([this, folder, upload = uploadFrom(folder)] { recover(folder, upload); });
}

void RecordingRecovery::recover(const QString &folder, const std::optional<UploadJob> &upload)
{
    const auto lock = recordingLock(folder);
    if (!lock->tryLock()) {
        return; // it is being recorded right now
    }
    auto note = readNote(folder);
    const bool isNoted = note.has_value();
    if (!note && upload) {
        note = noteOf(*upload);
    }
    if (!note) {
        QMetaObject::invokeMethod(
            this, [this, folder, error = note.error()] { Q_EMIT failed(folder, error); });
        return;
    }
    SystemFileLayer disk;
    const auto file = recoverRecording(disk, RecordingPaths::of(folder, note->fileName));
    if (!file) {
        qCWarning(logRecording) << "an unfinished recording cannot be completed:"
                                << errorCodeName(file.error().code) << file.error().detail;
        if (file.error().code == ErrorCode::NotFound) {
            removeNote(folder); // nothing to recover
        }
        QMetaObject::invokeMethod(this, [this, folder, recording = note->order.recording,
                                         error = file.error()] { lost(folder, recording, error); });
        return;
    }
    if (isNoted) {
        keepReport(folder, note->order, *file);
    }
    QMetaObject::invokeMethod(this, [this, folder, order = note->order, recorded = *file] {
        queue(folder, order, recorded);
    });
}

void RecordingRecovery::lost(const QString &folder, const RecordingId &recording,
                             const Error &error)
{
    const auto unfinished = m_uploads.unfinished();
    const bool wasBegun =
        std::ranges::find(unfinished, recording, &UploadJob::recording) != unfinished.end();
    if (error.code == ErrorCode::NotFound && !wasBegun) {
        return; // it ended before its first frame
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
