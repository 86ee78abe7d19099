#include "app/uploads/local_copies.h"
#include "tests/fake_clock.h"
#include "tests/uploads/fake_retry_timer.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace std::chrono_literals;

namespace {

const QDateTime kNow(QDate(2026, 11, 23), QTime(10, 30), QTimeZone::utc());
constexpr std::chrono::hours kDay{24};
constexpr int kDays = 7;

} // namespace

class TestLocalCopies : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    FakeClock m_clock{std::chrono::seconds(1000), kNow};
    FakeTimer m_timer;

    QString folder(const char *id = "rec-1") const { return m_dir->filePath(QLatin1String(id)); }
    void write(const QString &path, const QByteArray &bytes) const
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    /// A recording of our own, with the job that uploads it.
    UploadJob record(const char *id = "rec-1") const
    {
        UploadJob job;
        job.recording = RecordingId{QLatin1String(id)};
        job.file = folder(id) + u"/Rec.mp4"_s;
        job.checksum = QString(64, QLatin1Char('a'));
        QDir().mkpath(folder(id));
        write(job.file, "a film");
        return job;
    }
    void passDays(int days)
    {
        m_clock.setWallTime(m_clock.wallTime().addDays(days));
        m_timer.callback();
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_clock.setWallTime(kNow);
        m_timer = {};
    }

    void copy_isRemovedWithItsFolder_aWeekAfterItWasConfirmed()
    {
        const auto job = record();
        LocalCopies copies({m_clock, m_timer});
        copies.keep(m_dir->path(), LocalCopy::RemoveAfterAWeek);
        copies.confirmed(job);
        passDays(kDays - 1);
        QVERIFY(QFile::exists(job.file));
        passDays(1);
        QVERIFY(!QFileInfo::exists(folder()));
    }

    void copy_isRemovedAtOnce_whenTheSettingSaysSo()
    {
        const auto job = record();
        LocalCopies copies({m_clock, m_timer});
        copies.keep(m_dir->path(), LocalCopy::RemoveAtOnce);
        QVERIFY(QFile::exists(job.file));
        copies.confirmed(job);
        QVERIFY(!QFileInfo::exists(folder()));
    }

    void copy_isKept_whenTheSettingSaysSo()
    {
        const auto job = record();
        LocalCopies copies({m_clock, m_timer});
        copies.keep(m_dir->path(), LocalCopy::Keep);
        copies.confirmed(job);
        QVERIFY(!m_timer.delay);
        passDays(10 * kDays);
        QVERIFY(QFile::exists(job.file));
        // A changed setting also applies to recordings confirmed before.
        copies.keep(m_dir->path(), LocalCopy::RemoveAfterAWeek);
        QVERIFY(QFile::exists(job.file)); // but only after a delay, in case it was a slip
        QCOMPARE(m_timer.delay, std::optional<std::chrono::milliseconds>(LocalCopies::kRegret));
        m_timer.callback();
        QVERIFY(!QFile::exists(job.file));
    }

    void copies_stay_whileTheSettingIsNew()
    {
        const auto job = record();
        LocalCopies copies({m_clock, m_timer});
        copies.keep(m_dir->path(), LocalCopy::RemoveAfterAWeek);
        copies.confirmed(job);
        copies.keep(m_dir->path(), LocalCopy::RemoveAtOnce);
        copies.confirmed(record("rec-2"));
        QVERIFY(QFile::exists(job.file));
        copies.keep(m_dir->path(), LocalCopy::Keep);
        passDays(100 * kDays);
        QVERIFY(QFile::exists(job.file));
    }

    void copy_isRemovedAlsoAfterARestart_whenItsTimeHasCome()
    {
        const auto job = record();
        {
            LocalCopies copies({m_clock, m_timer});
            copies.keep(m_dir->path(), LocalCopy::RemoveAfterAWeek);
            copies.confirmed(job);
        }
        m_clock.setWallTime(m_clock.wallTime().addDays(kDays));
        LocalCopies copies({m_clock, m_timer});
        QVERIFY(QFile::exists(job.file)); // the user has not decided yet
        copies.keep(m_dir->path(), LocalCopy::RemoveAfterAWeek);
        QVERIFY(!QFile::exists(job.file));
    }

    void unconfirmed_staysForEver()
    {
        const auto job = record();
        LocalCopies copies({m_clock, m_timer});
        copies.keep(m_dir->path(), LocalCopy::RemoveAtOnce);
        copies.confirmed(record("rec-2"));
        passDays(100 * kDays);
        QVERIFY(QFile::exists(job.file));
        QVERIFY(!QFileInfo::exists(folder("rec-2")));
    }

    void confirmed_stays_whenAnythingIsNotAsItWasConfirmed_data()
    {
        QTest::addColumn<std::function<void(const QString &)>>("change");
        const auto row = [](const char *name, std::function<void(const QString &)> change) {
            QTest::newRow(name) << change;
        };
        row("it is longer",
            [this](const QString &dir) { write(dir + u"/Rec.mp4"_s, "a film and more"); });
        row("it was written again", [](const QString &dir) {
            QFile file(dir + u"/Rec.mp4"_s);
            QVERIFY(file.open(QIODevice::ReadWrite));
            QVERIFY(file.setFileTime(kNow.addSecs(60), QFileDevice::FileModificationTime));
        });
        row("a recording goes on in its folder",
            [this](const QString &dir) { write(dir + u"/recording.json"_s, "{}"); });
        row("the note was copied from elsewhere", [this](const QString &dir) {
            const auto file = dir + u"/published.json"_s;
            QFile note(file);
            QVERIFY(note.open(QIODevice::ReadOnly));
            const auto bytes = note.readAll().replace("rec-1", "rec-9");
            note.close();
            write(file, bytes);
        });
        row("the note names a file elsewhere", [this](const QString &dir) {
            const auto file = dir + u"/published.json"_s;
            QFile note(file);
            QVERIFY(note.open(QIODevice::ReadOnly));
            const auto bytes = note.readAll().replace("Rec.mp4", "../rec-1/Rec.mp4");
            note.close();
            write(file, bytes);
        });
        row("the note is damaged", [this](const QString &dir) {
            write(dir + u"/published.json"_s, "{\"format\": 1, \"file\"");
        });
    }
    void confirmed_stays_whenAnythingIsNotAsItWasConfirmed()
    {
        QFETCH(std::function<void(const QString &)>, change);
        const auto job = record();
        QVERIFY(noteConfirmed(job, kNow));
        change(folder());
        QCOMPARE(removeConfirmed(m_dir->path(), kNow.addDays(kDays), kDays * kDay), 0);
        QVERIFY(QFile::exists(job.file));
    }

    void otherFiles_stay_whenTheCopyIsRemoved()
    {
        const auto job = record();
        const auto mine = folder() + u"/notes.txt"_s;
        write(mine, "mine");
        QVERIFY(noteConfirmed(job, kNow));
        QCOMPARE(removeConfirmed(m_dir->path(), kNow, 0s), 1);
        QVERIFY(!QFile::exists(job.file));
        QVERIFY(QFile::exists(mine));
    }

    void links_areNotFollowed()
    {
        QTemporaryDir elsewhere;
        const auto job = record();
        QVERIFY(noteConfirmed(job, kNow));
        QVERIFY(QDir().rename(folder(), elsewhere.filePath(u"rec-1"_s)));
        QVERIFY(QFile::link(elsewhere.filePath(u"rec-1"_s), folder()));
        QCOMPARE(removeConfirmed(m_dir->path(), kNow, 0s), 0);
        QVERIFY(QFile::exists(job.file));
    }

    void note_isRefused_whenTheFileLiesElsewhere()
    {
        auto job = record();
        job.recording = RecordingId{u"rec-2"_s};
        QCOMPARE(noteConfirmed(job, kNow).error().code, ErrorCode::InvalidArgument);
    }
};

QTEST_GUILESS_MAIN(TestLocalCopies)
#include "test_local_copies.moc"
