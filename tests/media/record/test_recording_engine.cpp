#include "app/media/decode/stage_media.h"
#include "app/media/decode/video_decoder.h"
#include "app/media/ffmpeg/av_handles.h"
#include "app/media/record/recording_engine.h"
#include "app/media/simulate/simulated_source.h"
#include "tests/media/tones.h"
#include "tests/stage/scenes.h"

#include <QDir>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <cmath>
#include <thread>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::testing;

namespace {

using std::chrono::milliseconds;

constexpr QSize kStage(1920, 1080);

ParticipantId participant(int number)
{
    return {u"p%1"_s.arg(number)};
}

EncodedLoop loopOf(int number)
{
    SimulatedSource::Options options;
    options.number = number;
    options.size = QSize(640, 360);
    options.seconds = 1;
    return SimulatedSource::generate(options).value_or(EncodedLoop());
}

/// Sends loops into a StageMedia in real time, on its own thread, as the transport would.
class Senders
{
public:
    Senders(StageMedia &media, const Clock &clock,
            std::vector<std::pair<TrackId, std::vector<EncodedFrame>>> tracks)
        : m_thread(
              [this, &media, &clock, tracks = std::move(tracks)] { run(media, clock, tracks); })
    {
    }
    ~Senders()
    {
        m_ends = true;
        m_thread.join();
    }

private:
    void run(StageMedia &media, const Clock &clock,
             const std::vector<std::pair<TrackId, std::vector<EncodedFrame>>> &tracks) const
    {
        const MediaTime start = clock.now();
        std::vector<size_t> next(tracks.size(), 0);
        while (!m_ends) {
            for (size_t i = 0; i < tracks.size(); ++i) {
                const auto &[track, frames] = tracks[i];
                for (;;) {
                    auto frame = frames[next[i] % frames.size()];
                    frame.time += start + std::chrono::seconds(next[i] / frames.size());
                    if (frame.time > clock.now()) {
                        break;
                    }
                    media.encodedFrame(track, frame);
                    ++next[i];
                }
            }
            std::this_thread::sleep_for(milliseconds(3));
        }
    }

    std::atomic<bool> m_ends{false};
    std::thread m_thread;
};

std::vector<std::pair<TrackId, std::vector<EncodedFrame>>> cameraAndMicrophone(int number)
{
    const auto loop = loopOf(number);
    return {{{participant(number), TrackKind::Camera}, loop.video},
            {{participant(number), TrackKind::Microphone}, loop.audio}};
}

/// A file reopened and decoded by the ffmpeg program.
struct Reopened
{
    explicit Reopened(QString path) : m_path(std::move(path)) {}

    [[nodiscard]] QString probe(const QString &stream, const QString &entries) const
    {
        return QString::fromUtf8(
                   run(u"ffprobe"_s, {u"-v"_s, u"error"_s, u"-select_streams"_s, stream,
                                      u"-count_packets"_s, u"-show_entries"_s,
                                      u"stream="_s + entries, u"-of"_s, u"csv=p=0"_s, m_path}))
            .trimmed();
    }
    /// RGB of the whole frame at `seconds`.
    [[nodiscard]] QByteArray picture(double seconds) const
    {
        return run(u"ffmpeg"_s, {u"-v"_s, u"error"_s, u"-i"_s, m_path, u"-ss"_s,
                                 QString::number(seconds), u"-frames:v"_s, u"1"_s, u"-vf"_s,
                                 u"scale=in_color_matrix=bt709:in_range=tv,format=rgb24"_s, u"-f"_s,
                                 u"rawvideo"_s, u"-"_s});
    }
    [[nodiscard]] std::vector<float> sound() const
    {
        const auto bytes = run(u"ffmpeg"_s, {u"-v"_s, u"error"_s, u"-i"_s, m_path, u"-f"_s,
                                             u"f32le"_s, u"-ac"_s, u"2"_s, u"-"_s});
        std::vector<float> samples(static_cast<size_t>(bytes.size()) / sizeof(float));
        std::memcpy(samples.data(), bytes.constData(), samples.size() * sizeof(float));
        return samples;
    }

private:
    static QByteArray run(const QString &program, const QStringList &arguments)
    {
        QProcess process;
        process.start(program, arguments);
        process.waitForFinished(60000);
        return process.exitCode() == 0 ? process.readAllStandardOutput() : QByteArray();
    }

    QString m_path;
};

std::array<int, 3> rgbAt(const QByteArray &picture, QPoint at)
{
    const auto index = 3 * (at.y() * kStage.width() + at.x());
    const auto byte = [&](int i) {
        return static_cast<int>(static_cast<uint8_t>(picture[index + i]));
    };
    return {byte(0), byte(1), byte(2)};
}

bool isNear(std::array<int, 3> got, std::array<uint8_t, 3> wanted)
{
    for (size_t i = 0; i < 3; ++i) {
        if (std::abs(got[i] - wanted[i]) > 16) {
            return false;
        }
    }
    return true;
}

/// A point where a test card shows its plain colour.
QPoint groundIn(const QRect &rect)
{
    return rect.topLeft() + QPoint(rect.width() / 8, rect.height() / 4);
}

class Recording
{
public:
    Recording() : engine(media, clock, {}) {}

