#include "app/media/decode/monitor_mixer.h"

#include "app/media/sound/sound.h"

#include <algorithm>

namespace prosc {

namespace {

constexpr size_t kMillisecond = AudioBlock::kSampleRate / 1000;
constexpr size_t kLeast = 80 * kMillisecond;
constexpr size_t kMost = 150 * kMillisecond;
constexpr size_t kStep = 20 * kMillisecond;
/// A source that has buffered this much more than its target skips ahead.
constexpr size_t kTooMuch = 120 * kMillisecond;
/// After this long without an underrun the target shrinks.
constexpr size_t kCalm = 20 * AudioBlock::kSampleRate;
constexpr size_t kFade = 5 * kMillisecond;
/// Maximum buffered audio, in case the loudspeaker stops pulling.
constexpr size_t kLimit = AudioBlock::kSampleRate;

} // namespace

void MonitorMixer::push(const TrackId &track, const AudioBlock &block)
{
    const auto stereo = toStereo(block);
    std::lock_guard lock(m_mutex);
    auto &source = m_sources[track];
    source.target = std::max(source.target, kLeast);
    source.ended = false;
    source.waiting.insert(source.waiting.end(), stereo.begin(), stereo.end());
    if (source.frames() > kLimit) {
        source.waiting.erase(source.waiting.begin(),
                             source.waiting.end() - static_cast<ptrdiff_t>(2 * source.target));
        source.gain = 0;
    }
}

void MonitorMixer::remove(const TrackId &track)
{
    std::lock_guard lock(m_mutex);
    const auto found = m_sources.find(track);
    if (found != m_sources.end()) {
        found->second.ended = true;
    }
}

void MonitorMixer::clear()
{
    std::lock_guard lock(m_mutex);
    if (!m_sources.empty()) {
        m_sources.clear();
        m_limiter = {};
    }
}

void MonitorMixer::catchUp(Source &source)
{
    // An ended source still plays what it has buffered, even below its target.
    if (!source.playing && (source.frames() >= source.target || source.ended)) {
        source.playing = true;
        source.played = 0;
    }
    if (source.playing && source.frames() > source.target + kTooMuch) {
        source.skipping = true;
    }
    if (source.played > kCalm) {
        source.target = std::max(kLeast, source.target - kStep);
        source.played = 0;
    }
}

void MonitorMixer::add(Source &source, std::span<float> stereo)
{
    for (size_t i = 0; i + 1 < stereo.size() && source.playing; i += 2) {
        if (source.skipping && source.gain <= 0) {
            const auto keep = static_cast<ptrdiff_t>(2 * std::min(source.target, source.frames()));
            source.waiting.erase(source.waiting.begin(), source.waiting.end() - keep);
            source.skipping = false;
        }
        if (source.frames() == 0) {
            source.playing = false;
            source.gain = 0;
            source.target = std::min(kMost, source.target + kStep);
            return;
        }
        const float step = 1.0F / kFade;
        const float possible = static_cast<float>(source.frames() - 1) * step;
        const float wanted = source.skipping ? source.gain - step : source.gain + step;
        source.gain = std::clamp(std::min(wanted, possible), 0.0F, 1.0F);
        stereo[i] += source.gain * source.waiting[0];
        stereo[i + 1] += source.gain * source.waiting[1];
        source.waiting.erase(source.waiting.begin(), source.waiting.begin() + 2);
        ++source.played;
    }
}

void MonitorMixer::pull(std::span<float> stereo)
{
    std::fill(stereo.begin(), stereo.end(), 0.0F);
    std::lock_guard lock(m_mutex);
    for (auto it = m_sources.begin(); it != m_sources.end();) {
        catchUp(it->second);
        add(it->second, stereo);
        it = it->second.ended && it->second.waiting.empty() ? m_sources.erase(it) : std::next(it);
    }
    m_limiter.process(stereo);
}

} // namespace prosc
