#include "app/media/record/recording_sound.h"

#include "app/media/record/recording_engine.h"
#include "app/media/record/recording_timeline.h"
#include "app/media/sound/sound.h"
#include "app/stage/frame_rate.h"

#include <algorithm>

namespace prosc {

namespace {

constexpr int kFrames = AudioBlock::kSampleRate / kFrameRate;
/// How much is kept for the moment the recording resumes.
constexpr std::chrono::milliseconds kHeld{1000};

} // namespace

std::vector<float> RecordingSound::of(MediaTime moment)
{
    for (const auto &[track, block] : std::exchange(m_held, {})) {
        hear(track, block);
    }
    // When we are late, later audio stays in the store, which is bounded.
    const auto until = moment + RecordingEngine::kDelay + TileStore::kMostAhead;
    for (const auto &[track, block] : m_store.takeAudio(until)) {
        hear(track, block);
    }
    return m_mixer.mix(moment, kFrames);
}

void RecordingSound::hear(const TrackId &track, const AudioBlock &block)
{
    m_heard(track, block);
    m_mixer.push(track, block);
}

void RecordingSound::forgetBefore(MediaTime now)
{
    for (auto &heard : m_store.takeAudio(now + TileStore::kMostAhead)) {
        m_held.push_back(std::move(heard));
    }
    while (!m_held.empty() && m_held.front().second.time < now - kHeld) {
        m_held.pop_front();
    }
}

std::optional<MediaTime> RecordingSound::nextFrom(MediaTime moment) const
{
    auto next = m_store.nextSoundFrom(moment);
    if (const auto mixed = m_mixer.nextSoundFrom(moment)) {
        next = std::min(next.value_or(*mixed), *mixed);
    }
    for (const auto &[track, block] : m_held) {
        next = soonest(next, block, moment);
    }
    return next;
}

void RecordingSound::restart(MediaTime moment)
{
    // Before the new audio: after a long pause it would be too far from the old.
    m_mixer.restart(moment);
}

std::vector<LostSound> RecordingSound::lost() const
{
    auto frames = m_store.lostFrames();
    for (const auto &[track, late] : m_mixer.lostFrames()) {
        frames[track] += late;
    }
    std::vector<LostSound> lost;
    for (const auto &[track, count] : frames) {
        lost.push_back({track, std::chrono::milliseconds(count * 1000 / AudioBlock::kSampleRate)});
    }
    return lost;
}

} // namespace prosc
