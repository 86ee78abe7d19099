#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <utility>
#include <vector>

namespace prosc {

/// Keeps stereo audio below full scale without distortion: it looks 5 ms ahead and lowers the gain
/// in time. The output is kLookAhead frames later than the input. Belongs to one thread.
class LookAheadLimiter
{
public:
    static constexpr int kLookAhead = 240;
    static constexpr float kCeiling = 0.98F;

    LookAheadLimiter();

    /// Replaces `stereo` (48 kHz, interleaved) with the limited audio of kLookAhead frames earlier.
    void process(std::span<float> stereo);

private:
    [[nodiscard]] float gainFor(float peak);

    std::vector<float> m_delay;
    std::vector<float> m_gains;
    size_t m_index = 0;
    int64_t m_frame = 0;
    /// (frame, wanted gain), ascending, of this frame and the kLookAhead before it: the front is
    /// the minimum.
    std::deque<std::pair<int64_t, float>> m_smallest;
    float m_held = 1;
    double m_gainSum = 0;
};

} // namespace prosc
