#include "app/media/record/recording_gaps.h"

#include "app/media/record/recording_timeline.h"
#include "app/stage/frame_rate.h"

#include <algorithm>
#include <utility>

namespace prosc {

namespace {

/// Lateness never grows this much from one frame to the next while the program runs.
constexpr std::chrono::seconds kJump{1};
/// Anything less late than this is on time.
constexpr std::chrono::milliseconds kInTime{100};
/// Bounds memory: a recording may last a day, and more entries say nothing new.
constexpr size_t kMost = 5000;

std::chrono::milliseconds rounded(MediaTime time)
{
    return std::chrono::round<std::chrono::milliseconds>(time);
}

} // namespace

std::chrono::milliseconds RecordingGaps::inFile(int64_t frame) const
{
    return std::chrono::milliseconds((m_before + frame) * 1000 / kFrameRate);
}

void RecordingGaps::arrived(MediaTime late)
{
    const bool jumped = late - std::exchange(m_late, late) >= kJump;
    m_isWaking = jumped || (m_isWaking && late >= kInTime);
}

std::optional<MediaTime> RecordingGaps::goesOnAt(MediaTime moment, MediaTime late,
                                                 std::optional<MediaTime> nextSound) const
{
    const auto now = moment + late;
    const auto next = std::min(now, nextSound.value_or(now));
    return next - moment > kLongestHold ? std::optional(next) : std::nullopt;
}

void RecordingGaps::cut(int64_t frame, MediaTime length)
{
    if (m_gaps.size() < kMost) {
        m_gaps.push_back(
            {inFile(frame), rounded(length), m_isWaking ? GapCause::Stopped : GapCause::Overload});
    }
}

void RecordingGaps::slept(int64_t frame, MediaTime length)
{
    if (m_gaps.size() < kMost) {
        m_gaps.push_back({inFile(frame), rounded(length), GapCause::Suspended});
    }
}

void RecordingGaps::showed(int64_t frame)
{
    if (const auto still = standing(frame); still && m_held.size() < kMost) {
        m_held.push_back(*still);
    }
    m_stillFrom = frame + 1;
}

void RecordingGaps::silent(int64_t frame, int64_t frames)
{
    m_silentUntil = std::max(m_silentUntil, frame + frames);
}

std::optional<HeldPicture> RecordingGaps::standing(int64_t frame) const
{
    const auto from = std::min(m_stillFrom, frame);
    if (inFile(frame) - inFile(from) <= kLongestStill) {
        return std::nullopt;
    }
    return HeldPicture{inFile(from), inFile(frame), m_silentUntil <= from};
}

std::vector<HeldPicture> RecordingGaps::held(int64_t frames) const
{
    auto all = m_held;
    if (const auto still = standing(frames)) {
        all.push_back(*still);
    }
    return all;
}

} // namespace prosc
