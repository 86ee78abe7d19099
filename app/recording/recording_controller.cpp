#include "app/recording/recording_controller.h"

#include "app/base/logging.h"
#include "app/disk/recording_paths.h"
#include "app/recording/disk_forecast.h"
#include "app/recording/recording_name.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

/// At most this much of the report is lost in a crash.
constexpr std::chrono::seconds kDraftEvery{10};

/// How long ago the last fragment was written, by the time of day.
std::chrono::milliseconds sinceLastWritten(const RecordingPlan &plan)
{
    const QFileInfo journal(RecordingPaths::of(plan.folder, plan.fileName).journal);
    const auto passed = journal.lastModified().msecsTo(QDateTime::currentDateTime());
    return std::chrono::milliseconds(journal.exists() ? std::max<qint64>(0, passed) : 0);
}

} // namespace

std::unique_ptr<QLockFile> recordingLock(const QString &folder)
{
    auto lock = std::make_unique<QLockFile>(QDir(folder).filePath(u"recording.lock"_s));
    // Never stale by age, however long it records: only when the process that holds it has ended.
    lock->setStaleLockTime(0);
    return lock;
}

RecordingController::RecordingController(Ports ports, QString folder,
                                         std::chrono::milliseconds heartbeatEvery)
    : m_ports(ports), m_folder(std::move(folder))
{
    m_alive.setInterval(heartbeatEvery);
    connect(&m_alive, &QTimer::timeout, this, &RecordingController::reportAlive);
    auto &engine = m_ports.engine;
    connect(&engine, &RecorderEngine::started, this, &RecordingController::onStarted);
    connect(&engine, &RecorderEngine::finished, this, &RecordingController::onFinished);
    connect(&engine, &RecorderEngine::failed, this, &RecordingController::onFailed);
    connect(&engine, &RecorderEngine::progress, this, &RecordingController::onProgress);
}

bool RecordingController::advance(RecorderEvent event)
{
    const auto after = next(m_state, event);
    if (!after) {
        return false;
    }
    if (*after != m_state) {
        m_state = *after;
        if (m_state == RecorderState::Idle) {
            m_alive.stop();
            m_lock.reset();
            m_ports.inhibitor.release();
        }
        Q_EMIT stateChanged();
    }
    return true;
}

Result<RecordingPlan> RecordingController::plan(const RecordingOrder &order) const
{
    RecordingPlan plan;
    plan.recording = order.recording;
    plan.epoch = order.epoch;
    plan.folder = QDir(m_folder).filePath(order.recording.value);
    plan.fileName = recordingFileName(order.startedAt, order.title);
    plan.encoding = m_encoding;
    plan.limit = std::min<std::chrono::milliseconds>(order.limit, kLongest);
    plan.subtitles = order.subtitles;
    plan.chapters = order.chapters;
    if (!QDir().mkpath(plan.folder)) {
        return fail(ErrorCode::PermissionDenied, u"cannot make %1"_s.arg(plan.folder));
    }
    const auto free = m_ports.disk.freeBytes(plan.folder);
    if (!free) {
        return fail(free.error());
    }
    if (*free < kMinimumFreeBytes) {
        return fail(ErrorCode::DiskFull, u"%1 bytes free in %2"_s.arg(*free).arg(m_folder));
    }
    return plan;
}

Status RecordingController::prepare(const RecordingPlan &plan, const RecordingNote &note)
{
    m_lock = recordingLock(plan.folder);
    if (!m_lock->tryLock()) {
        return fail(ErrorCode::DiskError, u"the recording's folder is in use"_s);
    }
    return saveNote(plan.folder, note);
}

void RecordingController::refuse(const RecordingOrder &order, const Error &error)
{
    m_lock.reset();
    qCWarning(logRecording) << "cannot record:" << error.detail;
    m_ports.reports.recorderFailed(order.recording, order.epoch, error);
    Q_EMIT failed(error);
}

