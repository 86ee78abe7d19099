#include "tests/bench/recorder/bench_engine.h"

#include "app/media/decode/stage_media.h"
#include "app/media/encode/encoder_probe.h"
#include "app/media/record/recording_engine.h"
#include "tests/bench/recorder/bench_feeder.h"
#include "tests/bench/recorder/bench_process.h"
#include "tests/bench/recorder/bench_report.h"

#include <QDir>
#include <QEventLoop>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc::bench {

namespace {

/// A busy loop that ends after `seconds`, even if this process dies first.
std::optional<Child> startHog(int seconds)
{
    return Child::start(
        {u"timeout"_s, QString::number(seconds), u"sh"_s, u"-c"_s, u"while :; do :; done"_s});
}

/// The program, too, looks for a working encoder before anybody records.
void warmUp(EncoderProbe &probe)
{
    for (const auto &candidate : probe.candidates()) {
        if (probe.tested(candidate.name)) {
            return;
        }
    }
}

RecordingPlan planOf(const EngineRun &run, const StageScene &scene)
{
    RecordingPlan plan;
    plan.folder = run.folder;
    plan.fileName = u"bench.mp4"_s;
    plan.scene = scene;
    plan.encoding = run.encoding;
    return plan;
}

/// Runs one recording from start to end and samples it once per recorded second.
class Recording
{
public:
    Recording(RecordingEngine &engine, Feeder &feeder, const Clock &clock, const EngineRun &run)
        : m_engine(engine), m_feeder(feeder), m_clock(clock), m_run(run)
    {
        QObject::connect(&engine, &RecorderEngine::progress, &m_loop,
                         [this](const RecordingProgress &progress) { look(progress); });
        QObject::connect(&engine, &RecorderEngine::finished, &m_loop,
                         [this](const RecordedFile &file) {
                             m_result.file = file;
                             m_loop.quit();
                         });
        QObject::connect(&engine, &RecorderEngine::failed, &m_loop, [this](const Error &error) {
            m_result.error = error;
            m_loop.quit();
        });
    }

    Measurement record(const RecordingPlan &plan)
    {
        m_layout = layoutStage(plan.scene, RecordingEngine::kSize);
        m_began = m_clock.now();
        m_engine.start(plan);
        m_loop.exec();
        return std::move(m_result);
    }

private:
    void look(const RecordingProgress &progress)
    {
        if (m_run.layers == LayerRule::AsAsked) {
            m_feeder.want(wantedLayers(m_layout, progress.layerReduction));
        }
        // Progress is also reported when the overload begins or ends.
        if (!m_result.marks.empty() &&
            progress.recorded < m_result.marks.back().progress.recorded + kSecond) {
            return;
        }
        const std::chrono::duration<double, std::milli> late =
            m_clock.now() - m_began - (progress.recorded - kPicture) - RecordingEngine::kDelay;
        const std::chrono::duration<double> time = m_clock.now();
        m_result.marks.push_back({ownCpuSeconds(), m_feeder.cpuSeconds(), machineCpuSeconds(),
                                  time.count(), ownMemory().now, late.count(), progress});
        if (progress.recorded >= std::chrono::seconds(m_run.seconds + 1)) {
            m_engine.stop();
        }
    }

    static constexpr std::chrono::milliseconds kSecond{1000};
    static constexpr std::chrono::milliseconds kPicture{33};

    RecordingEngine &m_engine;
    Feeder &m_feeder;
    const Clock &m_clock;
    const EngineRun &m_run;
    StageLayout m_layout;
    MediaTime m_began{};
    Measurement m_result;
    QEventLoop m_loop;
};

} // namespace

ParticipantId benchParticipant(int number)
{
    return {u"p%1"_s.arg(number)};
}

StageScene benchScene(int people, Stage stage)
{
    StageScene scene;
    for (int number = 1; number <= people; ++number) {
        scene.people.push_back(
            {benchParticipant(number), stage == Stage::Moving, TileFit::Fill, true});
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
    // Strokes of different lengths, as in text.
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
    const auto scene = benchScene(static_cast<int>(run.streams.size()), run.stage);
    // With a slide the strip shows figures instead of cameras, but the feeds need a sender for each
    // tile.
    const auto cameras = benchScene(static_cast<int>(run.streams.size()), Stage::Moving);
    auto feeds = feedsOf(run, layoutStage(cameras, RecordingEngine::kSize));
    if (!feeds) {
        return failure(feeds.error());
    }
    QDir(run.folder).removeRecursively();
    QDir().mkpath(run.folder);
    EncoderProbe probe;
    warmUp(probe);
    const SystemClock clock;
    StageMedia media(clock);
    RecordingEngine engine(media, clock, {RecordingEngine::kSize, {}, &probe});
    media.setScene(scene);
    engine.setScene(scene);
    if (run.stage == Stage::Still) {
        auto picture = slide();
        picture.time = clock.now();
        media.picture({benchParticipant(1), TrackKind::Screen}, picture);
    }
    Feeder feeder(media, clock, std::move(*feeds));
    std::vector<std::optional<Child>> hogs;
    std::generate_n(std::back_inserter(hogs), run.hogs, [&] { return startHog(10 * run.seconds); });
    return toJson(Recording(engine, feeder, clock, run).record(planOf(run, scene)));
}

} // namespace prosc::bench
