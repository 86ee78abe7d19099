#pragma once

#include "app/base/clock.h"

#include <cstdint>
#include <optional>

namespace prosc {

/// Says when the media of one RTP stream belong on the receiver's clock (RFC 3550, 5.1: the time
/// stamp is of the first sample's moment). Distances between two packets are those of their time
/// stamps, however late each one came: as if every packet had been as quick as the quickest of the
/// last seconds. What changes slowly (the senders' drift, a path that became longer) is followed at
/// a rate that nobody hears; a path that is far longer for a second, and one that is quicker, at
/// once. Pure: no thread, no clock of its own. Belongs to one thread.
class ArrivalClock
{
public:
    /// `rate`: ticks of the time stamps a second.
    explicit ArrivalClock(int rate) : m_rate(rate) {}

    /// The moment for a packet with this time stamp that came at `arrival`; never after it.
    [[nodiscard]] MediaTime timeOf(uint32_t stamp, MediaTime arrival);

private:
    /// Long enough for a packet that nothing held up, on a busy computer as well.
    static constexpr MediaTime kUsual = std::chrono::seconds(4);
    /// When all that comes in this time is late by more than kFar, it would soon be too late for
    /// the recording, which waits 400 ms.
    static constexpr MediaTime kSudden = std::chrono::seconds(1);
    static constexpr MediaTime kFar = std::chrono::milliseconds(250);

    /// The lowest of what was added in the last one to two windows.
    class Lowest
    {
    public:
        explicit Lowest(MediaTime window) : m_window(window) {}
        void add(MediaTime value, MediaTime at);
        /// Nothing before a whole window was seen without a hole.
        [[nodiscard]] std::optional<MediaTime> value() const;

    private:
        MediaTime m_window;
        MediaTime m_since{};
        std::optional<MediaTime> m_lowest;
        std::optional<MediaTime> m_before;
    };

    [[nodiscard]] MediaTime sinceFirst(uint32_t stamp);
    void follow(MediaTime late, MediaTime arrival);

    int m_rate;
    std::optional<uint32_t> m_stamp;
    int64_t m_ticks = 0;
    MediaTime m_arrival{};
    /// What is added to the time stamps.
    MediaTime m_offset{};
    Lowest m_usual{kUsual};
    Lowest m_now{kSudden};
};

} // namespace prosc
