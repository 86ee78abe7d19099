#include "app/platform/termination_signals.h"

#include <QSocketNotifier>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr std::array kSignals{SIGINT, SIGTERM};

// Global because a signal handler gets no context: the pipe it writes to. signalfd would need none,
// but requires blocked signals, and child processes (Janus) would inherit that mask.
std::atomic<int> signalPipe{-1};
static_assert(std::atomic<int>::is_always_lock_free);

extern "C" void writeSignal(int number)
{
    const int saved = errno;
    const auto byte = static_cast<unsigned char>(number);
    // A full pipe already holds enough of them.
    [[maybe_unused]] const auto written = ::write(signalPipe.load(), &byte, 1);
    errno = saved;
}

bool makePipe(std::array<int, 2> &ends)
{
    if (::pipe(ends.data()) != 0) {
        return false;
    }
    for (const int fd : ends) {
        ::fcntl(fd, F_SETFD, FD_CLOEXEC);
        ::fcntl(fd, F_SETFL, O_NONBLOCK);
    }
    return true;
}

} // namespace

class TerminationSignals::Impl
{
public:
    std::array<int, 2> ends{-1, -1};
    std::array<struct sigaction, kSignals.size()> before{};
    bool installed = false;
    std::unique_ptr<QSocketNotifier> notifier;
};

TerminationSignals::TerminationSignals() : m_impl(std::make_unique<Impl>()) {}

Result<std::unique_ptr<TerminationSignals>> TerminationSignals::create()
{
    std::unique_ptr<TerminationSignals> made(new TerminationSignals);
    if (const auto ok = made->install(); !ok) {
        return fail(ok.error());
    }
    return made;
}

Status TerminationSignals::install()
{
    if (!makePipe(m_impl->ends)) {
        return fail(ErrorCode::Internal, u"no pipe for signals"_s);
    }
    int none = -1;
    if (!signalPipe.compare_exchange_strong(none, m_impl->ends[1])) {
        return fail(ErrorCode::TooMany, u"signals are taken already"_s);
    }
    m_impl->installed = true;
    m_impl->notifier = std::make_unique<QSocketNotifier>(m_impl->ends[0], QSocketNotifier::Read);
    connect(m_impl->notifier.get(), &QSocketNotifier::activated, this, [this] {
        unsigned char number = 0;
        while (::read(m_impl->ends[0], &number, 1) == 1) {
            Q_EMIT requested(number);
        }
    });
    for (size_t i = 0; i < kSignals.size(); ++i) {
        struct sigaction action
        {
        };
        action.sa_handler = writeSignal;
        action.sa_flags = SA_RESTART;
        sigemptyset(&action.sa_mask);
        ::sigaction(kSignals[i], &action, &m_impl->before[i]);
    }
    return {};
}

TerminationSignals::~TerminationSignals()
{
    if (m_impl->installed) {
        for (size_t i = 0; i < kSignals.size(); ++i) {
            ::sigaction(kSignals[i], &m_impl->before[i], nullptr);
        }
        signalPipe.store(-1);
    }
    m_impl->notifier.reset();
    for (const int fd : m_impl->ends) {
        if (fd >= 0) {
            ::close(fd);
        }
    }
}

} // namespace prosc
