#include "app/composition/recording_recovery.h"
#include "app/composition/recording_uploads.h"
#include "tests/fake_clock.h"
#include "tests/mp4/mp4_fixture.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::test;
using namespace std::chrono_literals;

namespace {

const QString kRoom = u"https://here/biology"_s;
const QString kName = u"Rec.mp4"_s;

class IdleUploader final : public Uploader
{
public:
    void start(const UploadJob &) override {}
    void grow(qint64) override {}
    void seal(const UploadJob &) override {}
    void cancel() override { Q_EMIT failed(Error{ErrorCode::Cancelled, {}}); }
};

} // namespace

/// What an earlier run of the program left behind.
class TestRecordingRecovery : public QObject
{
    Q_OBJECT

    QByteArray m_recording;
    std::unique_ptr<QTemporaryDir> m_dir;
    FakeClock m_clock{std::chrono::seconds(1000), QDateTime::currentDateTime()};
    QtRetryTimer m_timer;
    std::unique_ptr<IdleUploader> m_uploader;
    std::unique_ptr<UploadQueue> m_uploads;
    std::unique_ptr<RecordingRecovery> m_recovery;
    std::unique_ptr<QSignalSpy> m_waiting;
    std::unique_ptr<QSignalSpy> m_recovered;
    std::unique_ptr<QSignalSpy> m_failed;

