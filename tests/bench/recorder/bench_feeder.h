#pragma once

#include "app/base/clock.h"
#include "app/stage/simulcast.h"
#include "tests/bench/recorder/bench_engine.h"

#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

namespace prosc {
class StageMedia;
}

namespace prosc::bench {

/// One track's packets, sent in a loop.
struct Feed
{
    TrackId track;
    /// The available layers of a video track, frame by frame the same content; audio has one.
    std::map<int, std::vector<EncodedFrame>> layers;
    MediaTime offset{};
};

/// What the participants of `run` send, restricted to what `layout` needs.
[[nodiscard]] Result<std::vector<Feed>> feedsOf(const EngineRun &run, const StageLayout &layout);

/// Sends packets in real time, as the transport does, and measures its own CPU time.
class Feeder
{
public:
    Feeder(StageMedia &media, const Clock &clock, std::vector<Feed> feeds);
    ~Feeder();
    Feeder(const Feeder &) = delete;
    Feeder &operator=(const Feeder &) = delete;

    /// Switches to these layers at the next key frame, where they exist; initially the highest.
    void want(WantedLayers wanted);
    [[nodiscard]] double cpuSeconds() const { return m_cpu; }

private:
    struct Cursor
    {
        size_t next = 0;
        int layer = 0;
    };

    void run();
    void send(const Feed &feed, Cursor &cursor, MediaTime start);
    void switchLayer(const Feed &feed, Cursor &cursor);

    StageMedia &m_media;
    const Clock &m_clock;
    const std::vector<Feed> m_feeds;
    std::mutex m_mutex;
    WantedLayers m_wanted;
    std::atomic<double> m_cpu{0};
    std::atomic<bool> m_ends{false};
    std::thread m_thread;
};

} // namespace prosc::bench