void RecordingController::start(const RecordingPlan &plan, const RecordingNote &note)
{
    m_order = note.order;
    m_file = QDir(plan.folder).filePath(plan.fileName);
    m_progress = {};
    m_progress.paused = note.paused;
    m_lastHeartbeat = {};
    m_restart.reset();
    m_draftOf = -kDraftEvery;
    m_diskNearlyFull = false;
    m_report = RecordingReport(note.order);
    m_report.setNames(m_names);
    advance(RecorderEvent::Begin);
    m_ports.inhibitor.inhibit(u"recording"_s);
    m_ports.engine.start(plan);
}

void RecordingController::begin(const RecordingOrder &order, const StageScene &scene)
{
    if (m_state != RecorderState::Idle) {
        if (order.recording == m_order.recording && order.epoch == m_order.epoch) {
            if (m_state == RecorderState::Recording) {
                m_ports.reports.recorderStarted(order.recording, order.epoch);
            }
            return;
        }
        m_ports.reports.recorderFailed(
            order.recording, order.epoch,
            Error{ErrorCode::AlreadyRecording, u"the last file is being completed"_s});
        return;
    }
    auto planned = plan(order);
    const RecordingNote note{order, planned ? planned->fileName : QString(), false};
    if (planned) {
        if (const auto prepared = prepare(*planned, note); !prepared) {
            planned = fail(prepared.error());
        }
    }
    if (!planned) {
        m_lock.reset();
        // Succeeds only for an empty folder: nothing was written.
        QDir(m_folder).rmdir(order.recording.value);
        return refuse(order, planned.error());
    }
    planned->scene = scene;
    // The same order again, because the program was killed before the room heard that it records.
    planned->continues =
        QFileInfo::exists(RecordingPaths::of(planned->folder, planned->fileName).part);
    start(*planned, note);
    m_alive.start();
}

void RecordingController::goOn(const RecordingNote &note, const StageScene &scene)
{
    if (m_state != RecorderState::Idle) {
        return;
    }
    auto planned = plan(note.order);
    if (planned) {
        planned->fileName = note.fileName;
        planned->continues = true;
        planned->scene = scene;
        if (const auto prepared = prepare(*planned, note); !prepared) {
            planned = fail(prepared.error());
        }
    }
    if (!planned) {
        return refuse(note.order, planned.error());
    }
    const auto away = sinceLastWritten(*planned);
    start(*planned, note);
    m_report.setBefore(readDraft(planned->folder));
    m_report.goOn();
    if (!note.paused) {
        m_restart = RecordingGap{{}, away, GapCause::Restarted};
        m_restartIsPlaced = false;
    }
    // Its first frame is already in the file. The first progress says how much is recorded.
    advance(RecorderEvent::FirstPicture);
    if (note.paused) {
        m_ports.engine.setPaused(true);
    }
}

void RecordingController::setPlace(const RecorderPlace &place)
{
    if (m_state != RecorderState::Idle && m_order.place != place) {
        m_order.place = place;
        keepNote();
    }
}

void RecordingController::keepNote()
{
    const QFileInfo file(m_file);
    const RecordingNote note{m_order, file.fileName(), m_progress.paused};
    if (const auto saved = saveNote(file.path(), note); !saved) {
        // The previous note is still there, which is enough to complete the recording.
        qCWarning(logRecording) << "cannot keep the recording's note:" << saved.error().detail;
    }
}

void RecordingController::setPaused(const RecordingId &recording, int epoch, bool paused)
{
    if (recording != m_order.recording || epoch != m_order.epoch ||
        m_state != RecorderState::Recording) {
        return;
    }
    m_ports.engine.setPaused(paused);
    if (m_progress.paused == paused) {
        reportAlive(); // the engine has nothing to change
    }
}

void RecordingController::mark(const RecordingId &recording, int epoch, const QString &name)
{
    if (recording == m_order.recording && epoch == m_order.epoch &&
        m_state == RecorderState::Recording) {
        m_ports.engine.mark(name);
    }
}

void RecordingController::end(const RecordingId &recording, int epoch)
{
    if (recording != m_order.recording || epoch != m_order.epoch) {
        return;
    }
    if (m_state != RecorderState::Finishing && advance(RecorderEvent::End)) {
        m_ports.engine.stop();
    }
}

