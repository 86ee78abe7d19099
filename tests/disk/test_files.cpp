#include "app/disk/durable_file.h"
#include "app/disk/files.h"
#include "app/disk/private_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <thread>
#include <vector>

using namespace Qt::StringLiterals;
using namespace prosc;

namespace {

int modeOf(const QString &path)
{
    struct stat info = {};
    return ::stat(QFile::encodeName(path).constData(), &info) == 0
               ? static_cast<int>(info.st_mode & 07777)
               : -1;
}

} // namespace

class TestFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
    }

    void replaceFile_isPrivate_andLeavesNothingBeside()
    {
        QVERIFY(replaceFile(path("note"), "first"));
        QFile::setPermissions(path("note"), QFile::ReadOwner | QFile::ReadOther);
        QVERIFY(replaceFile(path("note"), "second", Durability::Written));
        QCOMPARE(contentOf(path("note")), QByteArray("second"));
        QCOMPARE(modeOf(path("note")), 0600);
        QCOMPARE(names(), QStringList{u"note"_s});
    }

    void replaceFile_keepsTheOldOne_whenItCannotBeReplaced()
    {
        QVERIFY(QDir().mkpath(path("note/inside")));
        const auto replaced = replaceFile(path("note"), "new");
        QVERIFY(!replaced);
        QCOMPARE(replaced.error().code, ErrorCode::DiskError);
        QCOMPARE(names(), QStringList{u"note"_s});
        const auto gone = replaceFile(path("no/such/folder/note"), "new");
        QVERIFY(!gone);
        QCOMPARE(gone.error().code, ErrorCode::DiskError);
    }

    void replaceFile_writesThroughALink()
    {
        QVERIFY(QDir().mkpath(path("elsewhere")));
        QVERIFY(replaceFile(path("elsewhere/settings"), "old"));
        QVERIFY(QFile::link(path("elsewhere/settings"), path("settings")));
        QVERIFY(replaceFile(path("settings"), "new"));
        QVERIFY(QFileInfo(path("settings")).isSymLink());
        QCOMPARE(contentOf(path("elsewhere/settings")), QByteArray("new"));
    }

    void replaceFile_removesWhatAKilledWriterLeft_onceItIsOld()
    {
        QVERIFY(replaceFile(path("note"), "old"));
        const auto left = leftByAKilledWriter();
        QVERIFY(!left.isEmpty());
        QVERIFY(replaceFile(path("note"), "new"));
        QCOMPARE(names().size(), 2); // the writer might still be at work
        age(left);
        QVERIFY(replaceFile(path("other"), "another file's replacement"));
        QVERIFY(names().contains(left));
        QVERIFY(replaceFile(path("note"), "newer"));
        QCOMPARE(names(), (QStringList{u"note"_s, u"other"_s}));
        QCOMPARE(contentOf(path("note")), QByteArray("newer"));
    }

    void replaceFile_sparesOthersFiles_andWhatIsStillWritten()
    {
        const auto left = leftByAKilledWriter();
        QVERIFY(!left.isEmpty());
        const QStringList others{u"note.backup"_s, u"note.2024-05-06.tmp"_s, u"my"_s + left};
        for (const auto &name : others) {
            QVERIFY(QFile(m_folder->filePath(name)).open(QFile::WriteOnly));
            age(name);
        }
        age(left);
        {
            auto writer = DurableFile::open(m_folder->filePath(left), FileMode::ReadWrite);
            QVERIFY(writer && writer->markInUse());
            QVERIFY(replaceFile(path("note"), "new"));
            QVERIFY(names().contains(left));
        }
        QVERIFY(replaceFile(path("note"), "newer"));
        QVERIFY(!names().contains(left));
        QCOMPARE(names().size(), others.size() + 1);
    }

    void replaceFile_isWhole_whenManyWriteAtOnce()
    {
        constexpr int kWriters = 4;
        constexpr int kTimes = 50;
        std::atomic<int> failures = 0;
        std::atomic<bool> torn = false;
        std::vector<std::thread> writers;
        for (int writer = 0; writer < kWriters; ++writer) {
            writers.emplace_back([&, writer] {
                const QByteArray content(10'000 + writer, static_cast<char>('a' + writer));
                for (int i = 0; i < kTimes; ++i) {
                    failures += replaceFile(path("note"), content, Durability::Written) ? 0 : 1;
                    const auto read = contentOf(path("note"));
                    torn = torn || read.size() < 10'000 || read != QByteArray(read.size(), read[0]);
                }
            });
        }
        for (auto &writer : writers) {
            writer.join();
        }
        QCOMPARE(failures.load(), 0);
        QVERIFY(!torn);
        QCOMPARE(names(), QStringList{u"note"_s});
    }

    void appendToFile_beginsANewLine_afterOneThatWasCutOff()
    {
        QVERIFY(appendToFile(path("log"), "one\n"));
        QVERIFY(appendToFile(path("log"), "tw"));
        QVERIFY(appendToFile(path("log"), "three\n"));
        QCOMPARE(contentOf(path("log")), QByteArray("one\ntw\nthree\n"));
        QCOMPARE(modeOf(path("log")), 0600);
    }

    void makeFolders_makesThemPrivate()
    {
        QVERIFY(makeFolders(path("a/b")));
        QVERIFY(makeFolders(path("a/b")));
        QCOMPARE(modeOf(path("a")), 0700);
        QCOMPARE(modeOf(path("a/b")), 0700);
    }

    void durableFile_readsToItsEnd_andNoFurther()
    {
        auto file = DurableFile::open(path("film"), FileMode::CreateNew);
        QVERIFY(file);
        QVERIFY(file->writeAt(3, "abc"));
        QCOMPARE(*file->size(), 6);
        QCOMPARE(*file->readAt(4, 100), QByteArray("bc"));
        QCOMPARE(*file->readAt(6, 1), QByteArray());
        QVERIFY(file->truncate(4));
        QCOMPARE(*file->readAt(0, 100), QByteArray("\0\0\0a", 4));
        QVERIFY(file->sync());
    }

    void durableFile_saysWhy_whenItCannotBeOpened()
    {
        QCOMPARE(DurableFile::open(path("none"), FileMode::ReadWrite).error().code,
                 ErrorCode::NotFound);
        QVERIFY(DurableFile::open(path("one"), FileMode::OpenOrCreate));
        QCOMPARE(DurableFile::open(path("one"), FileMode::CreateNew).error().code,
                 ErrorCode::DiskError);
    }

    void privateFile_isRefused_whenOthersMayReadIt()
    {
        QVERIFY(writePrivateFile(path("deep/secret"), "s"));
        QCOMPARE(*readPrivateFile(path("deep/secret")), QByteArray("s"));
        QVERIFY(QFile::setPermissions(path("deep/secret"), QFile::ReadOwner | QFile::ReadGroup));
        QCOMPARE(readPrivateFile(path("deep/secret")).error().code, ErrorCode::PermissionDenied);
    }

private:
    /// The name of what a process leaves that dies while it replaces "note"; empty if none.
    [[nodiscard]] QString leftByAKilledWriter()
    {
        const auto before = names();
        const auto child = ::fork();
        if (child == 0) {
            // The kernel kills it (SIGXFSZ) when it writes more than this.
            const rlimit size{1000, 1000};
            const rlimit noCore{0, 0};
            ::setrlimit(RLIMIT_CORE, &noCore);
            ::setrlimit(RLIMIT_FSIZE, &size);
            std::signal(SIGXFSZ, SIG_DFL);
            (void)replaceFile(path("note"), QByteArray(10'000, 'x'));
            ::_exit(0);
        }
        int status = 0;
        if (child < 0 || ::waitpid(child, &status, 0) != child || !WIFSIGNALED(status)) {
            return {};
        }
        for (const auto &name : names()) {
            if (!before.contains(name)) {
                return name;
            }
        }
        return {};
    }
    void age(const QString &name)
    {
        QFile file(m_folder->filePath(name));
        QVERIFY(file.open(QFile::ReadWrite));
        QVERIFY(file.setFileTime(QDateTime::currentDateTime().addSecs(-3600),
                                 QFileDevice::FileModificationTime));
    }
    [[nodiscard]] QString path(const char *name) const
    {
        return m_folder->filePath(QString::fromLatin1(name));
    }
    [[nodiscard]] QStringList names() const
    {
        return QDir(m_folder->path())
            .entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestFiles)
#include "test_files.moc"
