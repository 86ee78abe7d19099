#pragma once

#include "app/server/library/local_recording_history.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace prosc {

/// Checks each published recording, one at a time, in a separate process
/// (`proscenium-room library process`) that runs only when the computer is idle: whether it is
/// undamaged, and its exact duration; it also makes the preview pictures. Nothing waits for it. The
/// files are untrusted, so no decoder runs in the service.
class RecordingProcessor
{
public:
    /// `rows` and `history` must outlive it. Does nothing if `program` is not executable.
    RecordingProcessor(LibraryRows &rows, LocalRecordingHistory &history, const QString &program);
    /// Kills the process that is running.
    ~RecordingProcessor();
    RecordingProcessor(const RecordingProcessor &) = delete;
    RecordingProcessor &operator=(const RecordingProcessor &) = delete;

    /// Queues it, to be checked unless that was done in its present state. Returns immediately; any
    /// thread.
    void add(const RecordingId &recording);
    /// Queues everything published so far. Blocks on SQL.
    void addPublished();

    /// The `proscenium-room` in this program's folder.
    [[nodiscard]] static QString usualProgram();

private:
    void run();
    void process(const RecordingId &recording);
    /// False if it could not be started, or the service is stopping.
    [[nodiscard]] bool runProgram(const QString &folder);
    void apply(const RecordingId &recording, const QJsonObject &preview);

    LibraryRows &m_rows;
    LocalRecordingHistory &m_history;
    const QString m_program;

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<RecordingId> m_waiting;
    bool m_stopping = false;
    /// Lives as long as this object: the kernel kills the process when the thread that started it
    /// ends (PR_SET_PDEATHSIG).
    std::thread m_thread;
};

} // namespace prosc
