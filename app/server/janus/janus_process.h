#pragma once

#include "app/server/janus/janus_config.h"

#include <atomic>
#include <functional>
#include <memory>
#include <thread>

namespace prosc {

/// One run of Janus as a child process, as `nobody` if this process is root. The thread that spawns
/// it also waits for its end, because the kernel kills the child when that *thread* ends, and hence
/// also when this process is killed.
class JanusProcess
{
public:
    /// Called on the process's own thread: hand over and return.
    struct Events
    {
        /// The process is running; its endpoint tells whether it is ready.
        std::function<void(const JanusEndpoint &)> started;
        /// The process ended or failed to start: JanusMissing, JanusFailed, DiskError, PortInUse.
        /// Called exactly once.
        std::function<void(const Error &)> ended;
    };

    JanusProcess(const JanusOptions &options, Events events);
    /// Ends Janus (SIGTERM, after 1 s SIGKILL) and waits for it.
    ~JanusProcess();
    JanusProcess(const JanusProcess &) = delete;
    JanusProcess &operator=(const JanusProcess &) = delete;

    /// Requests termination and returns; ended() follows.
    void terminate();
    /// 0 before the start and after the end.
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
    /// The eventfd that terminate() writes to.
    int m_wake = -1;
    std::thread m_thread;
};

} // namespace prosc
