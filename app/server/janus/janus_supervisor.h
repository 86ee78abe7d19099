#pragma once

#include "app/base/back_off.h"
#include "app/room/protocol/values.h"
#include "app/server/janus/janus_config.h"
#include "app/server/janus/janus_link.h"
#include "app/server/janus/janus_process.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <functional>
#include <memory>

namespace prosc {

/// Keeps a Janus running: starts it, connects to it, restarts it after 0.2 s to 10 s when it dies,
/// and when this machine's addresses change. On the I/O thread, and destroyed there or after that
/// thread has ended.
///
///   Waiting ──timer──▶ Starting ──link ready──▶ Up
///      ▲                  │                      │
///      └──process ended───┴──── Stopping ◀───────┘ link closed, addresses changed
class JanusSupervisor
{
public:
    struct Events
    {
        std::function<void(SfuInfo)> infoChanged;
        std::function<void(const QJsonObject &)> event;
        /// Events may be missing: the connection to Janus was lost for a moment.
        std::function<void()> claimed;
    };

    JanusSupervisor(boost::asio::io_context &io, const JanusOptions &options, Events events);
    ~JanusSupervisor();
    JanusSupervisor(const JanusSupervisor &) = delete;
    JanusSupervisor &operator=(const JanusSupervisor &) = delete;

    /// `generation` grows whenever a Janus that was up is lost.
    [[nodiscard]] SfuInfo info() const { return m_info; }
    /// Null unless info().state is Up.
    [[nodiscard]] JanusLink *link() const;
    [[nodiscard]] QString adminKey() const { return m_endpoint.adminKey; }
    /// This machine's addresses, which Janus offers.
    [[nodiscard]] const QStringList &addresses() const { return m_seenAddresses; }
    [[nodiscard]] int pid() const { return m_process ? m_process->pid() : 0; }

private:
    enum class Phase { Waiting, Starting, Up, Stopping };

    void startAfter(std::chrono::milliseconds delay);
    void start();
    void started(const JanusEndpoint &endpoint);
    void ready();
    void stop(const Error &why);
    void ended(const Error &why);
    void watchAddresses();
    void setInfo(SfuState state);
    /// Wraps `handler` so that it does nothing once this object or the run it was made in is gone.
    template <class Handler>
    [[nodiscard]] auto guarded(Handler handler);

    boost::asio::io_context &m_io;
    JanusOptions m_options;
    Events m_events;
    SfuInfo m_info{SfuState::Down, 1};
    Phase m_phase = Phase::Waiting;
    JanusEndpoint m_endpoint;
    BackOff m_backOff{std::chrono::milliseconds(200), std::chrono::seconds(10)};
    std::chrono::steady_clock::time_point m_upSince{};
    /// Incremented at each start; a callback carries the value it was created with.
    std::shared_ptr<int> m_run = std::make_shared<int>(0);
    boost::asio::steady_timer m_timer;
    boost::asio::steady_timer m_addressTimer;
    QStringList m_seenAddresses;
    std::unique_ptr<JanusLink> m_link;
    std::unique_ptr<JanusProcess> m_process;
};

} // namespace prosc
