#pragma once

#include "app/server/library/local_library_store.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace prosc {

/// Looks through each published recording, one after the other, in a process of its own
/// (`proscenium-room library process`) that runs when the computer has nothing else to do: is all
/// of it whole, how long is it exactly, and pictures of it. Nothing waits for that. A file may be
/// anybody's, so no decoder runs in the service.
class RecordingProcessor
{
public:
    /// `store` must outlive it. Without an executable `program` nothing is done.
    RecordingProcessor(LocalLibraryStore &store, const QString &program);
    /// Ends what runs.
    ~RecordingProcessor();
    RecordingProcessor(const RecordingProcessor &) = delete;
    RecordingProcessor &operator=(const RecordingProcessor &) = delete;

    /// To be looked at, unless it was in this state already. Returns at once; on any thread.
    void add(const RecordingId &recording);
    /// Everything that was published before. Blocks on SQL.
    void addPublished();

    /// The `proscenium-room` that lies beside this program.
    [[nodiscard]] static QString usualProgram();

private:
    void run();
    void process(const RecordingId &recording);
    /// False when it could not be run to its end.
    [[nodiscard]] bool runProgram(const QString &folder);
    void apply(const RecordingId &recording, const QJsonObject &preview);

    LocalLibraryStore &m_store;
    const QString m_program;

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<RecordingId> m_waiting;
    bool m_stopping = false;
    /// Lives as long as this: the kernel ends a program when the thread that started it ends.
    std::thread m_thread;
};

} // namespace prosc
