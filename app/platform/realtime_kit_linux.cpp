#include "app/platform/realtime_kit.h"

#include "app/base/consumer_thread.h"
#include "app/base/logging.h"

#include <QtGlobal>

#ifdef Q_OS_LINUX

#include <QDBusConnection>
#include <QDBusMessage>

#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace prosc {

namespace {

constexpr int kNiceLevel = -11;
constexpr int kPatienceMs = 1000;
/// Threads that ask at once; far more than there are.
constexpr size_t kMostAsking = 64;

pid_t thisThread()
{
    return static_cast<pid_t>(::syscall(SYS_gettid));
}

/// Threads that this one starts begin without it, as RealtimeKit has it too: an encoder's own
/// threads shall not run before the sound.
bool kernelRaises(pid_t thread)
{
    const sched_param none{};
    return ::sched_setscheduler(thread, SCHED_OTHER | SCHED_RESET_ON_FORK, &none) == 0 &&
           ::setpriority(PRIO_PROCESS, static_cast<id_t>(thread), kNiceLevel) == 0;
}

} // namespace

class RealtimeKit::Impl
{
public:
    explicit Impl(Kernel kernel)
        : m_kernel(kernel), m_thread(kMostAsking, [this](pid_t &thread) { ask(thread); })
    {
    }
    Impl(const Impl &) = delete;
    Impl &operator=(const Impl &) = delete;

    void raise()
    {
        const auto thread = thisThread();
        if (m_kernel == Kernel::PassedOver || !kernelRaises(thread)) {
            m_thread.queue().pushDroppingOldest(thread);
        }
    }

private:
    void ask(pid_t thread);

    const Kernel m_kernel;
    /// The asking thread's.
    bool m_isGone = false;
    /// Last: it uses the above.
    ConsumerThread<pid_t> m_thread;
};

void RealtimeKit::Impl::ask(pid_t thread)
{
    if (m_isGone) {
        return;
    }
    auto call = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.RealtimeKit1"),
                                               QStringLiteral("/org/freedesktop/RealtimeKit1"),
                                               QStringLiteral("org.freedesktop.RealtimeKit1"),
                                               QStringLiteral("MakeThreadHighPriorityWithPID"));
    call << quint64(::getpid()) << quint64(thread) << qint32(kNiceLevel);
    const auto reply = QDBusConnection::systemBus().call(call, QDBus::Block, kPatienceMs);
    if (reply.type() == QDBusMessage::ErrorMessage) {
        // Another thread may have more luck where this one had ended, or the computer was too busy.
        static const QStringList kGone{QStringLiteral("org.freedesktop.DBus.Error.ServiceUnknown"),
                                       QStringLiteral("org.freedesktop.DBus.Error.NoServer"),
                                       QStringLiteral("org.freedesktop.DBus.Error.Disconnected")};
        m_isGone = kGone.contains(reply.errorName());
        qCDebug(logRecording) << "threads keep their priority:" << reply.errorName();
    }
}

RealtimeKit::RealtimeKit(Kernel kernel) : m_impl(std::make_unique<Impl>(kernel)) {}

RealtimeKit::~RealtimeKit() = default;

void RealtimeKit::raise(ThreadRole)
{
    m_impl->raise();
}

} // namespace prosc

#else

namespace prosc {

class RealtimeKit::Impl
{
};

RealtimeKit::RealtimeKit(Kernel) {}

RealtimeKit::~RealtimeKit() = default;

void RealtimeKit::raise(ThreadRole) {}

} // namespace prosc

#endif
