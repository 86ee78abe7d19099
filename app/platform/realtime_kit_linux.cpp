#include "app/platform/realtime_kit.h"

#include "app/base/consumer_thread.h"
#include "app/base/logging.h"
#include "app/platform/system_thread_priority.h"

#include <QDBusConnection>
#include <QDBusMessage>

#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr int kNiceLevel = -11;
constexpr int kNiceOfPictures = -5;
constexpr int kPatienceMs = 1000;
/// Maximum number of queued requests; far more threads than there are.
constexpr size_t kMostAsking = 64;

pid_t thisThread()
{
    return static_cast<pid_t>(::syscall(SYS_gettid));
}

/// Reset on fork, as RealtimeKit does it too: an encoder's own threads must not run ahead of the
/// audio.
bool kernelRaises(pid_t thread, int level)
{
    const sched_param none{};
    return ::sched_setscheduler(thread, SCHED_OTHER | SCHED_RESET_ON_FORK, &none) == 0 &&
           ::setpriority(PRIO_PROCESS, static_cast<id_t>(thread), level) == 0;
}

} // namespace

class RealtimeKit::Impl
{
public:
    explicit Impl(Kernel kernel)
        : m_kernel(kernel), m_thread(kMostAsking, [this](Request &request) { ask(request); })
    {
    }
    Impl(const Impl &) = delete;
    Impl &operator=(const Impl &) = delete;

    void raise(ThreadRole role)
    {
        const Request request{thisThread(),
                              role == ThreadRole::Pictures ? kNiceOfPictures : kNiceLevel};
        if (m_kernel == Kernel::PassedOver || !kernelRaises(request.thread, request.level)) {
            m_thread.queue().pushDroppingOldest(request);
        }
    }

private:
    struct Request
    {
        pid_t thread = 0;
        int level = 0;
    };
    void ask(const Request &request);

    const Kernel m_kernel;
    /// Used by the requesting thread only.
    bool m_isGone = false;
    /// Last, because it uses the members above.
    ConsumerThread<Request> m_thread;
};

void RealtimeKit::Impl::ask(const Request &request)
{
    if (m_isGone) {
        return;
    }
    auto call = QDBusMessage::createMethodCall(
        u"org.freedesktop.RealtimeKit1"_s, u"/org/freedesktop/RealtimeKit1"_s,
        u"org.freedesktop.RealtimeKit1"_s, u"MakeThreadHighPriorityWithPID"_s);
    call << quint64(::getpid()) << quint64(request.thread) << qint32(request.level);
    const auto reply = QDBusConnection::systemBus().call(call, QDBus::Block, kPatienceMs);
    if (reply.type() == QDBusMessage::ErrorMessage) {
        // If only that thread had ended, or asked too often, another one may still succeed.
        static const QStringList kGone{
            u"org.freedesktop.DBus.Error.ServiceUnknown"_s,
            u"org.freedesktop.DBus.Error.NoServer"_s, u"org.freedesktop.DBus.Error.AccessDenied"_s,
            u"org.freedesktop.DBus.Error.NoReply"_s, u"org.freedesktop.DBus.Error.Disconnected"_s};
        m_isGone = kGone.contains(reply.errorName());
        qCDebug(logRecording) << "threads keep their priority:" << reply.errorName();
    }
}

RealtimeKit::RealtimeKit(Kernel kernel) : m_impl(std::make_unique<Impl>(kernel)) {}

RealtimeKit::~RealtimeKit() = default;

void RealtimeKit::raise(ThreadRole role)
{
    m_impl->raise(role);
}

std::unique_ptr<ThreadPriority> makeThreadPriority()
{
    return std::make_unique<RealtimeKit>();
}

} // namespace prosc
