#pragma once

#include <chrono>
#include <cstdint>

namespace prosc {

/// How much of an upload one request should carry: enough to take a few seconds at the measured
/// rate, less where larger requests failed or were refused. It starts with what even 32 kbit/s can
/// carry in reasonable time, and at most doubles with each chunk. Pure.
class ChunkSize
{
public:
    static constexpr int64_t kSmallest = 4 * 1024;
    static constexpr int64_t kFirst = 32 * 1024;
    /// The longest time a chunk may take.
    static constexpr std::chrono::milliseconds kLongest{4000};
    /// After a failure, the number of chunks that must arrive before they grow again.
    static constexpr int kCareful = 8;

    explicit ChunkSize(int64_t most);

    [[nodiscard]] int64_t bytes() const { return m_bytes; }

    void arrived(int64_t bytes, std::chrono::milliseconds took);
    /// A request failed in transit.
    void broke();
    /// Nothing moved: the network's capacity is unknown again.
    void stalled();
    /// An intermediary rejects requests of `bytes`; the limit is permanent. False if the size
    /// cannot get smaller.
    [[nodiscard]] bool refused(int64_t bytes);

private:
    void set(int64_t bytes);

    int64_t m_most;
    int64_t m_bytes;
    /// Chunks that must arrive before the next growth.
    int m_careful = 0;
};

} // namespace prosc
