#include "tests/bench/bench_engine.h"

#include "app/media/recording_engine.h"
#include "app/media/stage_media.h"
#include "tests/bench/bench_process.h"
#include "tests/bench/bench_streams.h"

#include <QDir>
#include <QEventLoop>

#include <algorithm>
#include <atomic>
#include <thread>

namespace prosc::bench {

namespace {

using std::chrono::milliseconds;

/// One track's packets, sent round and round.
struct Feed
{
    TrackId track;
    std::vector<EncodedFrame> frames;
    MediaTime offset{};
};

/// Sends packets in real time, as the transport does, and knows what that costs.
class Feeder
{
public:
    Feeder(StageMedia &media, const Clock &clock, std::vector<Feed> feeds)
        : m_media(media), m_clock(clock), m_feeds(std::move(feeds)), m_thread([this] { run(); })
    {
    }
    ~Feeder()
    {
        m_ends = true;
        m_thread.join();
    }
    [[nodiscard]] double cpuSeconds() const { return m_cpu; }

private:
    void run()
    {
        const MediaTime start = m_clock.now();
        std::vector<size_t> next(m_feeds.size(), 0);
        while (!m_ends) {
            for (size_t i = 0; i < m_feeds.size(); ++i) {
                send(m_feeds[i], next[i], start);
            }
            m_cpu = threadCpuSeconds();
            std::this_thread::sleep_for(milliseconds(3));
        }
    }
    void send(const Feed &feed, size_t &next, MediaTime start)
    {
        for (;; ++next) {
            const auto round = static_cast<int64_t>(next / feed.frames.size());
            const auto &packet = feed.frames[next % feed.frames.size()];
            const auto time =
                start + feed.offset + packet.time + std::chrono::seconds(kLoopSeconds) * round;
            if (time > m_clock.now()) {
                return;
            }
            auto frame = packet;
            frame.time = time;
            m_media.encodedFrame(feed.track, std::move(frame));
        }
    }

