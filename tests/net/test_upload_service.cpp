#include "app/mp4/finaliser.h"
#include "app/mp4/recording_body.h"
#include "app/net/upload/tus_uploader.h"
#include "app/uploads/upload_queue.h"

#include "tests/mp4/mp4_fixture.h"
#include "tests/net/faulty_proxy.h"
#include "tests/net/real_service.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::test;
using namespace std::chrono_literals;

namespace {

constexpr int kPatience = 20'000;

/// The client side: a recording, and the queue that uploads it to the library.
class Recorder
{
public:
    explicit Recorder(const QString &folder) : m_folder(folder) { startProgram(); }

    /// When called again, acts like a restart after a kill.
    void startProgram()
    {
        m_queue.reset();
        TusOptions options;
        options.chunkBytes = 1; // one fragment per request
        options.firstWait = 50ms;
        options.stall = 1s;
        m_live = std::make_unique<TusUploader>(options);
        m_uploader = std::make_unique<TusUploader>(options);
        auto queue = UploadQueue::create(
            {m_folder + u"/jobs"_s, *m_live, *m_uploader, m_timer, m_clock, [] { return 1.0; }});
        QVERIFY(queue);
        m_queue = *std::move(queue);
        confirmed = std::make_unique<QSignalSpy>(m_queue.get(), &UploadQueue::confirmed);
    }
    void begin(const RealRecorder &room)
    {
        job = {};
        job.recording = room.order.recording;
        job.file = m_folder + QLatin1Char('/') + job.recording.value + u".mp4"_s;
        job.name = u"Rec.mp4"_s;
        job.endpoint = room.endpoint();
        job.token = room.order.uploadToken;
    }
    /// The body up to `end` is safe on the local disk.
    void record(const QByteArray &body, qsizetype end)
    {
        const auto before = QFileInfo(part()).size();
        QFile file(part());
        QVERIFY(file.open(QIODevice::Append));
        QCOMPARE(file.write(body.mid(before, end - before)), end - before);
        file.close();
        QVERIFY(m_queue->begin(job));
        m_queue->grow(job.recording, end);
    }
    /// As the recorder at Stop. Afterwards `job` is the finished one.
    void finish(const QByteArray &body)
    {
        SystemFileLayer disk;
        {
            const auto file = disk.open(part(), FileMode::ReadWrite);
            QVERIFY(finaliseTail(**file, *FragmentIndex::read(**file)));
        }
        QVERIFY(disk.rename(part(), job.file));
        job.bodyBytes = body.size();
        job.checksum = checksumOf(body);
    }
    [[nodiscard]] UploadQueue &queue() { return *m_queue; }
    [[nodiscard]] int64_t sent() const
    {
        const auto uploads = m_queue->uploads();
        return uploads.empty() ? -1 : uploads.front().sent;
    }

    UploadJob job;
    std::unique_ptr<QSignalSpy> confirmed;

private:
    [[nodiscard]] QString part() const { return job.file + u".part"_s; }

    const QString m_folder;
    SystemClock m_clock;
    QtRetryTimer m_timer;
    std::unique_ptr<TusUploader> m_live;
    std::unique_ptr<TusUploader> m_uploader;
    std::unique_ptr<UploadQueue> m_queue;
};

} // namespace

