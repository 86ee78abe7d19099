#include "app/server/janus/janus_process.h"

#include "app/disk/files.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <mutex>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace prosc;

/// Programs that are not Janus, started as Janus is.
class TestJanusProcess : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::mutex m_mutex;
    int m_started = 0;
    std::vector<Error> m_ended;

    int started()
    {
        const std::lock_guard lock(m_mutex);
        return m_started;
    }
    std::vector<Error> ended()
    {
        const std::lock_guard lock(m_mutex);
        return m_ended;
    }
    std::unique_ptr<JanusProcess> start(const QByteArray &script)
    {
        JanusOptions options;
        options.program = m_folder->filePath(u"janus"_s);
        options.libraryFolder = m_folder->path();
        if (!replaceFile(options.program, script) ||
            !QFile::setPermissions(options.program, QFile::Permissions(0x5555))) {
            return nullptr;
        }
        JanusProcess::Events events;
        events.started = [this](const JanusEndpoint &) {
            const std::lock_guard lock(m_mutex);
            ++m_started;
        };
        events.ended = [this](const Error &error) {
            const std::lock_guard lock(m_mutex);
            m_ended.push_back(error);
        };
        return std::make_unique<JanusProcess>(options, std::move(events));
    }
    static bool ignoresTerm(int pid)
    {
        for (const auto &line : contentOf(u"/proc/%1/status"_s.arg(pid)).split('\n')) {
            if (line.startsWith("SigIgn:")) {
                return (line.mid(7).trimmed().toULongLong(nullptr, 16) & (1U << (SIGTERM - 1))) !=
                       0;
            }
        }
        return false;
    }

