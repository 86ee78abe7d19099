#include "app/media/mux/recording_publish.h"
#include "app/media/record/recording_file.h"
#include "tests/media/moving_bar.h"
#include "tests/media/record/recording_disks.h"
#include "tests/mp4/mp4_fixture.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <cmath>
#include <span>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::test;

namespace {

constexpr QSize kSmall{320, 180};
const QString kName = u"Rec – 2026-11-23 10:30 – Töst.mp4"_s;

} // namespace

class TestRecordingFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void recording_isARegularMp4_whenFinished();
    void chunk_isJournalled_afterItIsOnDisk();
    void recording_holdsFewPictures_whenTheyAreGivenQuickly();
    void recording_plays_whenTheProgramWasKilled();
    void recording_keepsWhatIsSafe_whenTheDiskIsFull();
    void recording_isPublishedLater_whenTheIndexDoesNotFit();
    void publish_givesTheSameFile_whenRepeatedAfterACrash();
    void finish_leavesNoFile_whenNothingWasRecorded();
    void create_fails_whenThereIsARecordingOrNoFolder();
    void recording_playsToTheEnd_whenThereIsNoSound();

private:
    [[nodiscard]] std::unique_ptr<RecordingFile> start(FileLayer &disk, QSize size = kSmall);
    void checkStreams() const;
    void checkDecoding() const;
    [[nodiscard]] QByteArray decode(const QStringList &output) const;
    [[nodiscard]] int64_t decodedFrames(const QString &file) const;
    /// The first failure when adding frames `from` to `to`, if any.
    [[nodiscard]] Status record(RecordingFile &file, int64_t from, int64_t to,
                                QSize size = kSmall) const;
    [[nodiscard]] QString path() const { return m_folder->filePath(kName); }
    [[nodiscard]] QStringList names() const
    {
        return QDir(m_folder->path()).entryList(QDir::Files);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    SystemFileLayer m_disk;
    std::atomic<int> m_errors{0};
    std::atomic<ErrorCode> m_errorCode{ErrorCode::Internal};
};

void TestRecordingFile::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_errors = 0;
}

std::unique_ptr<RecordingFile> TestRecordingFile::start(FileLayer &disk, QSize size)
{
    RecordingFile::Options options;
    options.folder = m_folder->path();
    options.fileName = kName;
    options.size = size;
    options.disk = &disk;
    options.onError = [this](const Error &error) {
        m_errorCode = error.code;
        ++m_errors;
    };
    auto file = RecordingFile::create(std::move(options));
    if (!file) {
        qWarning("%s", qPrintable(file.error().detail));
        return nullptr;
    }
    return std::move(*file);
}

Status TestRecordingFile::record(RecordingFile &file, int64_t from, int64_t to, QSize size) const
{
    for (auto frame = from; frame < to; ++frame) {
        if (auto status = file.addPicture(makePicture(frame, size), frame); !status) {
            return status;
        }
        if (auto status = file.addAudio(makeTone(frame)); !status) {
            return status;
        }
    }
    return {};
}

void TestRecordingFile::recording_isARegularMp4_whenFinished()
{
    const QSize size(1920, 1080);
    auto file = start(m_disk, size);
    QVERIFY(file);
    QElapsedTimer timer;
    timer.start();
    QVERIFY(record(*file, 0, 100, size));
    file->requestKeyFrame();
    QVERIFY(record(*file, 100, 300, size));
    const auto encoding = timer.restart();
    const auto recorded = file->finish();
    QVERIFY(recorded);
    qInfo("10 s at 1080p: %lld ms, finish %lld ms", encoding, timer.elapsed());

    QCOMPARE(m_errors.load(), 0);
    QCOMPARE(names(), QStringList{kName});
    QCOMPARE(recorded->path, path());
    QCOMPARE(recorded->frames, 300);
    QVERIFY(std::abs(recorded->duration.count() - 10000) <= 40);
    QFile written(path());
    QVERIFY(written.open(QIODevice::ReadOnly));
    const auto bytes = written.readAll();
    QCOMPARE(recorded->bytes, bytes.size());
    const auto boxes = topBoxes(bytes);
    QCOMPARE(boxes.size(), 3);
    QCOMPARE(recorded->bodyBytes, boxes[1].end);
    const auto body =
        QByteArray(bytes).first(boxes[1].end).replace(boxes[1].start, kMaxBoxHeader, freeBox());
    QCOMPARE(recorded->checksum, checksumOf(body));

    checkStreams();
    checkDecoding();
}

