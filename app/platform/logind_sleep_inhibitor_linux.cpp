#include "app/platform/logind_sleep_inhibitor.h"

#include "app/base/logging.h"
#include "app/platform/sleep_inhibitor.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusUnixFileDescriptor>

#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

/// A session service that keeps the screen or the computer awake; all of them return a cookie.
struct SessionService
{
    const char *name;
    const char *path;
};

constexpr std::array kSessionServices{
    SessionService{"org.freedesktop.PowerManagement.Inhibit",
                   "/org/freedesktop/PowerManagement/Inhibit"},
    SessionService{"org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"},
};

/// Lock sets to request from logind, until it grants one. Desktops ask before ending the session of
/// a program that holds shutdown, but not every user may hold that.
constexpr std::array kLogindLocks{"shutdown:sleep:idle", "sleep:idle"};

const QString kProgram = u"Proscenium"_s;

QDBusMessage callTo(const SessionService &service, const char *method)
{
    return QDBusMessage::createMethodCall(QLatin1String(service.name), QLatin1String(service.path),
                                          QLatin1String(service.name), QLatin1String(method));
}

} // namespace

/// Late replies are compared with `m_generation`, so that a grant that arrives after release() is
/// returned at once.
class LogindSleepInhibitor::Impl : public QObject
{
public:
    void inhibit(const QString &reason);
    void release();
    [[nodiscard]] bool isHeld() const { return m_lock.isValid() || m_cookie.has_value(); }

private:
    void askLogind(size_t index);
    void askSession(size_t index);
    void giveBack(const SessionService &service, uint cookie) const;
    void sayThatNobodyHelps();
    [[nodiscard]] bool isCurrent(int generation) const
    {
        return m_wanted && generation == m_generation;
    }

    bool m_wanted = false;
    bool m_said = false;
    int m_generation = 0;
    QString m_reason;
    /// The inhibition lasts as long as this descriptor is open.
    QDBusUnixFileDescriptor m_lock;
    std::optional<uint> m_cookie;
    size_t m_cookieService = 0;
};

void LogindSleepInhibitor::Impl::inhibit(const QString &reason)
{
    if (m_wanted) {
        return;
    }
    m_wanted = true;
    ++m_generation;
    m_reason = reason;
    askLogind(0);
}

void LogindSleepInhibitor::Impl::release()
{
    m_wanted = false;
    m_lock = QDBusUnixFileDescriptor();
    if (m_cookie) {
        giveBack(kSessionServices[m_cookieService], *m_cookie);
        m_cookie.reset();
    }
}

void LogindSleepInhibitor::Impl::askLogind(size_t index)
{
    const QDBusConnection bus = QDBusConnection::systemBus();
    if (!bus.isConnected() || index >= kLogindLocks.size()) {
        askSession(0);
        return;
    }
    auto call =
        QDBusMessage::createMethodCall(u"org.freedesktop.login1"_s, u"/org/freedesktop/login1"_s,
                                       u"org.freedesktop.login1.Manager"_s, u"Inhibit"_s);
    call << QString::fromLatin1(kLogindLocks[index]) << kProgram << m_reason << u"block"_s;
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this, index, generation = m_generation](QDBusPendingCallWatcher *done) {
                done->deleteLater();
                const QDBusPendingReply<QDBusUnixFileDescriptor> reply = *done;
                if (!isCurrent(generation)) {
                    return;
                }
                if (reply.isError()) {
                    askLogind(index + 1);
                } else {
                    m_lock = reply.value();
                }
            });
}

void LogindSleepInhibitor::Impl::askSession(size_t index)
{
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected() || index >= kSessionServices.size()) {
        sayThatNobodyHelps();
        return;
    }
    auto call = callTo(kSessionServices[index], "Inhibit");
    call << kProgram << m_reason;
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this, index, generation = m_generation](QDBusPendingCallWatcher *done) {
                done->deleteLater();
                const QDBusPendingReply<uint> reply = *done;
                if (!reply.isError() && !isCurrent(generation)) {
                    giveBack(kSessionServices[index], reply.value());
                } else if (!reply.isError()) {
                    m_cookie = reply.value();
                    m_cookieService = index;
                } else if (isCurrent(generation)) {
                    askSession(index + 1);
                }
            });
}

void LogindSleepInhibitor::Impl::giveBack(const SessionService &service, uint cookie) const
{
    auto call = callTo(service, "UnInhibit");
    call << cookie;
    QDBusConnection::sessionBus().send(call);
}

void LogindSleepInhibitor::Impl::sayThatNobodyHelps()
{
    if (!m_said) {
        m_said = true;
        qCDebug(logRecording) << "nobody here keeps the computer awake on request";
    }
}

LogindSleepInhibitor::LogindSleepInhibitor() : m_impl(std::make_unique<Impl>()) {}

LogindSleepInhibitor::~LogindSleepInhibitor()
{
    m_impl->release();
}

void LogindSleepInhibitor::inhibit(const QString &reason)
{
    m_impl->inhibit(reason);
}

void LogindSleepInhibitor::release()
{
    m_impl->release();
}

bool LogindSleepInhibitor::isHeld() const
{
    return m_impl->isHeld();
}

std::unique_ptr<SleepInhibitor> makeSleepInhibitor()
{
    return std::make_unique<LogindSleepInhibitor>();
}

} // namespace prosc
