#pragma once

#include "app/base/clock.h"
#include "app/recording/ports.h"

#include <optional>
#include <vector>

namespace prosc {

/// Time that could not be recorded because the program did not run or the computer was too busy:
/// gaps cut out of the file, and stretches in which its video is frozen. Pure; times are the
/// clock's, frames count from the start of this part of the recording. Belongs to one thread.
class RecordingGaps
{
public:
    /// Longer stretches are cut out; shorter ones hold the last picture, in silence where there is
    /// no audio.
    static constexpr std::chrono::seconds kLongestHold{10};
    /// How long a picture may be held before that is reported.
    static constexpr std::chrono::seconds kLongestStill{1};

    /// Number of frames in the file from an earlier run of the program.
    void setBefore(int64_t frames) { m_before = frames; }
    /// How late the next frame is. Call once for each frame, in order.
    void arrived(MediaTime late);
    /// Nothing ran for a while, and the frames of that time are still being caught up on.
    [[nodiscard]] bool isWaking() const { return m_isWaking; }
    /// Where to continue if `moment`, the next to be recorded, is this late; nullopt: carry on
    /// without a cut. `nextSound`: when the next available audio begins.
    [[nodiscard]] std::optional<MediaTime> goesOnAt(MediaTime moment, MediaTime late,
                                                    std::optional<MediaTime> nextSound) const;
    /// `length` is cut out before frame `frame`.
    void cut(int64_t frame, MediaTime length);
    /// The same, because the computer slept.
    void slept(int64_t frame, MediaTime length);
    /// Frame `frame` shows a picture of its own. Frames before it that were not reported here do
    /// not.
    void showed(int64_t frame);
    /// `frames` frames from `frame` on are silent, because nothing ran.
    void silent(int64_t frame, int64_t frames);

    [[nodiscard]] const std::vector<RecordingGap> &gaps() const { return m_gaps; }
    /// Frozen stretches so far; `frames` is the next frame.
    [[nodiscard]] std::vector<HeldPicture> held(int64_t frames) const;

private:
    [[nodiscard]] std::optional<HeldPicture> standing(int64_t frame) const;
    [[nodiscard]] std::chrono::milliseconds inFile(int64_t frame) const;

    std::vector<RecordingGap> m_gaps;
    std::vector<HeldPicture> m_held;
    int64_t m_before = 0;
    MediaTime m_late{};
    bool m_isWaking = false;
    /// The first frame without a picture of its own.
    int64_t m_stillFrom = 0;
    /// Silent up to this frame.
    int64_t m_silentUntil = 0;
};

} // namespace prosc
