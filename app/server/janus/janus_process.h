#pragma once

#include "app/base/object_thread.h"
#include "app/server/janus/janus_config.h"

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

class QProcess;

namespace prosc {

/// One run of Janus as a child process, as `nobody` if this process is root. It is started on a
/// thread that lasts as long as this object, because the kernel kills the child when that *thread*
/// ends, and hence also when this process is killed.
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
    // On m_thread.
    [[nodiscard]] Status run();
    void end();
    void log();
    void finished();

    JanusOptions m_options;
    Events m_events;
    QStringList m_addresses;
    std::atomic<int> m_pid = 0;
    // Only on m_thread.
    std::optional<JanusConfig> m_config;
    std::unique_ptr<QProcess> m_process;
    bool m_isEnding = false;
    ObjectThread m_thread;
};

} // namespace prosc
