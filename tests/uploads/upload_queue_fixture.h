#pragma once

#include "app/uploads/upload_queue.h"
#include "tests/fake_clock.h"
#include "tests/uploads/fake_retry_timer.h"

#include <QDir>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace prosc {

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

inline UploadJob job(const char *id)
{
    UploadJob job;
    job.recording = RecordingId{QLatin1String(id)};
    job.file = QStringLiteral("/recordings/") + job.recording.value;
    job.name = QStringLiteral("Rec \u2013 ") + job.recording.value;
    job.bodyBytes = 1000;
    job.checksum = QString(64, QLatin1Char('0'));
    job.endpoint = QUrl(QStringLiteral("https://room.example/api/uploads"));
    job.token = QStringLiteral("secret");
    job.report = QStringLiteral("/recordings/report.json");
    return job;
}

inline UploadJob growing(const char *id)
{
    UploadJob growing = job(id);
    growing.bodyBytes = -1;
    growing.checksum.clear();
    return growing;
}

inline constexpr int64_t kFarBehind = UploadQueue::kBehind + 1;

/// A queue whose clock, timer and uploaders the test controls; a base class for tests.
class UploadQueueFixture
{
protected:
    void makeQueue()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        startProgram();
    }
    void endQueue()
    {
        m_queue.reset();
        m_uploader.reset();
        m_live.reset();
    }
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
        m_clock.advance(time);
        m_timer.callback();
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<FakeUploader> m_uploader;
    std::unique_ptr<FakeUploader> m_live;
    FakeTimer m_timer;
    FakeClock m_clock;
    std::unique_ptr<UploadQueue> m_queue;
};

} // namespace prosc
