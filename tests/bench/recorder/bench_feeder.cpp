#include "tests/bench/recorder/bench_feeder.h"

#include "app/media/decode/stage_media.h"
#include "tests/bench/recorder/bench_process.h"
#include "tests/bench/recorder/bench_streams.h"

using namespace Qt::StringLiterals;

namespace prosc::bench {

namespace {

using std::chrono::milliseconds;

/// The camera layers in `tile` that the recorder may ask for.
std::vector<int> layersFor(LayerRule rule, const StageTile &tile)
{
    const int fitting = layerFor(tile.rect.size());
    std::vector<int> layers;
    switch (rule) {
    case LayerRule::Full:
        return {kTopLayer};
    case LayerRule::ByTile:
        return {fitting};
    case LayerRule::AsAsked:
        for (int layer = 0; layer <= fitting; ++layer) {
            layers.push_back(layer);
        }
        return layers;
    }
    return layers;
}

/// Adds the camera and the microphone of one participant.
Status addFeeds(const QString &stream, const std::vector<int> &layers, Feed camera, Feed voice,
                std::vector<Feed> &feeds)
{
    for (const int layer : layers) {
        auto loop = readStream(layerPath(stream, layer));
        if (!loop) {
            return fail(loop.error());
        }
        const auto &first = camera.layers.empty() ? loop->video : camera.layers.begin()->second;
        if (first.size() != loop->video.size()) {
            return fail(ErrorCode::MediaFailed, u"layers of different length"_s);
        }
        camera.layers[layer] = std::move(loop->video);
        voice.layers[0] = std::move(loop->audio);
    }
    feeds.push_back(std::move(camera));
    feeds.push_back(std::move(voice));
    return {};
}

} // namespace

Result<std::vector<Feed>> feedsOf(const EngineRun &run, const StageLayout &layout)
{
    std::vector<Feed> feeds;
    int number = 0;
    for (const auto &stream : run.streams) {
        ++number;
        const auto participant = benchParticipant(number);
        // Cameras are not synchronised with each other.
        const MediaTime offset = milliseconds(33) * number / run.streams.size();
        const Feed camera{{participant, TrackKind::Camera}, {}, offset};
        const auto tile = std::ranges::find(layout.tiles, camera.track, &StageTile::track);
        if (tile == layout.tiles.end()) {
            return fail(ErrorCode::Internal, u"nobody may be left out"_s);
        }
        const auto added = addFeeds(stream, layersFor(run.layers, *tile), camera,
                                    {{participant, TrackKind::Microphone}, {}, offset}, feeds);
        if (!added) {
            return fail(added.error());
        }
    }
    if (run.stage == Stage::Still) {
        std::erase_if(feeds, [](const Feed &feed) { return isVideo(feed.track.kind); });
    }
    return feeds;
}

Feeder::Feeder(StageMedia &media, const Clock &clock, std::vector<Feed> feeds)
    : m_media(media), m_clock(clock), m_feeds(std::move(feeds)), m_thread([this] { run(); })
{
}

Feeder::~Feeder()
{
    m_ends = true;
    m_thread.join();
}

void Feeder::want(WantedLayers wanted)
{
    const std::lock_guard lock(m_mutex);
    m_wanted = std::move(wanted);
}

void Feeder::run()
{
    const MediaTime start = m_clock.now();
    std::vector<Cursor> cursors(m_feeds.size());
    for (size_t i = 0; i < m_feeds.size(); ++i) {
        cursors[i].layer = m_feeds[i].layers.rbegin()->first;
    }
    while (!m_ends) {
        for (size_t i = 0; i < m_feeds.size(); ++i) {
            send(m_feeds[i], cursors[i], start);
        }
        m_cpu = threadCpuSeconds();
        std::this_thread::sleep_for(milliseconds(3));
    }
}

void Feeder::send(const Feed &feed, Cursor &cursor, MediaTime start)
{
    for (;; ++cursor.next) {
        const auto count = feed.layers.begin()->second.size();
        const auto round = static_cast<int64_t>(cursor.next / count);
        const auto *packet = &feed.layers.at(cursor.layer)[cursor.next % count];
        const auto time =
            start + feed.offset + packet->time + std::chrono::seconds(kLoopSeconds) * round;
        if (time > m_clock.now()) {
            return;
        }
        if (packet->keyFrame) {
            switchLayer(feed, cursor);
            packet = &feed.layers.at(cursor.layer)[cursor.next % count];
        }
        auto frame = *packet;
        frame.time = time;
        m_media.encodedFrame(feed.track, std::move(frame));
    }
}

void Feeder::switchLayer(const Feed &feed, Cursor &cursor)
{
    const std::lock_guard lock(m_mutex);
    const auto wanted = m_wanted.find(feed.track);
    if (wanted != m_wanted.end() && feed.layers.contains(wanted->second)) {
        cursor.layer = wanted->second;
    }
}

} // namespace prosc::bench
