#pragma once

#include "app/base/ids.h"
#include "app/base/result.h"

#include <QString>

#include <condition_variable>
#include <list>
#include <map>
#include <mutex>
#include <thread>

namespace prosc {

/// Recorders on this computer for rooms without a desktop program: one `proscenium-room record` for
/// each room, as a child process with its own folder. It leaves by itself once its recording is in
/// the library. Its priority is low, so that the service answers first. Any thread.
class RecorderProcesses
{
public:
    struct Options
    {
        QString program;
        /// Each room has a folder in it. A recording that a crash cut short goes on, or is
        /// completed and uploaded, when that room's recorder starts again.
        QString folder;
        /// At the same time.
        int most = 2;
    };

    explicit RecorderProcesses(Options options);
    /// Kills those that run; what they recorded stays in the folder.
    ~RecorderProcesses();
    RecorderProcesses(const RecorderProcesses &) = delete;
    RecorderProcesses &operator=(const RecorderProcesses &) = delete;

    /// Starts the room's recorder unless it runs. `link` must let it in as a host. Returns
    /// immediately. TooMany, DiskError.
    [[nodiscard]] Status start(const RoomId &room, const QString &link);
    /// Whether a recorder of an earlier run of the service has left something unfinished.
    [[nodiscard]] bool hasUnfinished(const RoomId &room) const;

private:
    void run(const RoomId &room, const QString &link);
    [[nodiscard]] QString folderOf(const RoomId &room) const;
    void forgetEnded();

    const Options m_options;
    std::mutex m_mutex;
    bool m_stopping = false;
    /// A thread for each process: the kernel kills the process when the thread that started it
    /// ends.
    std::map<RoomId, std::thread> m_threads;
    std::list<RoomId> m_ended;
};

} // namespace prosc
