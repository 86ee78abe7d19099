#pragma once

#include <chrono>
#include <cstdint>

namespace prosc {

/// How much of an upload one request should carry: so much that it takes a few seconds at the rate
/// that was measured, less where larger requests broke or were refused. It begins with what even
/// 32 kbit/s carry in good time, and at most doubles with each chunk. Pure.
class ChunkSize
{
public:
    static constexpr int64_t smallest = 4 * 1024;
    static constexpr int64_t first = 32 * 1024;
    /// What a chunk may take.
    static constexpr std::chrono::milliseconds longest{4000};
    /// After trouble so many chunks have to arrive before they get larger again.
    static constexpr int careful = 8;

    explicit ChunkSize(int64_t most);

    [[nodiscard]] int64_t bytes() const { return m_bytes; }

    void arrived(int64_t bytes, std::chrono::milliseconds took);
    /// A request failed on the way.
    void broke();
    /// Nothing moved: what the network carries is not known any more.
    void stalled();
    /// Somebody on the way takes no request of `bytes`; that stays so. False when it cannot get
    /// smaller.
    [[nodiscard]] bool refused(int64_t bytes);

private:
    void set(int64_t bytes);

    int64_t m_most;
    int64_t m_bytes;
    /// Chunks that have to arrive before the next growth.
    int m_careful = 0;
};

} // namespace prosc
