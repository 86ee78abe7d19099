#include "app/media/mix/audio_mixer.h"

#include "app/media/sound/sound.h"

#include <algorithm>
#include <cmath>

namespace prosc {

namespace {

constexpr int64_t kFade = 240;      // 5 ms
constexpr int64_t kReanchor = 1920; // 40 ms
constexpr int64_t kTrim = 12000;    // 250 ms
constexpr double kDriftStart = 144; // correct from 3 ms
constexpr double kDriftEnough = 24; // down to 0.5 ms
constexpr double kDriftSmoothing = 0.05;
/// 10 ms off: audio is missing without having been reported. Corrected within seconds.
constexpr double kDriftFar = 480;
/// In blocks at least this long, corrections change the pitch by at most 0.2 %, from kDriftFar on
/// by 0.4 %, which is inaudible.
constexpr int64_t kFramesPerCorrection = 500;
constexpr int64_t kFramesPerFarCorrection = 250;
/// Limits what a timestamp far in the future makes us keep. More than mixing can fall behind when
/// the disk or the computer hangs for a while.
constexpr int64_t kMostAhead = 60 * AudioBlock::kSampleRate;

int64_t positionOf(MediaTime time)
{
    // Seconds and remainder separately: nanoseconds times 48000 overflows after some days of
    // uptime.
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
    const auto rest = (time - seconds).count();
    return seconds.count() * AudioBlock::kSampleRate +
           (rest * AudioBlock::kSampleRate + 500'000'000) / 1'000'000'000;
}

MediaTime timeOf(int64_t position)
{
    constexpr int64_t kRate = AudioBlock::kSampleRate;
    return std::chrono::seconds(position / kRate) +
           MediaTime(position % kRate * 1'000'000'000 / kRate);
}

} // namespace

void AudioMixer::Segment::skipUntil(int64_t position)
{
    if (start + used < position) {
        used = std::min(static_cast<int64_t>(samples.size() / 2), position - start);
        gain = 0;
    }
}

void AudioMixer::Segment::addPlain(std::span<float> sum, int64_t frames)
{
    const auto *from = samples.data() + 2 * used;
    for (size_t i = 0; i < static_cast<size_t>(2 * frames); ++i) {
        sum[i] += from[i];
    }
    used += frames;
}

void AudioMixer::push(const TrackId &track, const AudioBlock &block)
{
    auto stereo = toStereo(block);
    int64_t position = positionOf(block.time);
    const auto frames = static_cast<int64_t>(stereo.size() / 2);
    const bool isLate = m_started && position < m_summed;
    if (isLate) {
        lose(track, position, std::min(position + frames, m_summed));
    }
    if (frames == 0 || (isLate && position + frames <= m_summed)) {
        return;
    }
    if (m_started && position > m_summed + kMostAhead) {
        lose(track, position, position + frames);
        return;
    }
    auto &source = m_sources[track];
    const bool follows =
        !source.segments.empty() && std::abs(position - source.segments.back().end()) <= kReanchor;
    if (follows) {
        append(source, std::move(stereo), position);
    } else {
        anchor(source, std::move(stereo), position);
    }
}

void AudioMixer::lose(const TrackId &track, int64_t from, int64_t to)
{
    if (const auto lost = to - std::max(from, m_first); lost > 0) {
        m_lost[track] += lost;
    }
}

void AudioMixer::append(Source &source, std::vector<float> stereo, int64_t position)
{
    auto &segment = source.segments.back();
    // Positive: the audio is placed earlier than its timestamps say and must be stretched.
    const auto distance = static_cast<double>(position - segment.end());
    source.drift += (distance - source.drift) * kDriftSmoothing;
    const double drift = std::abs(source.drift);
    source.correcting = drift > (source.correcting ? kDriftEnough : kDriftStart);
    if (source.correcting) {
        const auto frames = static_cast<int64_t>(stereo.size() / 2);
        const int64_t each = drift > kDriftFar ? kFramesPerFarCorrection : kFramesPerCorrection;
        const int64_t change = std::max<int64_t>(1, frames / each);
        stereo = resampled(stereo, frames + (source.drift > 0 ? change : -change));
        source.drift -= static_cast<double>(static_cast<int64_t>(stereo.size() / 2) - frames);
    }
    segment.samples.insert(segment.samples.end(), stereo.begin(), stereo.end());
}

void AudioMixer::anchor(Source &source, std::vector<float> stereo, int64_t position)
{
    source.drift = 0;
    source.correcting = false;
    if (m_started && position < m_summed) {
        const auto late = static_cast<ptrdiff_t>(2 * (m_summed - position));
        stereo.erase(stereo.begin(), stereo.begin() + late);
        position = m_summed;
    }
    // Audio that the new block replaces fades out over the block's start.
    for (auto &segment : source.segments) {
        const int64_t keep = std::max<int64_t>(position + kFade - segment.start, segment.used);
        if (keep < static_cast<int64_t>(segment.samples.size() / 2)) {
            segment.samples.resize(static_cast<size_t>(2 * keep));
        }
    }
    source.segments.push_back({position, std::move(stereo), 0, 0});
}

void AudioMixer::addSegment(Segment &segment, std::vector<float> &sum) const
{
    const auto wanted = static_cast<int64_t>(sum.size() / 2);
    const auto available = static_cast<int64_t>(segment.samples.size() / 2);
    int64_t at = segment.start + segment.used - m_summed;
    if (segment.gain >= 1 && at < wanted) {
        const int64_t plain = std::clamp<int64_t>(available - segment.used - kFade, 0, wanted - at);
        segment.addPlain(std::span(sum).subspan(static_cast<size_t>(2 * at)), plain);
        at += plain;
    }
    for (; at < wanted && segment.used < available; ++at, ++segment.used) {
        // Fades in from silence, and out before the end of what has arrived so far, so that nothing
        // clicks.
        const auto left = static_cast<float>(available - segment.used);
        const float rising = segment.gain + 1.0F / kFade;
        segment.gain = std::clamp(left / kFade, 0.0F, std::min(1.0F, rising));
        const auto from = static_cast<size_t>(2 * segment.used);
        const auto to = static_cast<size_t>(2 * at);
        sum[to] += segment.gain * segment.samples[from];
        sum[to + 1] += segment.gain * segment.samples[from + 1];
    }
}

std::vector<float> AudioMixer::sumUntil(int64_t end)
{
    std::vector<float> sum(static_cast<size_t>(2 * (end - m_summed)), 0.0F);
    for (auto source = m_sources.begin(); source != m_sources.end();) {
        auto &segments = source->second.segments;
        for (auto &segment : segments) {
            segment.skipUntil(m_summed);
            addSegment(segment, sum);
            // Mixed samples are erased in batches, as erasing at the front moves all the others.
            if (segment.used > kTrim) {
                segment.samples.erase(segment.samples.begin(),
                                      segment.samples.begin() +
                                          static_cast<ptrdiff_t>(2 * segment.used));
                segment.start += segment.used;
                segment.used = 0;
            }
        }
        std::erase_if(segments,
                      [&](const Segment &segment) { return segment.end() + kReanchor < end; });
        source = segments.empty() ? m_sources.erase(source) : std::next(source);
    }
    m_summed = end;
    return sum;
}

std::optional<MediaTime> AudioMixer::nextSoundFrom(MediaTime from) const
{
    const auto position = positionOf(from);
    std::optional<int64_t> next;
    for (const auto &[track, source] : m_sources) {
        for (const auto &segment : source.segments) {
            const auto begin = std::max(segment.start + segment.used, position);
            if (begin < segment.end()) {
                next = std::min(next.value_or(begin), begin);
            }
        }
    }
    return next ? std::optional(std::max(from, timeOf(*next))) : std::nullopt;
}

void AudioMixer::restart(MediaTime from)
{
    m_started = true;
    m_primed = false;
    m_position = positionOf(from);
    m_summed = m_position;
    m_first = m_position;
    m_limiter = {};
}

std::vector<float> AudioMixer::mix(MediaTime from, int frames)
{
    if (!m_started || std::abs(positionOf(from) - m_position) > 2) {
        restart(from);
    }
    if (!m_primed) {
        m_primed = true;
        auto ahead = sumUntil(m_position + LookAheadLimiter::kLookAhead);
        m_limiter.process(ahead);
    }
    m_position += frames;
    auto mixed = sumUntil(m_position + LookAheadLimiter::kLookAhead);
    m_limiter.process(mixed);
    return mixed;
}

} // namespace prosc