private Q_SLOTS:
    void janus_isFound_withItsPartsBesideIt()
    {
        const QTemporaryDir prefix;
        JanusOptions options;
        options.program = prefix.filePath(u"bin/janus"_s);
        const QString parts = prefix.filePath(u"lib/janus"_s);
        for (const auto *folder : {"bin", "lib/janus/plugins", "lib/janus/transports"}) {
            QVERIFY(QDir(prefix.path()).mkpath(QLatin1String(folder)));
        }
        QVERIFY(replaceFile(options.program, "#!/bin/sh\n"));
        QVERIFY(QFile::setPermissions(options.program, QFile::Permissions(0x7755)));
        QVERIFY(replaceFile(parts + u"/plugins/libjanus_videoroom.so"_s, QByteArray()));
        QVERIFY(replaceFile(parts + u"/transports/libjanus_websockets.so"_s, QByteArray()));
        const auto found = findJanus(options);
        QVERIFY(found);
        QVERIFY(found->videoRoom.startsWith(QFileInfo(prefix.path()).canonicalFilePath()));
    }

    void init()
    {
        m_started = 0;
        m_ended.clear();
        m_folder = std::make_unique<QTemporaryDir>();
        // Whoever it runs as must reach the program.
        QVERIFY(QFile::setPermissions(m_folder->path(), QFile::Permissions(0x7755)));
        const QDir folder(m_folder->path());
        for (const auto *file :
             {"plugins/libjanus_videoroom.so", "transports/libjanus_websockets.so"}) {
            const auto path = folder.filePath(QLatin1String(file));
            QVERIFY(folder.mkpath(QFileInfo(path).path()));
            QVERIFY(replaceFile(path, QByteArray("none")));
        }
    }

    void end_isTold_asItHappened_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QString>("detail");
        QTest::newRow("exit") << QByteArray("#!/bin/sh\nexit 3\n") << u"exit code 3"_s;
        QTest::newRow("killed") << QByteArray("#!/bin/sh\nkill -9 $$\n") << u"signal 9"_s;
        QTest::newRow("output") << "#!/bin/sh\necho " + QByteArray(9000, 'x') + "\nexit 4\n"
                                << u"exit code 4"_s;
    }

    void end_isTold_asItHappened()
    {
        QFETCH(QByteArray, script);
        QFETCH(QString, detail);
        const auto process = start(script);
        QTRY_COMPARE(ended().size(), size_t(1));
        QCOMPARE(ended()[0], (Error{ErrorCode::JanusFailed, detail}));
        QCOMPARE(started(), 1);
        QCOMPARE(process->pid(), 0);
        process->terminate(); // too late
    }

    void start_fails_whenTheProgramCannotRun()
    {
        const auto process = start("#!/nowhere/sh\n");
        QTRY_COMPARE(ended().size(), size_t(1));
        QCOMPARE(ended()[0].code, ErrorCode::JanusFailed);
        QCOMPARE(started(), 0);
    }

    void terminate_kills_whenTheProgramDoesNotListen()
    {
        const auto process = start("#!/bin/sh\ntrap '' TERM\nwhile :; do sleep 0.1; done\n");
        QTRY_VERIFY(process->pid() > 0);
        const int pid = process->pid();
        QTRY_VERIFY(ignoresTerm(pid));
        process->terminate();
        process->terminate();
        QTRY_COMPARE(ended().size(), size_t(1));
        QCOMPARE(ended()[0].detail, u"ended on request"_s);
        QVERIFY(!QFileInfo::exists(u"/proc/%1"_s.arg(pid)));
    }

    void terminate_endsIt_whenItHasClosedItsOutput()
    {
        const auto process = start("#!/bin/sh\nexec sleep 60 >/dev/null 2>&1\n");
        QTRY_VERIFY(process->pid() > 0);
        const QString output = u"/proc/%1/fd/1"_s.arg(process->pid());
        QTRY_COMPARE(QFileInfo(output).symLinkTarget(), u"/dev/null"_s);
        process->terminate();
        QTRY_COMPARE(ended().size(), size_t(1));
        QCOMPARE(ended()[0].detail, u"ended on request"_s);
    }

    void destruction_endsIt_andSaysSoOnce()
    {
        for (const auto *script : {"#!/bin/sh\ntrap '' TERM\nwhile :; do sleep 0.1; done\n",
                                   "#!/bin/sh\nexec sleep 60\n"}) {
            m_ended.clear();
            auto process = start(script);
            QTRY_VERIFY(process->pid() > 0);
            const int pid = process->pid();
            process.reset();
            QCOMPARE(ended().size(), size_t(1));
            QVERIFY(!QFileInfo::exists(u"/proc/%1"_s.arg(pid)));
        }
        // At once, before it runs or just then.
        m_ended.clear();
        start("#!/bin/sh\nexec sleep 60\n").reset();
        QCOMPARE(ended().size(), size_t(1));
    }

    void child_inheritsNoEnvironment_andNoSecretIsOnItsCommandLine()
    {
        ::qputenv("PROSCENIUM_TEST_SECRET", "hidden");
        const auto process = start("#!/bin/sh\nexec sleep 60\n");
        QTRY_VERIFY(process->pid() > 0);
        const QString proc = u"/proc/%1/"_s.arg(process->pid());
        QTRY_COMPARE(QFileInfo(proc + u"exe"_s).symLinkTarget(),
                     QFileInfo(u"/bin/sleep"_s).canonicalFilePath());
        QStringList names;
        for (const auto &variable : contentOf(proc + u"environ"_s).split('\0')) {
            names += QString::fromLocal8Bit(variable.left(variable.indexOf('=')));
        }
        for (const auto *ofTheShell : {"", "PWD", "OLDPWD", "SHLVL", "_"}) {
            names.removeAll(QString::fromLatin1(ofTheShell));
        }
        names.sort();
        QCOMPARE(names, (QStringList{u"HOME"_s, u"LANG"_s, u"PATH"_s}));
        ::qunsetenv("PROSCENIUM_TEST_SECRET");
    }

    void commandLine_andConfiguration_tellNobodyASecret()
    {
        const auto out = m_folder->filePath(u"out"_s);
        QVERIFY(QDir().mkpath(out) && QFile::setPermissions(out, QFile::Permissions(0x7777)));
        const auto process =
            start("#!/bin/sh\necho \"$@\" > " + out.toUtf8() + "/arguments\nls -l \"$2\" > " +
                  out.toUtf8() + "/listed\nexec sleep 60\n");
        QTRY_VERIFY(contentOf(out + u"/listed"_s).contains("janus.jcfg"));
        const auto arguments = contentOf(out + u"/arguments"_s).trimmed();
        QVERIFY2(arguments.startsWith("-F /") && arguments.count(' ') == 1, arguments.constData());
        int files = 0;
        for (const auto &line : contentOf(out + u"/listed"_s).split('\n')) {
            if (line.endsWith(".jcfg")) {
                ++files;
                QVERIFY2(line.startsWith("-rw-------"), line.constData());
            }
        }
        QCOMPARE(files, 3);
    }

    void child_inheritsNoDescriptors()
    {
        const auto path = m_folder->filePath(u"open"_s);
        QVERIFY(replaceFile(path, QByteArray("open")));
        const int open = ::open(QFile::encodeName(path).constData(), O_RDONLY); // not O_CLOEXEC
        QVERIFY(open >= 0);
        const auto process = start("#!/bin/sh\nexec sleep 60\n");
        QTRY_VERIFY(process->pid() > 0);
        const QDir descriptors(u"/proc/%1/fd"_s.arg(process->pid()));
        QTRY_COMPARE(QFileInfo(u"/proc/%1/exe"_s.arg(process->pid())).symLinkTarget(),
                     QFileInfo(u"/bin/sleep"_s).canonicalFilePath());
        QCOMPARE(descriptors.entryList(QDir::Files | QDir::System | QDir::NoDotAndDotDot),
                 (QStringList{u"0"_s, u"1"_s, u"2"_s}));
        ::close(open);
    }
};

QTEST_GUILESS_MAIN(TestJanusProcess)
#include "test_janus_process.moc"
