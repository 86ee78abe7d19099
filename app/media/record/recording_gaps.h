#pragma once

#include "app/base/clock.h"
#include "app/recording/ports.h"

#include <optional>
#include <vector>

namespace prosc {

/// What of a recording's time nobody could record, because the program did not run or the computer
/// was too busy: what is cut out of the file, and where the picture stands still in it. Pure; times
/// are those of the clock, frames count from where this part of the recording begins. Belongs to
/// one thread.
class RecordingGaps
{
public:
    /// What is missing for longer is cut out; for less the picture is held, in silence where there
    /// is no sound.
    static constexpr std::chrono::seconds kLongestHold{10};
    /// A picture may stand so long before that is told.
    static constexpr std::chrono::seconds kLongestStill{1};

    /// So many frames of the file come from an earlier run of the program.
    void setBefore(int64_t frames) { m_before = frames; }
    /// The next frame is so late. Once for each frame, in their order.
    void arrived(MediaTime late);
    /// Nothing ran for a while, and the frames of that time are being caught up with.
    [[nodiscard]] bool isWaking() const { return m_isWaking; }
    /// Where the recording goes on when `moment`, the next to be recorded, is so late; nothing
    /// where it goes on as it is. `nextSound` is when the next sound there is begins.
    [[nodiscard]] std::optional<MediaTime> goesOnAt(MediaTime moment, MediaTime late,
                                                    std::optional<MediaTime> nextSound) const;
    /// So much is cut out before frame `frame`.
    void cut(int64_t frame, MediaTime length);
    /// The same, as the computer slept.
    void slept(int64_t frame, MediaTime length);
    /// Frame `frame` shows a picture of its own moment; no frame before it that was not said to.
    void showed(int64_t frame);
    /// There is nothing to be heard in `frames` from there on, as nothing ran.
    void silent(int64_t frame, int64_t frames);

    [[nodiscard]] const std::vector<RecordingGap> &gaps() const { return m_gaps; }
    /// Frame `frames` is the next.
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
    /// There is silence up to this frame.
    int64_t m_silentUntil = 0;
};

} // namespace prosc
