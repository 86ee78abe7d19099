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
    void start(const UploadJob &job) override { started.push_back(job); }
    void cancel() override { ++cancelled; }

    std::vector<UploadJob> started;
    int cancelled = 0;
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
    job.bytes = 1000;
    job.duration = 5000;
    job.sha256 = QString(64, QLatin1Char('0'));
    job.endpoint = QUrl(QStringLiteral("https://room.example/api/uploads"));
    job.token = QStringLiteral("secret");
    return job;
}

} // namespace

class TestUploadQueue : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<FakeUploader> m_uploader;
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
        m_timer = {};
        auto queue =
            UploadQueue::create({folder(), *m_uploader, m_timer, m_clock, [] { return 0.0; }});
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
        Q_EMIT m_uploader->finished();
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
        Q_EMIT m_uploader->finished();
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
            Q_EMIT m_uploader->failed(Error{ErrorCode::Unreachable, {}});
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
        Q_EMIT m_uploader->failed(Error{ErrorCode::Timeout, {}});
        QCOMPARE(m_timer.delay, std::optional<std::chrono::milliseconds>(1000ms));
    }

    void failed_letsTheNextOneGo_whenTheFirstWaits()
    {
        QVERIFY(m_queue->add(job("a")));
        QVERIFY(m_queue->add(job("b")));
        Q_EMIT m_uploader->failed(Error{ErrorCode::Unreachable, {}});
        QCOMPARE(m_uploader->started.back(), job("b"));
        // While b is sent the time of a comes: it waits for its turn.
        passTime(1s);
        QCOMPARE(m_uploader->started.size(), size_t(2));
        Q_EMIT m_uploader->finished();
        QCOMPARE(m_uploader->started.back(), job("a"));
    }

    void failed_isKeptForTheUser_whenItCannotHeal()
    {
        QVERIFY(m_queue->add(job("a")));
        Q_EMIT m_uploader->failed(Error{ErrorCode::TokenInvalid, {}});
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
        Q_EMIT m_uploader->failed(Error{ErrorCode::Unreachable, {}});
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
        Q_EMIT m_uploader->finished();
        QCOMPARE(m_uploader->started[1], job("a"));
    }

    void restart_sendsAnew_whenTheServersBytesWereWrong()
    {
        QVERIFY(m_queue->add(job("a")));
        Q_EMIT m_uploader->located(QUrl(QStringLiteral("https://room.example/api/uploads/a")));
        Q_EMIT m_uploader->failed(Error{ErrorCode::ChecksumMismatch, {}});
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
