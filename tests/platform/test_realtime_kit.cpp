#include "app/platform/realtime_kit.h"

#include "tests/platform/private_bus.h"

#include <QDBusContext>
#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QTest>

#include <atomic>
#include <mutex>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace prosc;

namespace {

const QString kService = u"org.freedesktop.RealtimeKit1"_s;

std::atomic<int> g_said{0};
QtMessageHandler g_before = nullptr;

void countMessages(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    g_said += text.contains(QLatin1String("threads keep their priority")) ? 1 : 0;
    g_before(type, context, text);
}

/// Calls `kit` from a new thread; returns the thread's id.
quint64 raiseOneThread(RealtimeKit &kit, ThreadRole role = ThreadRole::Sound)
{
    quint64 thread = 0;
    std::thread([&] {
        thread = static_cast<quint64>(::syscall(SYS_gettid));
        kit.raise(role);
    }).join();
    return thread;
}

} // namespace

/// A minimal RealtimeKit.
class FakeRealtimeKit : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.RealtimeKit1")
public:
    struct Call
    {
        quint64 process;
        quint64 thread;
        int level;
    };
    QList<Call> calls;
    bool refuses = false;
    bool isSilent = false;

public Q_SLOTS:
    void MakeThreadHighPriorityWithPID(quint64 process, quint64 thread, int level)
    {
        calls.append({process, thread, level});
        if (refuses) {
            sendErrorReply(QDBusError::AccessDenied);
        } else if (isSilent) {
            setDelayedReply(true);
        }
    }
};

class TestRealtimeKit : public QObject
{
    Q_OBJECT

    test::PrivateBus m_bus;
    FakeRealtimeKit m_kit;

    static QDBusConnection services() { return test::PrivateBus::services(); }

private Q_SLOTS:
    void initTestCase()
    {
        if (!m_bus.start()) {
            QSKIP("dbus-daemon is not installed");
        }
        qputenv("DBUS_SYSTEM_BUS_ADDRESS", m_bus.address());
        auto bus = services();
        QVERIFY(bus.isConnected());
        QVERIFY(bus.registerObject(u"/org/freedesktop/RealtimeKit1"_s, &m_kit,
                                   QDBusConnection::ExportAllSlots));
        QLoggingCategory::setFilterRules(u"proscenium.*.debug=true"_s);
        g_before = qInstallMessageHandler(countMessages);
    }
    void cleanupTestCase()
    {
        qInstallMessageHandler(nullptr);
        m_bus.stop();
    }
    void init()
    {
        QVERIFY(services().registerService(kService));
        m_kit.calls.clear();
        m_kit.refuses = false;
        m_kit.isSilent = false;
        g_said = 0;
    }

    void raise_asksForEachThread_byItsNumber()
    {
        RealtimeKit kit(RealtimeKit::Kernel::PassedOver);
        const auto sound = raiseOneThread(kit, ThreadRole::Sound);
        QTRY_COMPARE(m_kit.calls.size(), 1);
        const auto disk = raiseOneThread(kit, ThreadRole::Disk);
        QTRY_COMPARE(m_kit.calls.size(), 2);
        raiseOneThread(kit, ThreadRole::Pictures);
        QTRY_COMPARE(m_kit.calls.size(), 3);
        QCOMPARE(m_kit.calls.takeLast().level, -5);
        QVERIFY(sound != disk);
        QCOMPARE(m_kit.calls[0].thread, sound);
        QCOMPARE(m_kit.calls[1].thread, disk);
        for (const auto &call : m_kit.calls) {
            QCOMPARE(call.process, quint64(::getpid()));
            QCOMPARE(call.level, -11);
        }
        QCOMPARE(g_said.load(), 0);
    }

    void raise_goesOnWithout_andSaysSoOnce_whenItIsRefused()
    {
        m_kit.refuses = true;
        {
            RealtimeKit kit(RealtimeKit::Kernel::PassedOver);
            raiseOneThread(kit);
            QTRY_COMPARE(g_said.load(), 1);
            raiseOneThread(kit);
            raiseOneThread(kit);
        }
        // All calls have been made; a further answer would arrive now.
        QCoreApplication::processEvents();
        QCOMPARE(m_kit.calls.size(), 1);
        QCOMPARE(g_said.load(), 1);
    }

    void raise_goesOnWithout_whenThereIsNoSuchService()
    {
        services().unregisterService(kService);
        RealtimeKit kit(RealtimeKit::Kernel::PassedOver);
        raiseOneThread(kit);
        QTRY_COMPARE(g_said.load(), 1);
    }

    void raise_neverWaits_whenTheServiceDoesNotAnswer()
    {
        m_kit.isSilent = true;
        RealtimeKit kit(RealtimeKit::Kernel::PassedOver);
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 100; ++i) {
            kit.raise(ThreadRole::Mux);
        }
        QVERIFY2(timer.elapsed() < 500, qPrintable(QString::number(timer.elapsed())));
        // And it is not called a hundred times.
        QTRY_COMPARE(g_said.load(), 1);
        QCOMPARE(m_kit.calls.size(), 1);
    }

    void raise_needsNoService_whereTheKernelAllowsIt()
    {
        bool isRaised = false;
        bool isInherited = true;
        bool mayRaise = false;
        RealtimeKit kit;
        const auto level = [] {
            return ::getpriority(PRIO_PROCESS, static_cast<id_t>(::syscall(SYS_gettid)));
        };
        std::thread([&] {
            std::thread([&] {
                mayRaise =
                    ::setpriority(PRIO_PROCESS, static_cast<id_t>(::syscall(SYS_gettid)), -11) == 0;
            }).join();
            kit.raise(ThreadRole::Sound);
            isRaised = level() == -11;
            std::thread([&] { isInherited = level() != 0; }).join();
        }).join();
        if (!mayRaise) {
            QTRY_COMPARE(m_kit.calls.size(), 1);
            QSKIP("only root, or who has a limit for it (RLIMIT_NICE)");
        }
        QVERIFY(isRaised);
        QVERIFY(!isInherited);
        QVERIFY(m_kit.calls.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestRealtimeKit)
#include "test_realtime_kit.moc"