    void start(const StageScene &scene)
    {
        RecordingPlan plan;
        plan.recording = {u"r1"_s};
        plan.folder = folder.path();
        plan.fileName = u"Rec – test.mp4"_s;
        plan.scene = scene;
        engine.start(plan);
    }
    [[nodiscard]] RecordedFile file() const
    {
        return finished.isEmpty() ? RecordedFile() : finished.first().first().value<RecordedFile>();
    }
    /// From the last report; reports are more frequent when the computer is busy.
    [[nodiscard]] milliseconds recorded() const
    {
        return progress.isEmpty() ? milliseconds()
                                  : progress.last().first().value<RecordingProgress>().recorded;
    }

    SystemClock clock;
    StageMedia media{clock};
    RecordingEngine engine;
    QTemporaryDir folder;
    QSignalSpy started{&engine, &RecorderEngine::started};
    QSignalSpy progress{&engine, &RecorderEngine::progress};
    QSignalSpy finished{&engine, &RecorderEngine::finished};
    QSignalSpy failed{&engine, &RecorderEngine::failed};
};

} // namespace

class TestRecordingEngine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qRegisterMetaType<RecordedFile>("prosc::RecordedFile");
        qRegisterMetaType<RecordingProgress>("prosc::RecordingProgress");
        qRegisterMetaType<Error>("prosc::Error");
    }

    void stage_isRecorded_withEveryPictureAndToneInItsPlace()
    {
        Recording recording;
        auto tracks = cameraAndMicrophone(1);
        for (int number = 2; number <= 4; ++number) {
            for (auto &track : cameraAndMicrophone(number)) {
                tracks.push_back(std::move(track));
            }
        }
        Senders senders(recording.media, recording.clock, std::move(tracks));
        auto scene = numberedScene(4);
        scene.people[3].camera = false;
        QTRY_VERIFY(!recording.media.latestPicture({participant(3), TrackKind::Camera}).isNull());

        const auto begin = recording.clock.now();
        recording.start(scene);
        QTRY_VERIFY_WITH_TIMEOUT(recording.recorded() >= milliseconds(3000), 20000);
        QCOMPARE(recording.started.count(), 1);
        const auto end = recording.clock.now();
        recording.engine.stop();
        QTRY_COMPARE_WITH_TIMEOUT(recording.finished.count(), 1, 30000);
        QCOMPARE(recording.failed.count(), 0);

        const auto result = recording.file();
        const double wanted = std::chrono::duration<double>(end - begin).count();
        QVERIFY2(std::abs(static_cast<double>(result.frames) / 30 - wanted) < 0.1,
                 qPrintable(u"%1 frames for %2 s"_s.arg(result.frames).arg(wanted)));
        QCOMPARE(QFileInfo(result.path).fileName(), u"Rec – test.mp4"_s);

        const Reopened file(result.path);
        QCOMPARE(file.probe(u"v"_s, u"codec_name,width,height,avg_frame_rate,nb_read_packets"_s),
                 u"h264,1920,1080,30/1,%1"_s.arg(result.frames));
        QCOMPARE(file.probe(u"a"_s, u"codec_name,sample_rate,channels"_s), u"aac,48000,2"_s);
        verifyPicture(file.picture(0), layoutStage(scene, kStage)); // from the first one on
        verifyPicture(file.picture(2), layoutStage(scene, kStage));
        verifySound(file.sound(), static_cast<double>(result.frames) / 30, {1, 2, 3, 4}, {5, 6});
    }

    void scene_changesWhileRecording_atItsMoment()
    {
        Recording recording;
        auto tracks = cameraAndMicrophone(1);
        tracks.push_back({{participant(1), TrackKind::Screen}, loopOf(7).video});
        Senders senders(recording.media, recording.clock, std::move(tracks));
        QTRY_VERIFY(!recording.media.latestPicture({participant(1), TrackKind::Screen}).isNull());

        auto scene = numberedScene(1);
        const auto begin = recording.clock.now();
        recording.start(scene);
        QTRY_VERIFY_WITH_TIMEOUT(recording.recorded() >= milliseconds(1000), 20000);
        scene.sharing = participant(1);
        const double changed = std::chrono::duration<double>(recording.clock.now() - begin).count();
        recording.engine.setScene(scene);
        QTRY_VERIFY_WITH_TIMEOUT(recording.recorded() >= milliseconds(3000), 20000);
        recording.engine.stop();
        QTRY_COMPARE_WITH_TIMEOUT(recording.finished.count(), 1, 30000);

        const Reopened file(recording.file().path);
        const auto shared = layoutStage(scene, kStage);
        const auto before = file.picture(changed - 0.1);
        const auto after = file.picture(changed + 0.3); // the tiles have moved
        QVERIFY(isNear(rgbAt(before, groundIn(shared.tiles[0].rect)), simulatedColour(1)));
        QVERIFY(isNear(rgbAt(after, groundIn(shared.tiles[0].rect)), simulatedColour(7)));
        QVERIFY(isNear(rgbAt(after, groundIn(shared.tiles[1].rect)), simulatedColour(1)));
    }

    void stillPicture_isRecorded_whenItCameLongBeforeTheStart()
    {
        Recording recording;
        const auto loop = loopOf(2);
        auto frame = loop.video.front();
        frame.time = recording.clock.now();
        const TrackId screen{participant(1), TrackKind::Screen};
        recording.media.encodedFrame(screen, frame);
        QTRY_VERIFY(!recording.media.latestPicture(screen).isNull());
        StageScene scene;
        scene.sharing = participant(1);
        recording.start(scene);
        QTRY_VERIFY_WITH_TIMEOUT(recording.recorded() >= milliseconds(1000), 20000);
        recording.engine.stop();
        QTRY_COMPARE_WITH_TIMEOUT(recording.finished.count(), 1, 30000);
        const auto rect = layoutStage(scene, kStage).tiles[0].rect;
        QVERIFY(isNear(rgbAt(Reopened(recording.file().path).picture(0), groundIn(rect)),
                       simulatedColour(2)));
    }

    void recordingStoppedAtOnce_isCancelled_andLeavesNoFile()
    {
        Recording recording;
        recording.start(numberedScene(1));
        recording.engine.stop();
        QTRY_COMPARE(recording.failed.count(), 1);
        QCOMPARE(recording.failed.first().first().value<Error>().code, ErrorCode::Cancelled);
        QCOMPARE(recording.finished.count(), 0);
        QCOMPARE(recording.started.count(), 0);
        QVERIFY(QDir(recording.folder.path()).isEmpty());
    }

    void engine_recordsAgain_afterARecordingEnded()
    {
        Recording recording;
        recording.start(numberedScene(1));
        recording.engine.stop();
        QTRY_COMPARE(recording.failed.count(), 1);
        recording.start(numberedScene(1));
        QTRY_COMPARE_WITH_TIMEOUT(recording.started.count(), 1, 20000);
        recording.engine.stop();
        QTRY_COMPARE_WITH_TIMEOUT(recording.finished.count(), 1, 30000);
        QVERIFY(QFile::exists(recording.file().path));
    }

    void recording_fails_whenTheFolderIsMissing()
    {
        Recording recording;
        RecordingPlan plan;
        plan.folder = recording.folder.filePath(u"none"_s);
        plan.fileName = u"a.mp4"_s;
        recording.engine.start(plan);
        QTRY_COMPARE(recording.failed.count(), 1);
        QCOMPARE(recording.finished.count(), 0);
    }

    void engine_canBeDestroyed_whileItRecords()
    {
        QTemporaryDir folder;
        SystemClock clock;
        StageMedia media(clock);
        auto engine = std::make_unique<RecordingEngine>(media, clock, RecordingEngine::Options());
        QSignalSpy started(engine.get(), &RecorderEngine::started);
        RecordingPlan plan;
        plan.folder = folder.path();
        plan.fileName = u"a.mp4"_s;
        engine->start(plan);
        QTRY_COMPARE_WITH_TIMEOUT(started.count(), 1, 20000);
        engine.reset();
        // What was written is there for recovery.
        QVERIFY(!QDir(folder.path()).isEmpty());
    }