void TestRecordingFile::checkStreams() const
{
    const auto streams = u"-select_streams"_s;
    const auto video = probe(path(),
                             u"stream=codec_name,profile,width,height,has_b_frames,pix_fmt,level,"
                             "color_range,color_space,color_transfer,color_primaries,"
                             "r_frame_rate,avg_frame_rate,start_pts,nb_frames"_s,
                             {streams, u"v"_s});
    QCOMPARE(QByteArray(video).replace('\n', ' '),
             QByteArray("h264 High 1920 1080 0 yuv420p 41 tv bt709 bt709 bt709 30/1 30/1 0 300"));
    const auto audio =
        probe(path(), u"stream=codec_name,profile,sample_rate,channels"_s, {streams, u"a"_s});
    QCOMPARE(QByteArray(audio).replace('\n', ' '), QByteArray("aac LC 48000 2"));
    const auto lengths = probe(path(), u"stream=duration"_s).split('\n');
    const auto starts = probe(path(), u"stream=start_time"_s).split('\n');
    for (int stream = 0; stream < 2; ++stream) {
        QVERIFY(std::abs(lengths.value(stream).toDouble() - 10.0) < 0.04);
        QVERIFY(!starts.value(stream).isEmpty() && std::abs(starts[stream].toDouble()) < 0.001);
    }

    // Key frames are where requested, and at most 2 s apart.
    QList<int> keyFrames;
    for (const auto &packet : packets(path(), u"packet=stream_index,flags,pts"_s)) {
        if (packet.contains(u"stream_index=0"_s) && packet.contains(u"flags=K"_s)) {
            const auto time = packet.section(u"pts="_s, 1).section(QLatin1Char('|'), 0, 0);
            keyFrames.append(time.toInt() / 512);
        }
    }
    std::sort(keyFrames.begin(), keyFrames.end());
    QVERIFY(keyFrames.startsWith(0) && keyFrames.contains(100) && keyFrames.last() >= 240);
    for (qsizetype i = 1; i < keyFrames.size(); ++i) {
        QVERIFY(keyFrames[i] - keyFrames[i - 1] <= 60);
    }
}

void TestRecordingFile::checkDecoding() const
{
    QProcess decoder;
    decoder.start(u"ffmpeg"_s,
                  {u"-v"_s, u"warning"_s, u"-i"_s, path(), u"-f"_s, u"null"_s, u"-"_s});
    QVERIFY(decoder.waitForFinished(60000));
    QCOMPARE(decoder.exitCode(), 0);
    QCOMPARE(decoder.readAllStandardError(), QByteArray());
    QCOMPARE(decodedFrames(path()), 300);

    // Frame 150 shows the picture of frame 150.
    const auto image = decode({u"-vf"_s, u"select=eq(n\\,150)"_s, u"-frames:v"_s, u"1"_s, u"-f"_s,
                               u"rawvideo"_s, u"-pix_fmt"_s, u"yuv420p"_s});
    QCOMPARE(image.size(), qsizetype{1920 * 1080 * 3 / 2});
    const auto bar = barStart(150, 1920);
    const auto luma = [&](int x) { return static_cast<uint8_t>(image[1920 * 500 + x]); };
    QVERIFY(luma(bar + 8) > 200 && luma(bar + 180) > 200);
    QVERIFY(luma(bar - 8) < 100 && luma(bar + 200) < 100);

    // The audio is the tone, in place from the first sample to the last.
    const auto sound = decode({u"-vn"_s, u"-f"_s, u"f32le"_s});
    const auto samples = std::span(reinterpret_cast<const float *>(sound.constData()),
                                   static_cast<size_t>(sound.size()) / sizeof(float));
    QVERIFY(samples.size() / 2 >= 480000 && samples.size() / 2 < 482048);
    double difference = 0;
    for (int64_t frame = 0; frame < 300; ++frame) {
        const auto expected = makeTone(frame);
        for (size_t i = 0; i < expected.size(); ++i) {
            const auto got = samples[static_cast<size_t>(frame) * expected.size() + i];
            difference += std::pow(got - expected[i], 2);
        }
    }
    QVERIFY2(std::sqrt(difference / 960000) < 0.02, qPrintable(QString::number(difference)));
}

