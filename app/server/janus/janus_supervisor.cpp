#include "app/server/janus/janus_supervisor.h"

#include "app/base/logging.h"

#include <boost/asio/post.hpp>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

namespace asio = boost::asio;

namespace {

/// How often to check whether Janus has been installed.
constexpr std::chrono::seconds kMissingPoll{10};
constexpr std::chrono::seconds kHealthyAfter{60};

QStringList currentAddresses(const JanusOptions &options)
{
    return options.addresses ? options.addresses() : addressesForIce();
}

} // namespace

template <class Handler>
auto JanusSupervisor::guarded(Handler handler)
{
    return [run = std::weak_ptr<int>(m_run), born = *m_run, handler](auto... arguments) {
        const auto current = run.lock();
        if (current && *current == born) {
            handler(arguments...);
        }
    };
}

JanusSupervisor::JanusSupervisor(asio::io_context &io, const JanusOptions &options, Events events)
    : m_io(io), m_options(options), m_events(std::move(events)), m_timer(io), m_addressTimer(io)
{
    startAfter(std::chrono::milliseconds(0));
    watchAddresses();
}

JanusSupervisor::~JanusSupervisor()
{
    m_run.reset();
    m_link.reset();
    m_process.reset();
}

JanusLink *JanusSupervisor::link() const
{
    return m_info.state == SfuState::Up ? m_link.get() : nullptr;
}

void JanusSupervisor::startAfter(std::chrono::milliseconds delay)
{
    m_phase = Phase::Waiting;
    m_timer.expires_after(delay);
    m_timer.async_wait(guarded([this](const boost::system::error_code &error) {
        if (!error) {
            start();
        }
    }));
}

void JanusSupervisor::start()
{
    ++*m_run;
    m_phase = Phase::Starting;
    const auto onStarted = guarded([this](const JanusEndpoint &endpoint) { started(endpoint); });
    const auto onEnded = guarded([this](const Error &why) { ended(why); });
    JanusProcess::Events events;
    events.started = [&io = m_io, onStarted](const JanusEndpoint &endpoint) {
        asio::post(io, [onStarted, endpoint] { onStarted(endpoint); });
    };
    events.ended = [&io = m_io, onEnded](const Error &why) {
        asio::post(io, [onEnded, why] { onEnded(why); });
    };
    m_process = std::make_unique<JanusProcess>(m_options, std::move(events));
}

void JanusSupervisor::started(const JanusEndpoint &endpoint)
{
    if (m_phase != Phase::Starting) {
        return;
    }
    m_endpoint = endpoint;
    JanusLink::Events events;
    events.ready = guarded([this] { ready(); });
    events.event = guarded([this](const QJsonObject &event) { m_events.event(event); });
    events.claimed = guarded([this] { m_events.claimed(); });
    events.closed = guarded([this](const Error &why) { stop(why); });
    m_link = std::make_unique<JanusLink>(m_io, endpoint, std::move(events));
}

void JanusSupervisor::ready()
{
    m_phase = Phase::Up;
    m_upSince = std::chrono::steady_clock::now();
    m_seenAddresses = m_process->addresses();
    qCInfo(logServer) << "Janus is ready, generation" << m_info.generation;
    setInfo(SfuState::Up);
}

void JanusSupervisor::stop(const Error &why)
{
    if (m_phase != Phase::Starting && m_phase != Phase::Up) {
        return;
    }
    qCWarning(logServer) << "Janus is stopped:" << why.detail;
    m_phase = Phase::Stopping;
    setInfo(SfuState::Down);
    m_link.reset();
    m_process->terminate();
}

void JanusSupervisor::ended(const Error &why)
{
    if (m_phase == Phase::Up && std::chrono::steady_clock::now() - m_upSince >= kHealthyAfter) {
        m_backOff.reset();
    }
    const bool missing = why.code == ErrorCode::JanusMissing;
    if (!missing || m_info.state != SfuState::Missing) {
        qCWarning(logServer) << "Janus ended:" << errorCodeName(why.code) << why.detail;
    }
    m_phase = Phase::Waiting;
    setInfo(missing ? SfuState::Missing : SfuState::Down);
    m_link.reset();
    m_process.reset();
    startAfter(missing ? kMissingPoll : m_backOff.nextDelay());
}

void JanusSupervisor::watchAddresses()
{
    m_addressTimer.expires_after(m_options.addressPoll);
    // Not guarded(), because it spans all runs. The timer is cancelled with this object.
    m_addressTimer.async_wait([this, alive = std::weak_ptr<int>(m_run)](
                                  const boost::system::error_code &error) {
        if (error || alive.expired()) {
            return;
        }
        const QStringList now = currentAddresses(m_options);
        // Seen twice, so that a network in the middle of a change does not restart Janus
        // repeatedly.
        const bool settled = std::exchange(m_seenAddresses, now) == now;
        if (m_phase == Phase::Up && settled && !now.isEmpty() && now != m_process->addresses()) {
            m_backOff.reset();
            stop({ErrorCode::JanusFailed, u"this machine's addresses have changed"_s});
        }
        watchAddresses();
    });
}

void JanusSupervisor::setInfo(SfuState state)
{
    SfuInfo next = m_info;
    next.state = state;
    if (m_info.state == SfuState::Up && state != SfuState::Up) {
        ++next.generation;
    }
    if (next != m_info) {
        m_info = next;
        m_events.infoChanged(m_info);
    }
}

} // namespace prosc
