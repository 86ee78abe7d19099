#include "app/library/upload_queue.h"

#include <QDir>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace prosc;
using namespace std::chrono_literals;

namespace {

class FakeUploader final : public Uploader
{
public:
    void start(const UploadJob &job) override
    {
        QVERIFY(!running);
        running = true;
        started.push_back(job);
    }
    void grow(qint64 bytes) override { grown.push_back(bytes); }
    void seal(const UploadJob &job) override { sealed.push_back(job); }
    void cancel() override
    {
        ++cancelled;
        fail(ErrorCode::Cancelled);
    }
    void finish()
    {
        running = false;
        Q_EMIT finished();
    }
    void fail(ErrorCode code)
    {
        running = false;
        Q_EMIT failed(Error{code, {}});
    }

    std::vector<UploadJob> started;
    std::vector<qint64> grown;
    std::vector<UploadJob> sealed;
    int cancelled = 0;
    bool running = false;
};

class FakeClock final : public Clock
{
public:
    MediaTime now() const override { return time; }
    QDateTime wallTime() const override { return {}; }

    MediaTime time = 1000s;
};

class FakeTimer final : public RetryTimer
{
public:
    void setCallback(std::function<void()> wanted) override { callback = std::move(wanted); }
    void start(std::chrono::milliseconds wanted) override { delay = wanted; }
    void stop() override { delay.reset(); }

    std::function<void()> callback;
    std::optional<std::chrono::milliseconds> delay;
};

UploadJob job(const char *id)
{
    UploadJob job;
    job.recording = RecordingId{QLatin1String(id)};
    job.file = QStringLiteral("/recordings/") + job.recording.value;
    job.name = QStringLiteral("Rec \u2013 ") + job.recording.value;
    job.bodyBytes = 1000;
    job.duration = 5000;
    job.checksum = QString(64, QLatin1Char('0'));
    job.endpoint = QUrl(QStringLiteral("https://room.example/api/uploads"));
    job.token = QStringLiteral("secret");
    return job;
}

UploadJob growing(const char *id)
{
    UploadJob growing = job(id);
    growing.bodyBytes = -1;
    growing.duration = 0;
    growing.checksum.clear();
    return growing;
}

constexpr int64_t kFarBehind = UploadQueue::kBehind + 1;

} // namespace

