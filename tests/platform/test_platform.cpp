#include "app/platform/file_limit.h"
#include "app/platform/folders.h"
#include "app/platform/form_factor.h"
#include "app/platform/logind_sleep_inhibitor.h"
#include "app/platform/system_disk_space.h"
#include "app/platform/termination_signals.h"

#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>

using namespace Qt::StringLiterals;
using namespace prosc;

class TestPlatform : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void formFactor_isMobile_onlyWhenTheMachineSaysSo()
    {
        QCOMPARE(formFactorFromMachineInfo("CHASSIS=handset\n"), FormFactor::Phone);
        QCOMPARE(formFactorFromMachineInfo("ICON=x\nCHASSIS=\"tablet\"\n"), FormFactor::Tablet);
        QCOMPARE(formFactorFromMachineInfo("CHASSIS=convertible\n"), FormFactor::Desktop);
        QCOMPARE(formFactorFromChassisType("30\n"), FormFactor::Tablet);
        for (const char *type : {"3\n", "10\n", "31\n", "32\n", "", "tablet"}) {
            QCOMPARE(formFactorFromChassisType(type), FormFactor::Desktop);
        }
        QCOMPARE(formFactorFromMachineInfo(""), FormFactor::Desktop);
    }

    void formFactor_isTablet_onlyOnAWindowsSlateWithoutKeyboard()
    {
        constexpr int desktop = 1, mobile = 2, slate = 8; // of POWER_PLATFORM_ROLE
        QCOMPARE(formFactorFromPlatformRole(slate, WindowsPosture::Slate), FormFactor::Tablet);
        QCOMPARE(formFactorFromPlatformRole(slate, WindowsPosture::Laptop), FormFactor::Desktop);
        for (const int role : {0, desktop, mobile}) {
            QCOMPARE(formFactorFromPlatformRole(role, WindowsPosture::Slate), FormFactor::Desktop);
        }
    }

    void folders_arePrivate_whenTheyAreMade()
    {
        QTemporaryDir home;
        qputenv("HOME", home.path().toLocal8Bit());
        qputenv("XDG_DATA_HOME", home.filePath(u"data"_s).toLocal8Bit());
        qputenv("XDG_CACHE_HOME", home.filePath(u"cache"_s).toLocal8Bit());
        qputenv("XDG_CONFIG_HOME", home.filePath(u"config"_s).toLocal8Bit());
        const auto folders = Folders::create();
        QVERIFY(folders);
        QVERIFY(folders->recordings.endsWith(u"/Proscenium"_s));
        for (const QString &folder : {folders->data, folders->recordings, folders->cache}) {
            const QFileInfo info(folder);
            QVERIFY2(info.isDir() && info.isWritable(), qPrintable(folder));
            QVERIFY(folder.startsWith(home.path()));
            const auto others = QFileDevice::ReadGroup | QFileDevice::ExeGroup |
                                QFileDevice::ReadOther | QFileDevice::ExeOther;
            QCOMPARE(info.permissions() & others, QFileDevice::Permissions());
        }
        QVERIFY(Folders::create());
    }

    void makePrivateFolder_fails_whenAFileIsInTheWay()
    {
        QTemporaryDir dir;
        QFile file(dir.filePath(u"file"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(!makePrivateFolder(dir.filePath(u"file/folder"_s)));
    }

    void freeBytes_isWhatTheDiskSays_whenTheFolderExists()
    {
        QTemporaryDir dir;
        const auto bytes = SystemDiskSpace().freeBytes(dir.path());
        QVERIFY(bytes);
        QVERIFY(*bytes > 0);
    }

    void freeBytes_isNotFound_whenTheFolderDoesNotExist()
    {
        QTemporaryDir dir;
        const auto bytes = SystemDiskSpace().freeBytes(dir.filePath(u"none"_s));
        QVERIFY(!bytes);
        QCOMPARE(bytes.error().code, ErrorCode::NotFound);
    }

    void raiseFileLimit_reachesTheHardLimit_whenThatIsLow()
    {
        rlimit before{};
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &before), 0);
        rlimit low = before;
        low.rlim_cur = 256;
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &low), 0);
        const auto raised = raiseFileLimit();
        QVERIFY(raised);
        rlimit after{};
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &after), 0);
        QCOMPARE(after.rlim_cur, std::min<rlim_t>(before.rlim_max, 65536));
        QCOMPARE(*raised, static_cast<uint64_t>(after.rlim_cur));
    }

    void signals_becomeQtSignals_whenTheProcessGetsThem()
    {
        auto signals_ = TerminationSignals::create();
        QVERIFY(signals_);
        QSignalSpy requested(signals_->get(), &TerminationSignals::requested);
        QCOMPARE(std::raise(SIGTERM), 0);
        QTRY_COMPARE(requested.size(), 1);
        QCOMPARE(requested[0][0].toInt(), SIGTERM);
        QCOMPARE(std::raise(SIGINT), 0);
        QTRY_COMPARE(requested.size(), 2);
        QCOMPARE(requested[1][0].toInt(), SIGINT);
    }

    void signals_areTakenOnce_andGivenBack()
    {
        struct sigaction before
        {
        };
        ::sigaction(SIGTERM, nullptr, &before);
        {
            const auto first = TerminationSignals::create();
            QVERIFY(first);
            const auto second = TerminationSignals::create();
            QVERIFY(!second);
            QCOMPARE(second.error().code, ErrorCode::TooMany);
            struct sigaction during
            {
            };
            ::sigaction(SIGTERM, nullptr, &during);
            QVERIFY(during.sa_handler != before.sa_handler);
        }
        struct sigaction after
        {
        };
        ::sigaction(SIGTERM, nullptr, &after);
        QVERIFY(after.sa_handler == before.sa_handler);
        QVERIFY(TerminationSignals::create());
    }

    void inhibitor_doesNothing_whenThereIsNoBus()
    {
        qputenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere/bus");
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus");
        LogindSleepInhibitor inhibitor;
        inhibitor.inhibit(u"recording"_s);
        inhibitor.inhibit(u"recording"_s);
        QVERIFY(!inhibitor.isHeld());
        inhibitor.release();
    }
};

QTEST_GUILESS_MAIN(TestPlatform)
#include "test_platform.moc"
