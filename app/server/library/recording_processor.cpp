#include "app/server/library/recording_processor.h"

#include "app/base/child_process.h"
#include "app/base/logging.h"
#include "app/server/library/recording_preview_file.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QFileInfo>
#include <QProcess>

#include <algorithm>
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr int kLookMs = 100;
/// In seconds of processor time: far more than 24 h of recording need.
constexpr rlim_t kMostProcessorTime = 3 * 3600;
constexpr std::chrono::hours kLongest{12};
/// The tables of 24 h need a few hundred megabytes.
constexpr rlim_t kMostMemory = rlim_t{4} << 30;
constexpr rlim_t kLargestFile = 64 * 1024 * 1024;

/// Runs in the child between fork and exec: system calls only.
void restrain(pid_t parent)
{
    dieWithParent(parent);
    closeInherited();
    ::setpriority(PRIO_PROCESS, 0, 19);
    const sched_param none{};
    ::sched_setscheduler(0, SCHED_IDLE, &none);
    const rlimit time{kMostProcessorTime, kMostProcessorTime};
    ::setrlimit(RLIMIT_CPU, &time);
    const rlimit memory{kMostMemory, kMostMemory};
    ::setrlimit(RLIMIT_AS, &memory);
    const rlimit size{kLargestFile, kLargestFile};
    ::setrlimit(RLIMIT_FSIZE, &size);
}

/// The fault that a preview reports, as the reason of the item; empty if there is none.
QString faultIn(const QJsonObject &preview)
{
    if (preview.contains(QLatin1String("error"))) {
        return errorCodeName(ErrorCode::MediaFailed);
    }
    const auto damaged = preview.value(QLatin1String("damagedPictures")).toInteger() +
                         preview.value(QLatin1String("damagedSounds")).toInteger();
    return damaged > 0 ? errorCodeName(ErrorCode::FileDamaged) : QString();
}

} // namespace

RecordingProcessor::RecordingProcessor(LibraryRows &rows, LocalRecordingHistory &history,
                                       const QString &program)
    : m_rows(rows), m_history(history), m_program(program)
{
    if (!QFileInfo(program).isExecutable()) {
        qCInfo(logServer) << "recordings get no preview pictures: no program" << program;
        return;
    }
    m_thread = std::thread([this] { run(); });
}

RecordingProcessor::~RecordingProcessor()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_changed.notify_all();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

QString RecordingProcessor::usualProgram()
{
    return QCoreApplication::applicationDirPath() + u"/proscenium-room"_s;
}

void RecordingProcessor::add(const RecordingId &recording)
{
    {
        const std::lock_guard lock(m_mutex);
        if (std::ranges::find(m_waiting, recording) != m_waiting.end()) {
            return;
        }
        m_waiting.push_back(recording);
    }
    m_changed.notify_all();
}

void RecordingProcessor::addPublished()
{
    for (const auto state : {MediaItemState::Ready, MediaItemState::Interrupted}) {
        const auto rows = m_rows.rowsIn(state).value_or(std::vector<RecordingRow>());
        for (const auto &row : rows) {
            add(row.item.item);
        }
    }
}

void RecordingProcessor::run()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock, [this] { return m_stopping || !m_waiting.empty(); });
        if (m_stopping) {
            return;
        }
        const auto next = m_waiting.front();
        m_waiting.pop_front();
        lock.unlock();
        process(next);
        lock.lock();
    }
}

void RecordingProcessor::process(const RecordingId &recording)
{
    const auto row = m_rows.row(recording);
    if (!row || !isPublished(row->item.state)) {
        return;
    }
    const QString folder = m_rows.folderOf(*row);
    const auto isOfThis = [&](const QJsonObject &preview) {
        return preview.value(QLatin1String("sha256")).toString() == row->item.sha256;
    };
    auto preview = readPreview(folder);
    if (!isOfThis(preview)) {
        if (!runProgram(folder)) {
            return;
        }
        preview = readPreview(folder);
        if (!isOfThis(preview)) {
            // It failed: remembered, so that it is not repeated at each start.
            preview = failedPreview(row->item.sha256);
            if (auto written = writePreview(folder, preview); !written) {
                qCWarning(logServer) << "preview of" << recording.value << written.error().detail;
            }
        }
        const auto fault = faultIn(preview);
        m_history.note(*row, u"checked"_s, {}, fault.isEmpty() ? u"ok"_s : fault);
    }
    apply(recording, preview);
}

bool RecordingProcessor::runProgram(const QString &folder)
{
    QProcess process;
    process.setChildProcessModifier([parent = ::getpid()] { restrain(parent); });
    process.setStandardInputFile(QProcess::nullDevice());
    process.setStandardOutputFile(QProcess::nullDevice());
    process.setStandardErrorFile(QProcess::nullDevice());
    process.start(m_program, {u"library"_s, u"process"_s, u"--recording"_s, folder});
    if (!process.waitForStarted(-1)) {
        qCWarning(logServer) << m_program << "does not start:" << process.errorString();
        return false;
    }
    const QDeadlineTimer longest(kLongest);
    while (!process.waitForFinished(kLookMs)) {
        const std::lock_guard lock(m_mutex);
        if (m_stopping || longest.hasExpired()) {
            process.kill();
        }
    }
    const std::lock_guard lock(m_mutex);
    return !m_stopping;
}

/// A fault becomes the reason of the item, which stays published: most of it plays.
void RecordingProcessor::apply(const RecordingId &recording, const QJsonObject &preview)
{
    const auto fault = faultIn(preview);
    const auto duration = preview.value(QLatin1String("duration")).toInteger();
    const auto fits = [&](const RecordingRow &row) {
        return (duration <= 0 || row.item.duration == duration) &&
               (row.item.reason == fault || row.item.state != MediaItemState::Ready);
    };
    const auto row = m_rows.row(recording);
    if (!row || fits(*row)) {
        return;
    }
    const auto changed = m_rows.change(recording, [&](RecordingRow &checked) -> Status {
        const auto sha256 = preview.value(QLatin1String("sha256")).toString();
        if (!isPublished(checked.item.state) || checked.item.sha256 != sha256) {
            return fail(ErrorCode::NotFound, u"it is another one now"_s);
        }
        checked.item.duration = duration > 0 ? duration : checked.item.duration;
        if (checked.item.state == MediaItemState::Ready) {
            checked.item.reason = fault;
        }
        return {};
    });
    if (!changed && changed.error().code != ErrorCode::NotFound) {
        qCWarning(logServer) << "preview of" << recording.value << changed.error().detail;
    }
}

} // namespace prosc