QByteArray TestRecordingFile::decode(const QStringList &output) const
{
    return run(u"ffmpeg"_s,
               QStringList{u"-v"_s, u"error"_s, u"-i"_s, path()} + output + QStringList{u"-"_s});
}

int64_t TestRecordingFile::decodedFrames(const QString &file) const
{
    return probe(file, u"stream=nb_read_frames"_s,
                 {u"-count_frames"_s, u"-select_streams"_s, u"v"_s})
        .toLongLong();
}

void TestRecordingFile::chunk_isJournalled_afterItIsOnDisk()
{
    LoggingDisk disk;
    const auto file = start(disk);
    QVERIFY(record(*file, 0, 60));
    file->abandon();
    // The header and at least four fragments; each: data, sync, then its record, sync.
    QVERIFY(disk.log.startsWith("F"));
    const auto operations = disk.log.mid(1);
    QVERIFY(operations.size() >= 20);
    QCOMPARE(operations, QByteArray("wsWS").repeated(operations.size() / 4));
}

void TestRecordingFile::recording_holdsFewPictures_whenTheyAreGivenQuickly()
{
    const auto file = start(m_disk);
    std::vector<std::weak_ptr<const PictureBuffer>> given;
    const auto alive = [&given] {
        return std::count_if(given.begin(), given.end(),
                             [](const auto &picture) { return !picture.expired(); });
    };
    for (int64_t frame = 0; frame < 90; ++frame) {
        const auto picture = makePicture(frame, kSmall);
        given.push_back(picture.buffer);
        QVERIFY(file->addPicture(picture, frame));
        QVERIFY(file->addAudio(makeTone(frame)));
        QVERIFY2(alive() <= 8, "the pool of pictures would run dry");
    }
    QVERIFY(file->finish());
    QCOMPARE(alive(), 0);
}

void TestRecordingFile::recording_plays_whenTheProgramWasKilled()
{
    // Given a recording that continues while its files are copied, as after a kill
    const auto file = start(m_disk);
    QVERIFY(record(*file, 0, 200));
    const auto onDisk = [this] {
        const auto part = m_disk.open(path() + u".part"_s, FileMode::ReadOnly);
        const auto index = FragmentIndex::read(**part);
        return index ? index->pictures() : 0;
    };
    // 200 frames went in; the encoder and the open fragment hold part of the last second.
    QTRY_VERIFY(onDisk() >= 165);
    const auto safe = file->bytesWritten();
    QTemporaryDir killed;
    const auto paths = RecordingPaths::of(killed.path(), kName);
    QVERIFY(QFile::copy(path() + u".journal"_s, paths.journal));
    QVERIFY(QFile::copy(path() + u".part"_s, paths.part));
    file->abandon();
    QVERIFY(names().contains(kName + u".part"_s));

    const auto recovered = recoverRecording(m_disk, paths);
    QVERIFY(recovered);
    QVERIFY(recovered->bytes > safe);
    QVERIFY(recovered->frames >= 165 && recovered->frames <= 200);
    QCOMPARE(decodedFrames(paths.file), recovered->frames);
    QCOMPARE(QDir(killed.path()).entryList(QDir::Files), QStringList{kName});

    // The abandoned file holds everything.
    const auto abandoned = recoverRecording(m_disk, RecordingPaths::of(m_folder->path(), kName));
    QVERIFY(abandoned);
    QCOMPARE(abandoned->frames, 200);
}