/// The client's complete upload into the library of a real service.
class TestUploadService : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<RealService> m_service;
    std::unique_ptr<RealRecorder> m_room;
    std::unique_ptr<Recorder> m_recorder;
    QByteArray m_body;
    QList<qsizetype> m_ends;

    /// The recording's body as the library has it.
    QByteArray inLibrary() const
    {
        QDirIterator files(m_service->data(), {u"*.mp4"_s}, QDir::Files,
                           QDirIterator::Subdirectories);
        if (!files.hasNext()) {
            return {};
        }
        SystemFileLayer disk;
        const auto body = RecordingBody::open(disk, files.next());
        const auto bytes = body ? (*body)->read(0, m_body.size()) : fail(body.error());
        return bytes ? *bytes : QByteArray();
    }
    void stop()
    {
        m_recorder->finish(m_body);
        m_room->stopped(6000, QFileInfo(m_recorder->job.file).size(), m_recorder->job.checksum);
        QVERIFY(m_recorder->queue().add(m_recorder->job));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QTemporaryDir folder;
        m_body = recordFragments(folder.path(), u"0"_s);
        m_ends = fragmentEnds(m_body);
        QCOMPARE(m_ends.size(), 9);
    }
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_service = std::make_unique<RealService>(m_dir->path());
        QVERIFY(m_service->start());
        m_room = std::make_unique<RealRecorder>(m_service->host);
        m_room->begin();
        m_recorder = std::make_unique<Recorder>(m_dir->path());
        m_recorder->begin(*m_room);
    }
    void cleanup()
    {
        m_recorder.reset();
        m_room.reset();
        m_service.reset();
    }

    void recording_isInTheLibrary_rightAfterStop()
    {
        QSignalSpy changed(&m_room->session(), &RoomSession::mediaItemChanged);
        for (const auto end : m_ends) {
            m_recorder->record(m_body, end);
            QTRY_COMPARE_WITH_TIMEOUT(m_recorder->sent(), end, kPatience);
        }
        QCOMPARE(inLibrary(), QByteArray());
        QElapsedTimer sinceStop;
        sinceStop.start();
        stop();
        QTRY_COMPARE_WITH_TIMEOUT(m_recorder->confirmed->size(), 1, kPatience);
        QVERIFY2(sinceStop.elapsed() < 3000, qPrintable(QString::number(sinceStop.elapsed())));
        QCOMPARE(inLibrary(), m_body);
        QVERIFY(QFile::exists(m_recorder->job.file));
        const auto isReady = [&changed, this] {
            const auto item = changed.last()[0].value<MediaItem>();
            return item.state == MediaItemState::Ready && item.sha256 == m_recorder->job.checksum;
        };
        QTRY_VERIFY(!changed.isEmpty() && isReady());
    }

    void report_followsTheRecording_alsoWhenTheServiceIsKilled()
    {
        m_recorder->job.report = m_dir->filePath(u"report.json"_s);
        QFile report(m_recorder->job.report);
        QVERIFY(report.open(QIODevice::WriteOnly) && report.write(R"({"repeated":3})") > 0);
        report.close();
        m_recorder->record(m_body, m_ends.last());
        QTRY_COMPARE_WITH_TIMEOUT(m_recorder->sent(), m_ends.last(), kPatience);
        m_service->kill();
        stop();
        QVERIFY(m_service->start());
        QTRY_COMPARE_WITH_TIMEOUT(m_recorder->confirmed->size(), 1, kPatience);
        QDirIterator files(m_service->data(), {u"report.json"_s}, QDir::Files,
                           QDirIterator::Subdirectories);
        QVERIFY(files.hasNext());
        QFile kept(files.next());
        QVERIFY(kept.open(QIODevice::ReadOnly));
        const auto json = QJsonDocument::fromJson(kept.readAll());
        QCOMPARE(json[u"state"_s].toString(), u"ready"_s);
        QCOMPARE(json[u"checksum"_s].toString(), m_recorder->job.checksum);
        QCOMPARE(json[u"recorder"_s][u"repeated"_s].toInt(), 3);
    }

    void nothing_isLost_whenTheServiceIsKilledAgainAndAgain()
    {
        for (const auto end : m_ends) {
            m_recorder->record(m_body, end);
            QCoreApplication::processEvents();
            m_service->kill();
            QVERIFY(m_service->start());
            QTRY_COMPARE_WITH_TIMEOUT(m_recorder->sent(), end, kPatience);
        }
        stop();
        m_service->kill();
        QVERIFY(m_service->start());
        QTRY_COMPARE_WITH_TIMEOUT(m_recorder->confirmed->size(), 1, kPatience);
        QCOMPARE(inLibrary(), m_body);
    }

    void nothing_isSentTwice_whenTheProgramIsStartedAgain()
    {
        m_recorder->record(m_body, m_ends[4]);
        QTRY_COMPARE_WITH_TIMEOUT(m_recorder->sent(), m_ends[4], kPatience);
        m_recorder->startProgram();
        // The recovery finds more on the disk than was sent.
        QFile part(m_recorder->job.file + u".part"_s);
        QVERIFY(part.open(QIODevice::Append));
        part.write(m_body.mid(m_ends[4]));
        part.close();
        stop();
        int64_t first = m_body.size();
        connect(&m_recorder->queue(), &UploadQueue::changed, this, [this, &first] {
            const auto sent = m_recorder->sent();
            first = sent > 0 ? std::min(first, sent) : first;
        });
        QTRY_COMPARE_WITH_TIMEOUT(m_recorder->confirmed->size(), 1, kPatience);
        QCOMPARE(first, int64_t{m_ends[4]});
        QCOMPARE(inLibrary(), m_body);
        QVERIFY(m_recorder->queue().uploads().empty());
        QVERIFY(QDir(m_dir->filePath(u"jobs"_s)).isEmpty());
    }

    void upload_goesOn_whenTheNetworkStandsStill()
    {
        FaultyProxy proxy(static_cast<quint16>(m_room->endpoint().port()),
                          std::numeric_limits<qint64>::max());
        QVERIFY(proxy.listen());
        m_recorder->job.endpoint.setPort(proxy.port());
        m_recorder->record(m_body, m_ends[2]);
        QTRY_COMPARE_WITH_TIMEOUT(m_recorder->sent(), m_ends[2], kPatience);
        proxy.hold(true);
        m_recorder->record(m_body, m_ends[5]);
        const auto waits = [this] {
            const auto upload = m_recorder->queue().uploads().at(0);
            return upload.state == UploadState::BackingOff && upload.error &&
                   upload.error->code == ErrorCode::Timeout;
        };
        QTRY_VERIFY_WITH_TIMEOUT(waits(), kPatience);
        m_recorder->record(m_body, m_ends.last());
        proxy.hold(false);
        QTRY_COMPARE_WITH_TIMEOUT(m_recorder->sent(), m_ends.last(), kPatience);
        stop();
        QTRY_COMPARE_WITH_TIMEOUT(m_recorder->confirmed->size(), 1, kPatience);
        QCOMPARE(inLibrary(), m_body);
    }

    void fragment_isSentAgain_whenAByteIsDamagedOnTheWay()
    {
        FaultyProxy proxy(static_cast<quint16>(m_room->endpoint().port()),
                          std::numeric_limits<qint64>::max());
        QVERIFY(proxy.listen());
        m_recorder->job.endpoint.setPort(proxy.port());
        m_recorder->record(m_body, m_ends[0]);
        QTRY_COMPARE_WITH_TIMEOUT(m_recorder->sent(), m_ends[0], kPatience);
        proxy.damageAt(proxy.passed() + (m_ends[1] - m_ends[0]) / 2);
        m_recorder->record(m_body, m_ends[1]);
        QTRY_COMPARE_WITH_TIMEOUT(m_recorder->sent(), m_ends[1], kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(proxy.damaged, 1, kPatience); // it may still be on its way
        m_recorder->record(m_body, m_ends.last());
        stop();
        QTRY_COMPARE_WITH_TIMEOUT(m_recorder->confirmed->size(), 1, kPatience);
        QCOMPARE(inLibrary(), m_body);
    }
};

QTEST_GUILESS_MAIN(TestUploadService)
#include "test_upload_service.moc"
