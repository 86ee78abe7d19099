#include "app/platform/logind_sleep_inhibitor.h"

#include "tests/platform/private_bus.h"

#include <QDBusContext>
#include <QDBusUnixFileDescriptor>
#include <QTest>

#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace prosc;

/// A minimal systemd-logind: hands out one end of a socket and detects when it is closed.
class FakeLogind : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.login1.Manager")
public:
    ~FakeLogind() override { closeHeld(); }

    [[nodiscard]] bool isHeld() const
    {
        char byte = 0;
        // 0: the other end is closed. -1 with EAGAIN: it is open and silent.
        return m_ours >= 0 && ::recv(m_ours, &byte, 1, MSG_DONTWAIT) != 0;
    }

    QStringList calls;
    bool refusesShutdown = false;

public Q_SLOTS:
    QDBusUnixFileDescriptor Inhibit(const QString &what, const QString &who, const QString &why,
                                    const QString &mode)
    {
        calls << what << who << why << mode;
        if (refusesShutdown && what.contains(u"shutdown"_s)) {
            sendErrorReply(QDBusError::AccessDenied);
            return {};
        }
        closeHeld();
        int ends[2] = {-1, -1};
        ::socketpair(AF_UNIX, SOCK_STREAM, 0, ends);
        m_ours = ends[0];
        QDBusUnixFileDescriptor theirs;
        theirs.giveFileDescriptor(ends[1]);
        return theirs;
    }

private:
    void closeHeld()
    {
        if (m_ours >= 0) {
            ::close(m_ours);
        }
        m_ours = -1;
    }
    int m_ours = -1;
};

class FakeScreenSaver : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.ScreenSaver")
public:
    QList<uint> cookies;

public Q_SLOTS:
    uint Inhibit(const QString &, const QString &)
    {
        cookies << 42;
        return 42;
    }
    void UnInhibit(uint cookie) { cookies.removeAll(cookie); }
};

class TestSleepInhibitor : public QObject
{
    Q_OBJECT

    test::PrivateBus m_bus;
    FakeLogind m_logind;
    FakeScreenSaver m_screenSaver;

    static QDBusConnection services() { return test::PrivateBus::services(); }

private Q_SLOTS:
    void initTestCase()
    {
        if (!m_bus.start()) {
            QSKIP("dbus-daemon is not installed");
        }
        // One bus serves as both.
        qputenv("DBUS_SYSTEM_BUS_ADDRESS", m_bus.address());
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.address());
        auto bus = services();
        QVERIFY(bus.isConnected());
        QVERIFY(bus.registerObject(u"/org/freedesktop/login1"_s, &m_logind,
                                   QDBusConnection::ExportAllSlots));
        QVERIFY(bus.registerObject(u"/org/freedesktop/ScreenSaver"_s, &m_screenSaver,
                                   QDBusConnection::ExportAllSlots));
    }
    void cleanupTestCase() { m_bus.stop(); }

    void inhibit_holdsLogindsLock_untilReleased()
    {
        QVERIFY(services().registerService(u"org.freedesktop.login1"_s));
        {
            LogindSleepInhibitor inhibitor;
            inhibitor.inhibit(u"Recording"_s);
            QTRY_VERIFY(inhibitor.isHeld());
            QVERIFY(m_logind.isHeld());
            QCOMPARE(m_logind.calls, QStringList({u"shutdown:sleep:idle"_s, u"Proscenium"_s,
                                                  u"Recording"_s, u"block"_s}));
            inhibitor.release();
            QVERIFY(!inhibitor.isHeld());
            QTRY_VERIFY(!m_logind.isHeld());

            inhibitor.inhibit(u"Recording"_s);
            QTRY_VERIFY(m_logind.isHeld());
        }
        QTRY_VERIFY(!m_logind.isHeld());
    }

    void inhibit_keepsAwakeAtLeast_whereShutdownMayNotBeHeld()
    {
        QVERIFY(services().registerService(u"org.freedesktop.login1"_s));
        m_logind.calls.clear();
        m_logind.refusesShutdown = true;
        LogindSleepInhibitor inhibitor;
        inhibitor.inhibit(u"Recording"_s);
        QTRY_VERIFY(inhibitor.isHeld());
        QCOMPARE(m_logind.calls.size(), 8);
        QCOMPARE(m_logind.calls.at(4), u"sleep:idle"_s);
        m_logind.refusesShutdown = false;
    }

    void release_winsOverALateGrant()
    {
        QVERIFY(services().registerService(u"org.freedesktop.login1"_s));
        m_logind.calls.clear();
        LogindSleepInhibitor inhibitor;
        inhibitor.inhibit(u"Recording"_s);
        inhibitor.release();
        QTRY_COMPARE(m_logind.calls.size(), 4);
        QTRY_VERIFY(!m_logind.isHeld());
        QVERIFY(!inhibitor.isHeld());
    }

    void inhibit_asksTheSession_whenThereIsNoLogind()
    {
        services().unregisterService(u"org.freedesktop.login1"_s);
        QVERIFY(services().registerService(u"org.freedesktop.ScreenSaver"_s));
        LogindSleepInhibitor inhibitor;
        inhibitor.inhibit(u"Recording"_s);
        QTRY_VERIFY(inhibitor.isHeld());
        QCOMPARE(m_screenSaver.cookies, QList<uint>{42});
        inhibitor.release();
        QTRY_VERIFY(m_screenSaver.cookies.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSleepInhibitor)
#include "test_sleep_inhibitor.moc"
