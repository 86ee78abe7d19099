#pragma once

#include "app/server/janus/janus_config.h"

#include <atomic>
#include <functional>
#include <memory>
#include <thread>

namespace prosc {

/// One run of Janus as a child. It runs as `nobody` if this process is root. The thread that spawns
/// it waits for its end, because the kernel ends it when that *thread* ends, and so also when this
/// process is killed.
class JanusProcess
{
public:
    /// Called on the process's own thread: hand over and return.
    struct Events
    {
        /// It runs; whether it is ready is for the endpoint to say.
        std::function<void(const JanusEndpoint &)> started;
        /// It ended, or could not be started: JanusMissing, JanusFailed, DiskError, PortInUse.
        /// Called exactly once.
        std::function<void(const Error &)> ended;
    };

    JanusProcess(const JanusOptions &options, Events events);
    /// Ends Janus (SIGTERM, after 1 s SIGKILL) and waits for it.
    ~JanusProcess();
    JanusProcess(const JanusProcess &) = delete;
    JanusProcess &operator=(const JanusProcess &) = delete;

    /// Asks it to end and returns; ended() follows.
    void terminate();
    /// 0 before it is started and after its end.
    [[nodiscard]] int pid() const { return m_pid; }
    /// The addresses it was started with; valid from started() on.
    [[nodiscard]] QStringList addresses() const { return m_addresses; }

private:
    void run();
    [[nodiscard]] Error runChild(const JanusFiles &files, const JanusConfig &config);
    [[nodiscard]] Error watch(int output);

    JanusOptions m_options;
    Events m_events;
    QStringList m_addresses;
    std::atomic<int> m_pid = 0;
    std::atomic<bool> m_stopping = false;
    /// An eventfd that terminate() writes to.
    int m_wake = -1;
    std::thread m_thread;
};

} // namespace prosc