    StageMedia &m_media;
    const Clock &m_clock;
    const std::vector<Feed> m_feeds;
    std::atomic<double> m_cpu{0};
    std::atomic<bool> m_ends{false};
    std::thread m_thread;
};

Result<std::vector<Feed>> feedsOf(const EngineRun &run)
{
    std::vector<Feed> feeds;
    int number = 0;
    for (const auto &path : run.streams) {
        auto loop = readStream(path);
        if (!loop) {
            return fail(loop.error());
        }
        ++number;
        // Cameras are not in step with each other.
        const MediaTime offset = milliseconds(33) * number / run.streams.size();
        const auto participant = benchParticipant(number);
        if (run.stage == Stage::Moving) {
            feeds.push_back({{participant, TrackKind::Camera}, std::move(loop->video), offset});
        }
        feeds.push_back({{participant, TrackKind::Microphone}, std::move(loop->audio), offset});
    }
    return feeds;
}

/// What the process had used at a moment of the recording.
struct Mark
{
    double cpu = 0;
    double feeding = 0;
    double resident = 0;
    RecordingProgress progress;
};

struct Measurement
{
    std::vector<Mark> marks;
    std::optional<RecordedFile> file;
    std::optional<Error> error;
};

Measurement record(RecordingEngine &engine, const Feeder &feeder, const EngineRun &run)
{
    Measurement result;
    QEventLoop loop;
    QObject::connect(&engine, &RecorderEngine::progress, &loop,
                     [&](const RecordingProgress &progress) {
                         result.marks.push_back(
                             {ownCpuSeconds(), feeder.cpuSeconds(), ownMemory().now, progress});
                         if (progress.recorded >= std::chrono::seconds(run.seconds + 1)) {
                             engine.stop();
                         }
                     });
    QObject::connect(&engine, &RecorderEngine::finished, &loop, [&](const RecordedFile &file) {
        result.file = file;
        loop.quit();
    });
    QObject::connect(&engine, &RecorderEngine::failed, &loop, [&](const Error &error) {
        result.error = error;
        loop.quit();
    });
    RecordingPlan plan;
    plan.folder = run.folder;
    plan.fileName = QStringLiteral("bench.mp4");
    plan.scene = benchScene(static_cast<int>(run.streams.size()), run.stage);
    QDir(run.folder).removeRecursively();
    QDir().mkpath(run.folder);
    engine.start(plan);
    loop.exec();
    return result;
}

QJsonObject failure(const Error &error)
{
    return {{QStringLiteral("error"), errorCodeName(error.code) + QLatin1Char(' ') + error.detail}};
}

QJsonObject toJson(const Measurement &measured)
{
    if (!measured.file || measured.marks.size() < 3) {
        return failure(measured.error.value_or(Error{ErrorCode::Internal, {}}));
    }
    const auto &first = measured.marks.front();
    const auto &last = measured.marks.back();
    const double span =
        static_cast<double>((last.progress.recorded - first.progress.recorded).count()) / 1000;
    const auto quarter = measured.marks.size() / 4;
    const double feeding = last.feeding - first.feeding;
    const auto memory = ownMemory();
    return {{QStringLiteral("cpuPerSecond"), (last.cpu - first.cpu - feeding) / span},
            {QStringLiteral("feedingPerSecond"), feeding / span},
            {QStringLiteral("seconds"), span},
            {QStringLiteral("frames"), qint64{measured.file->frames}},
            {QStringLiteral("repeated"), qint64{measured.file->repeated}},
            {QStringLiteral("megabytes"), static_cast<double>(measured.file->bytes) / 1e6},
            {QStringLiteral("rssQuarter"), measured.marks[quarter].resident},
            {QStringLiteral("rssEnd"), last.resident},
            {QStringLiteral("rssPeak"), memory.peak},
            {QStringLiteral("file"), measured.file->path}};
}

} // namespace

ParticipantId benchParticipant(int number)
{
    return {QStringLiteral("p%1").arg(number)};
}

StageScene benchScene(int people, Stage stage)
{
    StageScene scene;
    for (int number = 1; number <= people; ++number) {
        scene.people.push_back({benchParticipant(number), stage == Stage::Moving, TileFit::Fill});
    }
    if (stage == Stage::Still) {
        scene.sharing = benchParticipant(1);
    }
    return scene;
}

Picture slide()
{
    const auto picture = allocatePicture({1920, 1080});
    const auto &strides = picture.buffer->strides;
    std::fill_n(picture.planes[0], strides[0] * 1080, uint8_t{235});
    std::fill_n(picture.planes[1], strides[1] * 540, uint8_t{128});
    std::fill_n(picture.planes[2], strides[2] * 540, uint8_t{128});
    // Strokes of different length, as text would be.
    for (int y = 60; y < 1020; ++y) {
        for (int x = 100; x < 1820; ++x) {
            if (y % 40 < 20 && (x * 7 + y / 40 * 13) % 31 < 9) {
                picture.planes[0][y * strides[0] + x] = 16;
            }
        }
    }
    return {picture.buffer, {}};
}

QJsonObject measureEngine(const EngineRun &run)
{
    auto feeds = feedsOf(run);
    if (!feeds) {
        return failure(feeds.error());
    }
    const SystemClock clock;
    StageMedia media(clock);
    RecordingEngine engine(media, clock, {});
    const auto scene = benchScene(static_cast<int>(run.streams.size()), run.stage);
    media.setScene(scene);
    engine.setScene(scene);
    if (run.stage == Stage::Still) {
        auto picture = slide();
        picture.time = clock.now();
        media.picture({benchParticipant(1), TrackKind::Screen}, picture);
    }
    const Feeder feeder(media, clock, std::move(*feeds));
    return toJson(record(engine, feeder, run));
}

} // namespace prosc::bench
