#include "app/media/sound/limiter.h"

#include <algorithm>
#include <cmath>

namespace prosc {

namespace {

/// Full gain returns within about a fifth of a second.
constexpr float kReleasePerFrame = 1.0F / 9600;

} // namespace

LookAheadLimiter::LookAheadLimiter()
    : m_delay(2 * kLookAhead, 0.0F), m_gains(kLookAhead, 1.0F), m_gainSum(kLookAhead)
{
}

float LookAheadLimiter::gainFor(float peak)
{
    const float wanted = peak > kCeiling ? kCeiling / peak : 1.0F;
    while (!m_smallest.empty() && m_smallest.back().second >= wanted) {
        m_smallest.pop_back();
    }
    m_smallest.emplace_back(m_frame, wanted);
    if (m_smallest.front().first < m_frame - kLookAhead) {
        m_smallest.pop_front();
    }
    ++m_frame;
    // Falls at once, rises slowly, never above what any frame in the look-ahead needs.
    m_held = std::min(m_smallest.front().second, m_held + kReleasePerFrame);
    return m_held;
}

void LookAheadLimiter::process(std::span<float> stereo)
{
    for (size_t i = 0; i + 1 < stereo.size(); i += 2) {
        const float peak = std::max(std::abs(stereo[i]), std::abs(stereo[i + 1]));
        const float gain = gainFor(peak);
        // The mean over the look-ahead turns each fall into a ramp. Every value in it is low enough
        // for the frame that is output now, so the mean is, too.
        m_gainSum += static_cast<double>(gain) - static_cast<double>(m_gains[m_index]);
        m_gains[m_index] = gain;
        const auto mean = static_cast<float>(m_gainSum / kLookAhead);
        for (size_t channel = 0; channel < 2; ++channel) {
            const float incoming = stereo[i + channel];
            auto &delayed = m_delay[2 * m_index + channel];
            stereo[i + channel] = std::clamp(delayed * mean, -1.0F, 1.0F);
            delayed = incoming;
        }
        m_index = (m_index + 1) % kLookAhead;
    }
}

} // namespace prosc
