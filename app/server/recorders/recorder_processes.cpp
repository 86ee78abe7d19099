#include "app/server/recorders/recorder_processes.h"

#include "app/base/child_process.h"
#include "app/base/logging.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>

#include <algorithm>
#include <sys/resource.h>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr int kLookMs = 200;
constexpr int kNice = 5;

/// Runs in the child between fork and exec: system calls only.
void restrain(pid_t parent)
{
    dieWithParent(parent);
    closeInherited();
    ::setpriority(PRIO_PROCESS, 0, kNice);
}

} // namespace

RecorderProcesses::RecorderProcesses(Options options) : m_options(std::move(options)) {}

RecorderProcesses::~RecorderProcesses()
{
    std::map<RoomId, std::thread> threads;
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        threads.swap(m_threads);
    }
    for (auto &[room, thread] : threads) {
        thread.join();
    }
}

QString RecorderProcesses::folderOf(const RoomId &room) const
{
    return QDir(m_options.folder).filePath(room.value);
}

bool RecorderProcesses::hasUnfinished(const RoomId &room) const
{
    const QDir folder(folderOf(room));
    const auto recordings = folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    return !QDir(folder.filePath(u".uploads"_s)).isEmpty(QDir::Files) ||
           std::ranges::any_of(recordings, [&folder](const QString &recording) {
               return QFileInfo::exists(folder.filePath(recording + u"/recording.json"_s));
           });
}

void RecorderProcesses::forgetEnded()
{
    for (const auto &room : m_ended) {
        if (const auto found = m_threads.find(room); found != m_threads.end()) {
            found->second.join();
            m_threads.erase(found);
        }
    }
    m_ended.clear();
}

Status RecorderProcesses::start(const RoomId &room, const QString &link)
{
    const std::lock_guard lock(m_mutex);
    forgetEnded();
    if (m_threads.contains(room)) {
        return {};
    }
    if (std::ssize(m_threads) >= m_options.most) {
        return fail(ErrorCode::TooMany, u"every recorder of the service is in use"_s);
    }
    if (!QDir().mkpath(folderOf(room))) {
        return fail(ErrorCode::DiskError, folderOf(room));
    }
    m_threads.emplace(room, std::thread([this, room, link] { run(room, link); }));
    return {};
}

void RecorderProcesses::run(const RoomId &room, const QString &link)
{
    QProcess process;
    process.setChildProcessModifier([parent = ::getpid()] { restrain(parent); });
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(m_options.program,
                  {u"record"_s, u"-"_s, u"--when-asked"_s, u"--remove-copy"_s, u"--out"_s,
                   folderOf(room), u"--name"_s, u"Recorder of the service"_s});
    // Not as an argument, which every user of this computer could read.
    process.write(link.toUtf8() + '\n');
    process.closeWriteChannel();
    bool isOver = !process.waitForStarted(-1);
    while (!isOver) {
        isOver = process.waitForFinished(kLookMs) || process.state() == QProcess::NotRunning;
        const std::lock_guard lock(m_mutex);
        if (m_stopping) {
            process.kill();
        }
    }
    const QByteArray said = process.readAll().trimmed();
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0) {
        qCWarning(logServer) << "the recorder of room" << room.value << "ended with"
                             << process.exitCode() << process.errorString() << said.right(500);
    }
    const std::lock_guard lock(m_mutex);
    if (!m_stopping && !hasUnfinished(room)) {
        QDir(folderOf(room)).removeRecursively(); // reports, which the library has
    }
    m_ended.push_back(room);
}

} // namespace prosc