class TestUploadQueue : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<FakeUploader> m_uploader;
    std::unique_ptr<FakeUploader> m_live;
    FakeTimer m_timer;
    FakeClock m_clock;
    std::unique_ptr<UploadQueue> m_queue;

    QString folder() const { return m_dir->filePath(QStringLiteral("jobs")); }
    QString jobFile(const char *id) const
    {
        return folder() + QLatin1Char('/') + QLatin1String(id) + QStringLiteral(".json");
    }

    void startProgram()
    {
        m_queue.reset();
        m_uploader = std::make_unique<FakeUploader>();
        m_live = std::make_unique<FakeUploader>();
        m_timer = {};
        auto queue = UploadQueue::create(
            {folder(), *m_live, *m_uploader, m_timer, m_clock, [] { return 0.0; }});
        QVERIFY(queue);
        m_queue = *std::move(queue);
        QCoreApplication::processEvents();
    }

    void passTime(std::chrono::milliseconds time)
    {
        m_clock.time += time;
        m_timer.callback();
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        startProgram();
    }
    void cleanup()
    {
        m_queue.reset();
        m_uploader.reset();
        m_live.reset();
    }

    void add_keepsAPrivateFile_whenItIsQueued()
    {
        QVERIFY(m_queue->add(job("a")));
        const auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup |
                            QFileDevice::ReadOther | QFileDevice::WriteOther;
        const QFileInfo file(jobFile("a"));
        QVERIFY(file.exists());
        QCOMPARE(file.permissions() & others, QFileDevice::Permissions());
        QCOMPARE(QFileInfo(folder()).permissions() & others, QFileDevice::Permissions());
    }

    void add_refuses_whenTheIdCannotBeAFileName()
    {
        const auto added = m_queue->add(job("../a"));
        QVERIFY(!added);
        QCOMPARE(added.error().code, ErrorCode::InvalidArgument);
        QVERIFY(m_queue->uploads().empty());
    }

    void add_refuses_whenTheFolderCannotBeWritten()
    {
        QVERIFY(QDir(folder()).removeRecursively());
        const auto added = m_queue->add(job("a"));
        QVERIFY(!added);
        QCOMPARE(added.error().code, ErrorCode::DiskError);
        QVERIFY(m_uploader->started.empty());
    }

    void add_changesNothing_whenTheRecordingIsQueuedAlready()
    {
        QVERIFY(m_queue->add(job("a")));
        QVERIFY(m_queue->add(job("a")));
        QCOMPARE(m_queue->uploads().size(), size_t(1));
        QCOMPARE(m_uploader->started.size(), size_t(1));
    }

    void uploads_goOneByOne_whenSeveralAreAdded()
    {
        QVERIFY(m_queue->add(job("b")));
        QVERIFY(m_queue->add(job("a")));
        QCOMPARE(m_uploader->started.size(), size_t(1));
        QCOMPARE(m_uploader->started[0], job("b"));
        m_uploader->finish();
        QCOMPARE(m_uploader->started.size(), size_t(2));
        QCOMPARE(m_uploader->started[1], job("a"));
    }

    void finished_removesTheJobAndTells_whenTheServerHasVerified()
    {
        QSignalSpy published(m_queue.get(), &UploadQueue::published);
        QVERIFY(m_queue->add(job("a")));
        Q_EMIT m_uploader->progress(400, 1000);
        QCOMPARE(m_queue->uploads()[0].state, UploadState::Uploading);
        QCOMPARE(m_queue->uploads()[0].sent, 400);
        Q_EMIT m_uploader->progress(1000, 1000);
        QCOMPARE(m_queue->uploads()[0].state, UploadState::Verifying);
        QVERIFY(!m_queue->isIdle());
        m_uploader->finish();
        QCOMPARE(published.size(), 1);
        QCOMPARE(published[0][0].value<RecordingId>().value, QStringLiteral("a"));
        QCOMPARE(published[0][1].toString(), job("a").name);
        QVERIFY(!QFileInfo::exists(jobFile("a")));
        QVERIFY(m_queue->uploads().empty());
        QVERIFY(m_queue->isIdle());
    }

    void failed_waitsLongerEachTime_whenItMayHeal()
    {
        QVERIFY(m_queue->add(job("a")));
        for (const auto wait : {1000ms, 2000ms, 4000ms}) {
            m_uploader->fail(ErrorCode::Unreachable);
            QCOMPARE(m_queue->uploads()[0].state, UploadState::BackingOff);
            QCOMPARE(m_queue->uploads()[0].error->code, ErrorCode::Unreachable);
            QCOMPARE(m_timer.delay, std::optional(wait));
            const size_t before = m_uploader->started.size();
            passTime(wait - 1ms);
            QCOMPARE(m_uploader->started.size(), before);
            passTime(1ms);
            QCOMPARE(m_uploader->started.size(), before + 1);
            QVERIFY(!m_queue->uploads()[0].error);
        }
        QVERIFY(!m_timer.delay);
        // Progress shows that it is well again.
        Q_EMIT m_uploader->progress(10, 1000);
        m_uploader->fail(ErrorCode::Timeout);
        QCOMPARE(m_timer.delay, std::optional<std::chrono::milliseconds>(1000ms));
    }

    void failed_letsTheNextOneGo_whenTheFirstWaits()
    {
        QVERIFY(m_queue->add(job("a")));
        QVERIFY(m_queue->add(job("b")));
        m_uploader->fail(ErrorCode::Unreachable);
        QCOMPARE(m_uploader->started.back(), job("b"));
        // While b is sent the time of a comes: it waits for its turn.
        passTime(1s);
        QCOMPARE(m_uploader->started.size(), size_t(2));
        m_uploader->finish();
        QCOMPARE(m_uploader->started.back(), job("a"));
    }

    void failed_isKeptForTheUser_whenItCannotHeal()
    {
        QVERIFY(m_queue->add(job("a")));
        m_uploader->fail(ErrorCode::TokenInvalid);
        QCOMPARE(m_queue->uploads()[0].state, UploadState::Failed);
        QVERIFY(!m_timer.delay);
        QVERIFY(m_queue->isIdle());

        startProgram();
        QVERIFY(m_uploader->started.empty());
        QCOMPARE(m_queue->uploads()[0].state, UploadState::Failed);
        QCOMPARE(m_queue->uploads()[0].error->code, ErrorCode::TokenInvalid);

        QVERIFY(m_queue->retryNow(RecordingId{QStringLiteral("a")}));
        QCOMPARE(m_uploader->started.size(), size_t(1));
    }

    void retryNow_doesNotWait_whenItBacksOff()
    {
        QVERIFY(m_queue->add(job("a")));
        m_uploader->fail(ErrorCode::Unreachable);
        m_queue->retryAllNow();
        QCOMPARE(m_uploader->started.size(), size_t(2));
        QVERIFY(!m_timer.delay);
    }

    void retryNow_isNotFound_whenNobodyKnowsTheRecording()
    {
        const auto tried = m_queue->retryNow(RecordingId{QStringLiteral("x")});
        QVERIFY(!tried);
        QCOMPARE(tried.error().code, ErrorCode::NotFound);
    }

    void restart_goesOnAtTheSameAddress_inTheSameOrder()
    {
        QVERIFY(m_queue->add(job("z")));
        QVERIFY(m_queue->add(job("a")));
        const QUrl location(QStringLiteral("https://room.example/api/uploads/z?x=%2B"));
        Q_EMIT m_uploader->located(location);

        startProgram();
        UploadJob resumed = job("z");
        resumed.location = location;
        QCOMPARE(m_uploader->started.size(), size_t(1));
        QCOMPARE(m_uploader->started[0], resumed);
        m_uploader->finish();
        QCOMPARE(m_uploader->started[1], job("a"));
    }

    void restart_sendsAnew_whenTheServersBytesWereWrong()
    {
        QVERIFY(m_queue->add(job("a")));
        Q_EMIT m_uploader->located(QUrl(QStringLiteral("https://room.example/api/uploads/a")));
        m_uploader->fail(ErrorCode::ChecksumMismatch);
        startProgram();
        QCOMPARE(m_uploader->started[0], job("a"));
    }

    void restart_passesOverDamagedFiles_withoutRemovingThem()
    {
        QVERIFY(m_queue->add(job("a")));
        QFile damaged(jobFile("b"));
        QVERIFY(damaged.open(QIODevice::WriteOnly));
        damaged.write("{\"format\":1,");
        damaged.close();
        startProgram();
        QCOMPARE(m_queue->uploads().size(), size_t(1));
        QVERIFY(damaged.exists());
    }

    void add_refuses_whenTheRecordingGrows()
    {
        QCOMPARE(m_queue->add(growing("a")).error().code, ErrorCode::InvalidArgument);
    }

    void begin_sendsWhatIsSafe_whileItIsRecorded()
    {
        QVERIFY(m_queue->begin(growing("a")));
        QVERIFY(QFileInfo::exists(jobFile("a")));
        QCOMPARE(m_live->started.size(), size_t(1));
        QCOMPARE(m_live->started[0], growing("a"));
        m_queue->grow(RecordingId{QStringLiteral("a")}, 500);
        QCOMPARE(m_live->grown, std::vector<qint64>{500});
        Q_EMIT m_live->progress(500, 500);
        const auto status = m_queue->uploads().at(0);
        QVERIFY(status.live);
        QCOMPARE(status.state, UploadState::Uploading);
        QCOMPARE(status.sent, 500);
        QVERIFY(m_queue->isIdle()); // nothing finished waits
    }

    void add_sealsTheRecording_thatWasGrowing()
    {
        QVERIFY(m_queue->begin(growing("a")));
        const QUrl location(QStringLiteral("https://room.example/api/uploads/a"));
        Q_EMIT m_live->located(location);
        Q_EMIT m_live->progress(1000, 1000);
        QVERIFY(m_queue->add(job("a")));
        UploadJob sealed = job("a");
        sealed.location = location;
        QCOMPARE(m_live->sealed, std::vector<UploadJob>{sealed});
        QCOMPARE(m_queue->uploads()[0].state, UploadState::Verifying);
        QVERIFY(!m_queue->uploads()[0].live);
        QVERIFY(!m_queue->isIdle());
        QSignalSpy confirmed(m_queue.get(), &UploadQueue::confirmed);
        m_live->finish();
        QCOMPARE(confirmed.size(), 1);
        QCOMPARE(confirmed[0][0].value<UploadJob>(), sealed);
        QVERIFY(!QFileInfo::exists(jobFile("a")));
    }

    void live_isTriedSoonAgain_howeverOftenItFails()
    {
        QVERIFY(m_queue->begin(growing("a")));
        for (int i = 0; i < 10; ++i) {
            m_live->fail(ErrorCode::Unreachable);
            QVERIFY(*m_timer.delay <= 15s);
            passTime(15s);
        }
        QCOMPARE(m_live->started.size(), size_t(11));
        m_live->fail(ErrorCode::Unreachable);
        m_queue->grow(RecordingId{QStringLiteral("a")}, 700);
        QCOMPARE(m_live->started.size(), size_t(11));
        // At the end nobody waits for the back-off, and what is known is told.
        QVERIFY(m_queue->add(job("a")));
        QCOMPARE(m_uploader->started.size(), size_t(1));
        QCOMPARE(m_uploader->started[0], job("a"));
    }

    void live_isToldHowMuchThereIs_whenItStartsAgain()
    {
        QVERIFY(m_queue->begin(growing("a")));
        m_queue->grow(RecordingId{QStringLiteral("a")}, 300);
        m_live->fail(ErrorCode::Unreachable);
        m_queue->grow(RecordingId{QStringLiteral("a")}, 400);
        passTime(1s);
        QCOMPARE(m_live->grown.back(), 400);
    }

    void live_failsWithASentence_andIsTriedOnceMoreAtTheEnd()
    {
        QVERIFY(m_queue->begin(growing("a")));
        m_live->fail(ErrorCode::TokenExpired);
        QCOMPARE(m_queue->uploads()[0].state, UploadState::Failed);
        QVERIFY(m_queue->add(job("a")));
        QCOMPARE(m_uploader->started.size(), size_t(1));
    }

    void finishedOnes_goBeside_untilTheLiveOneIsBehind()
    {
        QVERIFY(m_queue->add(job("old")));
        QVERIFY(m_queue->begin(growing("new")));
        QVERIFY(m_uploader->running && m_live->running);
        const RecordingId live{QStringLiteral("new")};
        m_queue->grow(live, kFarBehind);
        QVERIFY(!m_uploader->running);
        QCOMPARE(m_queue->uploads()[0].state, UploadState::Waiting);
        QVERIFY(!m_queue->uploads()[0].error);
        // Not at every piece: only when it has nearly caught up.
        Q_EMIT m_live->progress(UploadQueue::kBehind / 2, kFarBehind);
        QVERIFY(!m_uploader->running);
        Q_EMIT m_live->progress(kFarBehind, kFarBehind);
        QVERIFY(m_uploader->running);
    }

    void finishedOnes_goOn_whenTheLiveOneCannot()
    {
        QVERIFY(m_queue->add(job("old")));
        QVERIFY(m_queue->begin(growing("new")));
        m_queue->grow(RecordingId{QStringLiteral("new")}, kFarBehind);
        m_live->fail(ErrorCode::TokenExpired);
        QVERIFY(m_uploader->running);
    }

    void nextRecording_goesFirst_whenTheLastIsStillSent()
    {
        QVERIFY(m_queue->begin(growing("a")));
        QVERIFY(m_queue->add(job("a")));
        QVERIFY(m_queue->begin(growing("b")));
        QCOMPARE(m_live->started.back(), growing("b"));
        QCOMPARE(m_uploader->started.back(), job("a"));
    }

    void discard_forgetsIt_whenNothingWasRecorded()
    {
        QVERIFY(m_queue->begin(growing("a")));
        m_queue->discard(RecordingId{QStringLiteral("a")});
        QVERIFY(!m_live->running);
        QVERIFY(m_queue->uploads().empty());
        QVERIFY(!QFileInfo::exists(jobFile("a")));
        QVERIFY(m_queue->add(job("b")));
        m_queue->discard(RecordingId{QStringLiteral("b")});
        QCOMPARE(m_queue->uploads().size(), size_t(1)); // a finished one is never forgotten
    }

    void restart_waitsForTheRecovery_whenARecordingDidNotEnd()
    {
        QVERIFY(m_queue->begin(growing("a")));
        const QUrl location(QStringLiteral("https://room.example/api/uploads/a"));
        Q_EMIT m_live->located(location);
        startProgram();
        QVERIFY(m_live->started.empty() && m_uploader->started.empty());
        QVERIFY(m_queue->isIdle());
        QVERIFY(m_queue->add(job("a")));
        UploadJob resumed = job("a");
        resumed.location = location;
        QCOMPARE(m_uploader->started, std::vector<UploadJob>{resumed});
    }

    void restart_measuresOnce_whenTheJobIsOfAnEarlierVersion()
    {
        QVERIFY(m_queue->add(job("a")));
        m_queue.reset();
        QFile file(jobFile("a"));
        QVERIFY(file.open(QIODevice::ReadWrite));
        auto json = file.readAll();
        json.replace("\"format\": 2", "\"format\": 1");
        json.replace("\"bodyBytes\"", "\"bytes\"");
        json.replace("\"checksum\"", "\"sha256\"");
        QVERIFY(file.resize(0) && file.seek(0) && file.write(json) == json.size());
        file.close();
        startProgram();
        UploadJob unmeasured = job("a");
        unmeasured.checksum.clear();
        QCOMPARE(m_uploader->started, std::vector<UploadJob>{unmeasured});
        Q_EMIT m_uploader->measured(900, job("a").checksum);
        startProgram();
        UploadJob measured = job("a");
        measured.bodyBytes = 900;
        QCOMPARE(m_uploader->started, std::vector<UploadJob>{measured});
    }

    void setPaused_letsTheNextGo_andLastsOverARestart()
    {
        QVERIFY(m_queue->add(job("a")));
        QVERIFY(m_queue->add(job("b")));
        QVERIFY(m_queue->setPaused(RecordingId{QStringLiteral("a")}, true));
        QCOMPARE(m_uploader->started.back(), job("b"));
        QVERIFY(m_queue->uploads()[0].paused);
        startProgram();
        QCOMPARE(m_uploader->started, std::vector<UploadJob>{job("b")});
        QVERIFY(m_queue->setPaused(RecordingId{QStringLiteral("a")}, false));
        m_uploader->finish();
        QCOMPARE(m_uploader->started.back(), job("a"));
        QCOMPARE(m_queue->setPaused(RecordingId{QStringLiteral("x")}, true).error().code,
                 ErrorCode::NotFound);
    }

    void moveFirst_changesTheOrder_alsoAfterARestart()
    {
        for (const auto *id : {"a", "b", "c"}) {
            QVERIFY(m_queue->add(job(id)));
        }
        QVERIFY(m_queue->moveFirst(RecordingId{QStringLiteral("c")}));
        QCOMPARE(m_uploader->started.back(), job("c"));
        startProgram();
        for (const auto *id : {"c", "a", "b"}) {
            QCOMPARE(m_uploader->started.back(), job(id));
            m_uploader->finish();
        }
    }

    void setHeld_sendsNothing_untilTheMeetingIsOver()
    {
        QVERIFY(m_queue->add(job("a")));
        QVERIFY(m_queue->begin(growing("b")));
        m_queue->setHeld(true);
        QVERIFY(!m_uploader->running && !m_live->running);
        QVERIFY(m_queue->uploads()[0].held);
        QVERIFY(m_queue->add(job("b")));
        QVERIFY(!m_queue->isIdle());
        m_queue->setHeld(false);
        QVERIFY(m_uploader->running);
        m_uploader->finish();
        QCOMPARE(m_uploader->started.back(), job("b"));
    }

    void destroying_cancelsAndKeepsTheJob_whileItIsSent()
    {
        QVERIFY(m_queue->add(job("a")));
        m_queue.reset();
        QCOMPARE(m_uploader->cancelled, 1);
        QVERIFY(QFileInfo::exists(jobFile("a")));
    }
};

QTEST_GUILESS_MAIN(TestUploadQueue)
#include "test_upload_queue.moc"