    QString recordings() const { return m_dir->filePath(u"recordings"_s); }
    QString folder(const char *id) const { return QDir(recordings()).filePath(QLatin1String(id)); }
    /// A recording that was interrupted `ago`; with `place` the room may still be waiting for it.
    RecordingNote leave(const char *id, std::chrono::seconds ago, bool place = true)
    {
        QDir().mkpath(folder(id));
        RecordingNote note;
        note.order.recording = RecordingId{QLatin1String(id)};
        note.order.epoch = 3;
        note.order.title = u"Biology 101"_s;
        note.order.startedAt =
            QDateTime(m_clock.wallTime().date(), QTime(10, 30), QTimeZone::utc());
        note.order.ticket.endpoint = QUrl(u"http://127.0.0.1/api/uploads"_s);
        note.order.place = place ? RecorderPlace{kRoom, u"secret"_s} : RecorderPlace{};
        note.fileName = kName;
        const auto part = save(folder(id), kName + u".part"_s, m_recording);
        QFile file(part);
        file.open(QIODevice::ReadWrite);
        file.setFileTime(m_clock.wallTime().addSecs(-ago.count()),
                         QFileDevice::FileModificationTime);
        file.close();
        return saveNote(folder(id), note) ? note : RecordingNote();
    }
    /// Restarts the program, with the queue of the earlier run.
    void startProgram()
    {
        m_recovery.reset();
        m_uploads.reset();
        auto queue = UploadQueue::create({m_dir->filePath(u"jobs"_s), *m_uploader, *m_uploader,
                                          m_timer, m_clock, [] { return 0.0; }});
        QVERIFY(queue);
        m_uploads = *std::move(queue);
        m_recovery = std::make_unique<RecordingRecovery>(*m_uploads, m_clock);
        m_waiting = std::make_unique<QSignalSpy>(m_recovery.get(), &RecordingRecovery::waiting);
        m_recovered = std::make_unique<QSignalSpy>(m_recovery.get(), &RecordingRecovery::recovered);
        m_failed = std::make_unique<QSignalSpy>(m_recovery.get(), &RecordingRecovery::failed);
    }
    void start(RecordingRecovery::Unfinished rule = RecordingRecovery::Unfinished::MayGoOn)
    {
        QSignalSpy finished(m_recovery.get(), &RecordingRecovery::finished);
        m_recovery->start(recordings(), rule);
        QTRY_COMPARE(finished.size(), 1);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QTemporaryDir folder;
        m_recording = recordFragments(folder.path(), u"0"_s);
        QVERIFY(!m_recording.isEmpty());
    }
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        QDir().mkpath(recordings());
        m_clock.setWallTime(QDateTime::currentDateTime());
        m_uploader = std::make_unique<IdleUploader>();
        startProgram();
    }
    void cleanup()
    {
        m_recovery.reset();
        m_uploads.reset();
    }

    void recording_isCompletedAndQueued_whenItsRoomDoesNotWait_data()
    {
        QTest::addColumn<int>("minutes");
        QTest::addColumn<bool>("place");
        QTest::newRow("its place is lost") << 1 << false;
        QTest::newRow("too long ago") << 16 << true;
        QTest::newRow("the clock was set back") << -5 << true;
    }
    void recording_isCompletedAndQueued_whenItsRoomDoesNotWait()
    {
        QFETCH(int, minutes);
        QFETCH(bool, place);
        leave("r1", std::chrono::minutes(minutes), place);
        start();
        QCOMPARE(m_waiting->size(), 0);
        QCOMPARE(m_recovered->size(), 1);
        const auto file = (*m_recovered)[0][0].value<RecordedFile>();
        QCOMPARE(file.path, QDir(folder("r1")).filePath(kName));
        QCOMPARE(file.checksum, checksumOf(m_recording));
        const auto files = QDir(folder("r1")).entryList(QDir::Files);
        QCOMPARE(files, (QStringList{kName, u"report.json"_s}));
        QCOMPARE(m_uploads->uploads().size(), size_t(1));
        QFile report(QDir(folder("r1")).filePath(files.last()));
        QVERIFY(report.open(QIODevice::ReadOnly));
        const auto json = QJsonDocument::fromJson(report.readAll());
        QVERIFY(json[u"recovered"_s].toBool());
        QCOMPARE(json[u"checksum"_s].toString(), file.checksum);
    }

    void recording_waits_untilItsRoomIsJoined()
    {
        const auto note = leave("r1", 1min);
        start();
        QCOMPARE(m_waiting->size(), 1);
        QCOMPARE((*m_waiting)[0][0].value<RecordingNote>(), note);
        const auto until = (*m_waiting)[0][1].toDateTime();
        QVERIFY(std::abs(m_clock.wallTime().secsTo(until) - 14 * 60) <= 1);
        QCOMPARE(m_recovery->waitingFor(kRoom), std::optional(note));
        QVERIFY(!m_recovery->waitingFor(u"https://here/physics"_s));

        m_recovery->goesOn(note.order.recording);
        m_recovery->completeWaiting();
        QVERIFY(!m_recovery->waitingFor(kRoom));
        QTest::qWait(100);
        QCOMPARE(m_recovered->size(), 0);
        QVERIFY(QFile::exists(QDir(folder("r1")).filePath(u"recording.json"_s)));
    }

    void recording_isCompleted_whenAnotherRoomIsJoined()
    {
        leave("r1", 1min);
        leave("r2", 2min);
        start();
        QCOMPARE(m_waiting->size(), 2);
        m_recovery->completeWaiting();
        QTRY_COMPARE(m_recovered->size(), 2);
    }

    void recording_isCompleted_whenItHasWaitedLongEnough()
    {
        leave("r1", 1min);
        start();
        QCOMPARE(m_recovered->size(), 0);
        m_clock.setWallTime(m_clock.wallTime().addSecs(15 * 60));
        QTRY_COMPARE_WITH_TIMEOUT(m_recovered->size(), 1, 10000);
    }

    void recording_isCompletedAtOnce_whenItFailedInThisRun()
    {
        leave("r1", 1min);
        start(RecordingRecovery::Unfinished::IsCompleted);
        QCOMPARE(m_recovered->size(), 1);
    }

    void recording_isLeftAlone_whileItIsMade()
    {
        leave("r1", 1min);
        const auto lock = recordingLock(folder("r1"));
        QVERIFY(lock->tryLock());
        start();
        QVERIFY(!m_recovery->waitingFor(kRoom));
        QCOMPARE(m_recovered->size() + m_failed->size(), 0);
        QVERIFY(QFile::exists(QDir(folder("r1")).filePath(kName + u".part"_s)));
    }

    void folder_isLeftAsItIs_whenItsNoteIsDamaged()
    {
        leave("r1", 1h);
        save(folder("r1"), u"recording.json"_s, "{\"format\": 1");
        start();
        QCOMPARE(m_failed->size(), 1);
        QCOMPARE((*m_failed)[0][0].toString(), folder("r1"));
        QVERIFY(QFile::exists(QDir(folder("r1")).filePath(kName + u".part"_s)));
    }

    void recording_isCompleted_whenOnlyItsUploadKnowsIt_data()
    {
        QTest::addColumn<bool>("damaged");
        QTest::newRow("its note is damaged") << true;
        QTest::newRow("its note is gone") << false;
    }
    void recording_isCompleted_whenOnlyItsUploadKnowsIt()
    {
        QFETCH(bool, damaged);
        const auto note = leave("r1", 1h);
        const auto file = QDir(folder("r1")).filePath(kName);
        QVERIFY(m_uploads->begin(growingJobOf(note.order, file)));
        startProgram();
        removeNote(folder("r1"));
        if (damaged) {
            save(folder("r1"), u"recording.json"_s, "{\"format\": 1");
        }
        start();
        QCOMPARE(m_failed->size(), 0);
        QCOMPARE(m_recovered->size(), 1);
        QCOMPARE((*m_recovered)[0][0].value<RecordedFile>().path, file);
        QCOMPARE(m_uploads->uploads().size(), size_t(1));
        QVERIFY(m_uploads->unfinished().empty());
    }

    void folder_isLeftAsItIs_whenNothingOfItIsGood()
    {
        leave("r1", 1h);
        const QByteArray zeros(m_recording.size(), '\0');
        save(folder("r1"), kName + u".part"_s, zeros);
        start(RecordingRecovery::Unfinished::IsCompleted);
        QCOMPARE(m_failed->size(), 1);
        QCOMPARE((*m_failed)[0][1].value<Error>().code, ErrorCode::FileDamaged);
        QCOMPARE(QFileInfo(QDir(folder("r1")).filePath(kName + u".part"_s)).size(),
                 qint64{zeros.size()});
    }

    void goneFolder_isTold_onlyOnce()
    {
        UploadJob job;
        job.recording = RecordingId{u"r1"_s};
        job.file = folder("r1") + u"/Rec.mp4"_s;
        job.name = kName;
        job.endpoint = QUrl(u"http://127.0.0.1/api/uploads"_s);
        QVERIFY(m_uploads->begin(job));
        startProgram();
        start();
        QCOMPARE(m_failed->size(), 1);
        QCOMPARE((*m_failed)[0][1].value<Error>().code, ErrorCode::NotFound);
        QCOMPARE(m_uploads->uploads()[0].state, UploadState::Failed);
        start();
        QCOMPARE(m_failed->size(), 1);
        // The disk is back.
        leave("r1", 1h);
        start();
        QCOMPARE(m_recovered->size(), 1);
        QVERIFY(m_uploads->uploads()[0].state != UploadState::Failed);
    }
};

QTEST_GUILESS_MAIN(TestRecordingRecovery)
#include "test_recording_recovery.moc"
