#include "app/disk/durable_file.h"
#include "app/disk/files.h"
#include "app/disk/private_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

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
