#include "app/media/mix/speaker_tracker.h"

#include <algorithm>

namespace prosc {

namespace {

/// -45 dBFS RMS: above room noise, below a quiet voice.
constexpr double kVoicePower = 3.2e-5;
/// Anything shorter, such as a cough, is not speech.
constexpr std::chrono::milliseconds kLeastSpeech{120};
/// Audio that speakers() never covers is forgotten after this.
constexpr std::chrono::seconds kKeep{5};

double powerOf(const AudioBlock &block)
{
    double power = 0;
    for (const float sample : block.samples) {
        power += static_cast<double>(sample) * static_cast<double>(sample);
    }
    return block.samples.empty() ? 0 : power / static_cast<double>(block.samples.size());
}

} // namespace

void SpeakerTracker::heard(const TrackId &track, const AudioBlock &block)
{
    const double power = powerOf(block);
    if (track.kind != TrackKind::Microphone || power < kVoicePower) {
        return;
    }
    auto &voice = m_voices[track.participant];
    const MediaTime length(block.frames() * 1'000'000'000LL / AudioBlock::kSampleRate);
    voice.push_back({block.time, length, power});
    std::erase_if(voice,
                  [&](const Stretch &stretch) { return stretch.start < block.time - kKeep; });
}

std::vector<ParticipantId> SpeakerTracker::speakers(MediaTime from, MediaTime to)
{
    std::vector<std::pair<double, ParticipantId>> speaking;
    for (auto voice = m_voices.begin(); voice != m_voices.end();) {
        MediaTime spoken{};
        double loudness = 0;
        for (const auto &stretch : voice->second) {
            const auto inside =
                std::min(to, stretch.start + stretch.length) - std::max(from, stretch.start);
            if (inside > MediaTime::zero()) {
                spoken += inside;
                loudness += stretch.power * static_cast<double>(inside.count());
            }
        }
        if (spoken >= kLeastSpeech) {
            speaking.emplace_back(loudness, voice->first);
        }
        std::erase_if(voice->second, [&](const Stretch &stretch) {
            return stretch.start + stretch.length <= from;
        });
        voice = voice->second.empty() ? m_voices.erase(voice) : std::next(voice);
    }
    std::sort(speaking.begin(), speaking.end(), [](const auto &a, const auto &b) {
        return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    std::vector<ParticipantId> names;
    for (const auto &[loudness, participant] : speaking) {
        if (names.size() < kMost) {
            names.push_back(participant);
        }
    }
    return names;
}

} // namespace prosc