void TestRecordingFile::recording_keepsWhatIsSafe_whenTheDiskIsFull()
{
    SmallDisk disk(250'000, false);
    const auto file = start(disk);
    const auto status = record(*file, 0, 3000);
    QVERIFY(!status);
    QCOMPARE(status.error().code, ErrorCode::DiskFull);
    const auto safe = file->bytesWritten();
    QVERIFY(safe > 100'000);

    const auto recorded = file->finish();
    QVERIFY2(recorded, recorded ? "" : qPrintable(recorded.error().detail));
    QCOMPARE(m_errors.load(), 1);
    QCOMPARE(m_errorCode.load(), ErrorCode::DiskFull);
    QVERIFY(recorded->bytes > safe);
    QVERIFY(recorded->frames >= 30);
    QCOMPARE(decodedFrames(path()), recorded->frames);
}

void TestRecordingFile::recording_isPublishedLater_whenTheIndexDoesNotFit()
{
    SmallDisk disk(250'000, true);
    const auto file = start(disk);
    QVERIFY(!record(*file, 0, 3000));
    const auto safe = file->bytesWritten();
    const auto refused = file->finish();
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::DiskFull);
    QCOMPARE(m_errors.load(), 1);
    QCOMPARE(QFile(path() + u".part"_s).size(), safe);

    const auto recorded = recoverRecording(m_disk, RecordingPaths::of(m_folder->path(), kName));
    QVERIFY(recorded);
    QVERIFY(recorded->frames >= 30);
    QCOMPARE(names(), QStringList{kName});
}

void TestRecordingFile::publish_givesTheSameFile_whenRepeatedAfterACrash()
{
    const auto file = start(m_disk);
    QVERIFY(record(*file, 0, 90));
    file->abandon();
    const auto paths = RecordingPaths::of(m_folder->path(), kName);
    QVERIFY(QFile::copy(paths.journal, m_folder->filePath(u"journal"_s)));
    const auto first = recoverRecording(m_disk, paths);
    QVERIFY(first);

    // First: crashed after the renaming. Then: before it.
    QVERIFY(QFile::copy(m_folder->filePath(u"journal"_s), paths.journal));
    const auto second = recoverRecording(m_disk, paths);
    QVERIFY(second);
    QCOMPARE(second->bodyBytes, first->bodyBytes);
    QCOMPARE(second->checksum, first->checksum);
    QVERIFY(!QFile::exists(paths.journal));
    QVERIFY(QFile::rename(paths.file, paths.part));
    const auto third = recoverRecording(m_disk, paths);
    QVERIFY(third);
    QCOMPARE(third->checksum, first->checksum);
    QCOMPARE(third->frames, 90);
}

void TestRecordingFile::finish_leavesNoFile_whenNothingWasRecorded()
{
    const auto file = start(m_disk);
    QVERIFY(file);
    QCOMPARE(names().size(), 2);
    const auto recorded = file->finish();
    QVERIFY(!recorded);
    QCOMPARE(recorded.error().code, ErrorCode::FileDamaged);
    QCOMPARE(names(), QStringList());
    QCOMPARE(m_errors.load(), 0);
}

void TestRecordingFile::create_fails_whenThereIsARecordingOrNoFolder()
{
    const auto first = start(m_disk);
    QVERIFY(first);
    RecordingFile::Options options;
    options.folder = m_folder->path();
    options.fileName = kName;
    options.size = kSmall;
    options.disk = &m_disk;
    QCOMPARE(RecordingFile::create(options).error().code, ErrorCode::DiskError);
    QCOMPARE(names().size(), 2);
    options.folder += u"/none"_s;
    QCOMPARE(RecordingFile::create(options).error().code, ErrorCode::NotFound);
}

void TestRecordingFile::recording_playsToTheEnd_whenThereIsNoSound()
{
    const auto file = start(m_disk);
    for (int64_t frame = 0; frame < 75; ++frame) {
        QVERIFY(file->addPicture(makePicture(frame, kSmall), frame));
    }
    const auto recorded = file->finish();
    QVERIFY2(recorded, recorded ? "" : qPrintable(recorded.error().detail));
    QCOMPARE(recorded->frames, 75);
}

QTEST_GUILESS_MAIN(TestRecordingFile)
#include "test_recording_file.moc"