void RecordingController::endNow()
{
    end(m_order.recording, m_order.epoch);
}

void RecordingController::setScene(const StageScene &scene)
{
    m_ports.engine.setScene(scene);
}

void RecordingController::setNames(const std::map<ParticipantId, QString> &names)
{
    m_names = names;
    m_report.setNames(names);
    m_ports.engine.setNames(names);
}

Heartbeat RecordingController::heartbeat() const
{
    return {m_progress.durable, m_progress.paused, m_progress.overloaded,
            m_progress.soundless >= kSilence};
}

void RecordingController::reportAlive()
{
    m_lastHeartbeat = heartbeat();
    m_ports.reports.recorderAlive(m_order.recording, m_order.epoch, m_lastHeartbeat);
}

void RecordingController::onProgress(const RecordingProgress &progress)
{
    const bool pauseChanged = m_progress.paused != progress.paused;
    m_progress = progress;
    addRestart();
    if (pauseChanged && m_state == RecorderState::Recording) {
        keepNote();
    }
    m_report.note(m_progress);
    keepDraft();
    Q_EMIT progressed(m_progress);
    if (m_state == RecorderState::Recording && !m_alive.isActive()) {
        m_alive.start(); // continued
        return reportAlive();
    }
    auto now = heartbeat();
    now.recorded = m_lastHeartbeat.recorded;
    if (m_state == RecorderState::Recording && now != m_lastHeartbeat) {
        reportAlive();
    }
    watchDisk();
}

/// The engine cannot know how long its program was away.
void RecordingController::addRestart()
{
    if (!m_restart) {
        return;
    }
    if (!std::exchange(m_restartIsPlaced, true)) {
        m_restart->at = m_progress.recorded;
    }
    m_progress.gaps.insert(m_progress.gaps.begin(), *m_restart);
}

void RecordingController::keepDraft()
{
    if (m_progress.recorded - m_draftOf < kDraftEvery || m_state != RecorderState::Recording) {
        return;
    }
    m_draftOf = m_progress.recorded;
    const auto folder = QDir(m_folder).filePath(m_order.recording.value);
    if (const auto saved = saveDraft(folder, m_report.draft()); !saved) {
        qCDebug(logRecording) << "no draft of the report:" << saved.error().detail;
    }
}

void RecordingController::watchDisk()
{
    if (m_state != RecorderState::Recording) {
        return;
    }
    const auto free = m_ports.disk.freeBytes(QDir(m_folder).filePath(m_order.recording.value));
    if (!free && free.error().code == ErrorCode::NotFound) {
        qCWarning(logRecording) << "the recording's folder is gone; stopping";
        endNow();
    } else if (free && *free < diskReserve(m_progress.recorded)) {
        qCWarning(logRecording) << "the disk is nearly full:" << *free << "bytes; stopping";
        m_diskNearlyFull = true;
        endNow();
    }
}

void RecordingController::onStarted()
{
    if (advance(RecorderEvent::FirstPicture)) {
        m_ports.reports.recorderStarted(m_order.recording, m_order.epoch);
    }
}

void RecordingController::onFinished(const RecordedFile &file)
{
    // The engine ends automatically at the limit, without an End event.
    advance(RecorderEvent::End);
    const auto folder = QDir(m_folder).filePath(m_order.recording.value);
    if (const auto saved = saveReport(folder, m_report.json(file)); !saved) {
        qCWarning(logRecording) << "the report was not written:" << saved.error().detail;
    }
    m_ports.reports.recorderStopped(m_order.recording, m_order.epoch, file, m_diskNearlyFull);
    Q_EMIT fileReady(m_order, file);
    advance(RecorderEvent::Done);
}

void RecordingController::onFailed(const Error &error)
{
    qCWarning(logRecording) << "recording failed:" << errorCodeName(error.code) << error.detail;
    m_ports.reports.recorderFailed(m_order.recording, m_order.epoch, error);
    if (error.code == ErrorCode::Cancelled) {
        removeNote(QDir(m_folder).filePath(m_order.recording.value)); // no file was created
    }
    Q_EMIT failed(error);
    advance(RecorderEvent::Failed);
}

} // namespace prosc
