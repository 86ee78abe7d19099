#include "app/media/health/audio_health.h"

#include <algorithm>
#include <cmath>

namespace prosc {

namespace {

using std::chrono::seconds;

/// RMS of a block, -88 dBFS. Digital silence that went through Opus is below -92 dBFS.
constexpr double kSound = 4e-5;
constexpr seconds kNothingHeard{10};
constexpr seconds kSilentSince{60};
/// After encoding and decoding, a clipped wave is not quite flat.
constexpr float kFullScale = 0.985F;
/// An undistorted loud voice stays at full scale for less than 0.1 ms.
constexpr int kRun = 5;
constexpr size_t kRuns = 5;
constexpr seconds kRunsWithin{3};
constexpr seconds kClippingShown{5};

bool hasSound(std::span<const float> samples)
{
    double power = 0;
    for (const float sample : samples) {
        power += static_cast<double>(sample) * static_cast<double>(sample);
    }
    return power > kSound * kSound * static_cast<double>(samples.size());
}

/// The loudest of one sample per channel.
float peakOf(std::span<const float> frame)
{
    float peak = 0;
    for (const float sample : frame) {
        peak = std::max(peak, std::abs(sample));
    }
    return peak;
}

} // namespace

void AudioHealth::heard(const TrackId &track, const AudioBlock &block)
{
    const auto found = m_tracks.find(track);
    if (found == m_tracks.end() || block.samples.empty()) {
        return;
    }
    auto &state = found->second;
    state.lastBlock = block.time;
    if (hasSound(block.samples)) {
        state.lastSound = block.time;
    }
    const auto channels = static_cast<size_t>(std::max(1, block.channels));
    for (size_t i = 0; i + channels <= block.samples.size(); i += channels) {
        state.run = peakOf({block.samples.data() + i, channels}) >= kFullScale ? state.run + 1 : 0;
        if (state.run == kRun) {
            state.clip(block.time);
        }
    }
}

void AudioHealth::Track::clip(MediaTime time)
{
    clips.push_back(time);
    if (clips.size() > kRuns) {
        clips.erase(clips.begin());
    }
    if (clips.size() == kRuns && time - clips.front() <= kRunsWithin) {
        clippedAt = time;
    }
}

void AudioHealth::mixed(MediaTime time, std::span<const float> stereo)
{
    if (hasSound(stereo)) {
        m_lastMixed = time;
    }
}

void AudioHealth::setUnmuted(std::vector<TrackId> tracks, MediaTime now)
{
    std::erase_if(tracks, [](const auto &track) { return track.kind != TrackKind::Microphone; });
    std::erase_if(m_tracks, [&tracks](const auto &known) {
        return std::ranges::find(tracks, known.first) == tracks.end();
    });
    for (const auto &track : tracks) {
        m_tracks.try_emplace(track, Track{now, {}, {}, 0, {}, {}});
    }
    if (m_tracks.empty()) {
        m_expectedSince.reset();
    } else if (!m_expectedSince) {
        m_expectedSince = now;
    }
}

bool AudioHealth::Track::isSilent(MediaTime now, MediaTime from) const
{
    const auto since = [=](MediaTime moment) { return now - std::max(moment, from); };
    if (since(std::max(unmutedAt, lastBlock.value_or(unmutedAt))) >= kNothingHeard) {
        return true;
    }
    return lastSound ? since(*lastSound) >= kSilentSince : since(unmutedAt) >= kNothingHeard;
}

bool AudioHealth::Track::isClipping(MediaTime now) const
{
    return clippedAt && now - *clippedAt < kClippingShown;
}

std::vector<TrackHealth> AudioHealth::troubles(MediaTime now) const
{
    std::vector<TrackHealth> found;
    for (const auto &[track, state] : m_tracks) {
        if (state.isSilent(now, m_from)) {
            found.push_back({track, TrackTrouble::NoSound});
        }
        if (state.isClipping(now)) {
            found.push_back({track, TrackTrouble::Clipping});
        }
    }
    return found;
}

seconds AudioHealth::soundless(MediaTime now) const
{
    if (!m_expectedSince) {
        return {};
    }
    const auto since = std::max({*m_expectedSince, m_lastMixed.value_or(*m_expectedSince), m_from});
    return std::chrono::duration_cast<seconds>(std::max(MediaTime::zero(), now - since));
}

} // namespace prosc
