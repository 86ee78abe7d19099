#include "app/composition/recording_uploads.h"
#include "tests/recording/recorder_fixture.h"
#include "tests/uploads/upload_queue_fixture.h"

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace std::chrono_literals;

/// Recordings of this computer together with the upload queue.
class TestRecordingUploads : public QObject, private UploadQueueFixture
{
    Q_OBJECT

    std::unique_ptr<Recorder> m_recorder;
    std::unique_ptr<RecordingUploads> m_uploads;

    void reach(std::chrono::milliseconds recorded, int64_t bytes)
    {
        auto progress = progressAt(recorded);
        progress.bytes = bytes;
        m_recorder->engine.show(progress);
    }

private Q_SLOTS:
    void init()
    {
        makeQueue();
        m_recorder = std::make_unique<Recorder>();
        m_uploads = std::make_unique<RecordingUploads>(m_recorder->controller, *m_queue);
        auto order = Recorder::order();
        order.ticket = UploadTicket{job("r1").endpoint, u"secret"_s, {}};
        m_recorder->controller.begin(order, {});
        m_recorder->engine.showFirstPicture();
    }
    void cleanup()
    {
        m_uploads.reset();
        m_recorder.reset();
        endQueue();
    }

    void upload_begins_withTheFirstBytes()
    {
        reach(0s, 0);
        QVERIFY(m_live->started.empty());
        reach(1s, 300);
        reach(2s, 600);
        QCOMPARE(m_live->started.size(), size_t(1));
        QCOMPARE(m_live->grown, (std::vector<qint64>{300, 600}));
    }

    void upload_isTriedAgain_whenItCouldNotBegin()
    {
        QVERIFY(QDir(folder()).removeRecursively());
        reach(1s, 300);
        QVERIFY(m_queue->uploads().empty());
        QVERIFY(QDir().mkpath(folder()));
        reach(10s, 3000); // not at every heartbeat
        QVERIFY(m_queue->uploads().empty());
        reach(11s, 3300);
        QCOMPARE(m_live->started.size(), size_t(1));
        QCOMPARE(m_live->grown.back(), 3300);
        reach(21s, 6600);
        QCOMPARE(m_live->started.size(), size_t(1));
        QCOMPARE(m_live->grown.back(), 6600);
    }
};

QTEST_GUILESS_MAIN(TestRecordingUploads)
#include "test_recording_uploads.moc"
