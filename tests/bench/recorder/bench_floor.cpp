#include "tests/bench/recorder/bench_floor.h"

#include "app/media/compose/compositor.h"
#include "app/media/decode/video_decoder.h"
#include "app/media/encode/switching_encoder.h"
#include "app/media/picture/picture_scaler.h"
#include "app/stage/frame_rate.h"
#include "tests/bench/recorder/bench_process.h"
#include "tests/bench/recorder/bench_streams.h"

using namespace Qt::StringLiterals;

namespace prosc::bench {

namespace {

constexpr QSize kStage(1920, 1080);

/// Adds the CPU time of its scope to a sum.
class Stopwatch
{
public:
    explicit Stopwatch(double &sum) : m_sum(sum), m_start(ownCpuSeconds()) {}
    ~Stopwatch() { m_sum += ownCpuSeconds() - m_start; }
    Stopwatch(const Stopwatch &) = delete;
    Stopwatch &operator=(const Stopwatch &) = delete;

private:
    double &m_sum;
    double m_start;
};

struct Costs
{
    double decode = 0;
    double scale = 0;
    double compose = 0;
    double encode = 0;
};

struct Source
{
    EncodedLoop loop;
    VideoDecoder decoder;
};

Result<std::vector<Source>> openSources(const EngineRun &run)
{
    std::vector<Source> sources;
    for (const auto &path : run.streams) {
        auto loop = readStream(path);
        auto decoder = VideoDecoder::create(Codec::Vp8);
        if (!loop || !decoder) {
            return fail(loop ? decoder.error() : loop.error());
        }
        sources.push_back({std::move(*loop), std::move(*decoder)});
    }
    return sources;
}

Result<std::unique_ptr<SwitchingEncoder>> openEncoder(EncoderProbe &probe)
{
    return SwitchingEncoder::create({&probe, u"x264"_s, QByteArrayLiteral("veryfast"), kStage, 1,
                                     [](const AvPacket &) { return Status(); }});
}

/// Decodes frame `index` of each source.
std::vector<Picture> decodeAll(std::vector<Source> &sources, int index, Costs &costs)
{
    const Stopwatch watch(costs.decode);
    std::vector<Picture> pictures(sources.size());
    for (size_t i = 0; i < sources.size(); ++i) {
        const auto &video = sources[i].loop.video;
        const auto &frame = video[static_cast<size_t>(index) % video.size()];
        static_cast<void>(sources[i].decoder.decode(
            frame, [&](Picture picture) { pictures[i] = std::move(picture); }));
    }
    return pictures;
}

/// The same scaling as in TileStore.
struct ScaledPictures
{
    explicit ScaledPictures(size_t idle) : pool(idle) {}

    PicturePool pool;
    PictureScaler scaler;
};

std::vector<Picture> scaleAll(const StageLayout &layout, const std::vector<Picture> &pictures,
                              ScaledPictures &memory, Costs &costs)
{
    const Stopwatch watch(costs.scale);
    std::vector<Picture> scaled(pictures.size());
    for (size_t i = 0; i < pictures.size(); ++i) {
        const auto &tile = layout.tiles[i];
        const auto target = memory.pool.acquire(tile.rect.size());
        memory.scaler.scaleToFile(*pictures[i].buffer,
                                  sourceRect(pictures[i].size(), tile.rect.size(), tile.fit),
                                  target, QRect({0, 0}, tile.rect.size()));
        target.buffer->matrix = ColourMatrix::Bt709;
        scaled[i] = {target.buffer, pictures[i].time};
    }
    return scaled;
}

} // namespace

QJsonObject measureFloor(const EngineRun &run)
{
    auto sources = openSources(run);
    EncoderProbe probe;
    const auto encoder = openEncoder(probe);
    if (!sources || !encoder) {
        return {{u"error"_s, u"streams or x264"_s}};
    }
    const auto layout =
        layoutStage(benchScene(static_cast<int>(run.streams.size()), run.stage), kStage);
    // On a still stage the slide is the only tile with a picture.
    std::vector<Picture> still(layout.tiles.size());
    for (size_t i = 0; i < still.size() && run.stage == Stage::Still; ++i) {
        still[i] = layout.tiles[i].showsPicture ? slide() : Picture();
    }
    Compositor compositor;
    ScaledPictures memory(2 * run.streams.size());
    Costs costs;
    const int frames = run.seconds * kFrameRate;
    for (int frame = 0; frame < frames; ++frame) {
        const auto tiles = run.stage == Stage::Still
                               ? still
                               : scaleAll(layout, decodeAll(*sources, frame, costs), memory, costs);
        Picture composed;
        {
            const Stopwatch watch(costs.compose);
            composed = compositor.compose(layout, tiles);
        }
        const Stopwatch watch(costs.encode);
        if (!(*encoder)->add(composed, frame, VideoEncoder::Kind::Any)) {
            return {{u"error"_s, u"encoding"_s}};
        }
    }
    const double seconds = run.seconds;
    return {{u"decode"_s, costs.decode / seconds},
            {u"scale"_s, costs.scale / seconds},
            {u"compose"_s, costs.compose / seconds},
            {u"encode"_s, costs.encode / seconds},
            {u"floor"_s, (costs.decode + costs.encode) / seconds}};
}

} // namespace prosc::bench
