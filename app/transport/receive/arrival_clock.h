#pragma once

#include "app/base/clock.h"

#include <cstdint>
#include <optional>

namespace prosc {

/// Maps the media of one RTP stream to the receiver's clock (RFC 3550, 5.1: the timestamp is the
/// sampling instant of the first sample). Two packets are as far apart as their timestamps, however
/// late each one came, as if every packet had been as quick as the quickest of the last seconds.
/// Slow changes (the sender's clock drift, a path that became longer) are followed at an inaudible
/// rate; a path that is much longer for a second, or a quicker one, at once. Pure: no thread, no
/// clock of its own. Belongs to one thread.
class ArrivalClock
{
public:
    /// `rate`: timestamp ticks per second.
    explicit ArrivalClock(int rate) : m_rate(rate) {}

    /// The time of a packet with this timestamp that arrived at `arrival`; never later than that.
    [[nodiscard]] MediaTime timeOf(uint32_t stamp, MediaTime arrival);

private:
    /// Long enough to contain an undelayed packet, even on a busy computer.
    static constexpr MediaTime kUsual = std::chrono::seconds(4);
    /// If all packets in this window are late by more than kFar, they would soon miss the
    /// recording's deadline of 400 ms.
    static constexpr MediaTime kSudden = std::chrono::seconds(1);
    static constexpr MediaTime kFar = std::chrono::milliseconds(250);

    /// The minimum over the last one to two windows.
    class Lowest
    {
    public:
        explicit Lowest(MediaTime window) : m_window(window) {}
        void add(MediaTime value, MediaTime at);
        /// Empty until a whole window without gaps has been seen.
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
    /// Added to the timestamps.
    MediaTime m_offset{};
    Lowest m_usual{kUsual};
    Lowest m_now{kSudden};
};

} // namespace prosc