private:
    static void verifyPicture(const QByteArray &picture, const StageLayout &layout)
    {
        QCOMPARE(picture.size(), 3 * kStage.width() * kStage.height());
        for (int i = 0; i < 3; ++i) {
            const auto got = rgbAt(picture, groundIn(layout.tiles[static_cast<size_t>(i)].rect));
            QVERIFY2(isNear(got, simulatedColour(i + 1)),
                     qPrintable(u"tile %1: %2 %3 %4"_s.arg(i).arg(got[0]).arg(got[1]).arg(got[2])));
        }
        // The one whose camera is off.
        QVERIFY(isNear(rgbAt(picture, groundIn(layout.tiles[3].rect)), {0x23, 0x27, 0x2f}));
    }

    static void verifySound(const std::vector<float> &stereo, double seconds,
                            const std::vector<int> &heard, const std::vector<int> &absent)
    {
        const double length = static_cast<double>(stereo.size()) / 2 / 48000;
        QVERIFY2(std::abs(length - seconds) < 0.04,
                 qPrintable(u"%1 s of sound for %2 s"_s.arg(length).arg(seconds)));
        const auto middle = std::span(stereo).subspan(2 * 48000, 2 * 48000);
        for (const int number : heard) {
            const double amplitude = amplitudeOf(middle, simulatedToneHz(number));
            QVERIFY2(amplitude > 0.15, qPrintable(u"tone %1: %2"_s.arg(number).arg(amplitude)));
        }
        for (const int number : absent) {
            QVERIFY(amplitudeOf(middle, simulatedToneHz(number)) < 0.01);
        }
    }
};

QTEST_GUILESS_MAIN(TestRecordingEngine)
#include "test_recording_engine.moc"
