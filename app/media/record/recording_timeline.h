#pragma once

#include "app/base/clock.h"

#include <cstdint>
#include <deque>
#include <optional>

namespace prosc {

/// Which moment each frame of a recording shows: frames follow each other in the file without a
/// gap, and what happens during a pause is left out. Pure; belongs to one thread.
class RecordingTimeline
{
public:
    /// `limit`: maximum number of frames.
    RecordingTimeline(MediaTime start, int64_t limit);

    /// Moves the start; only before the first frame. A pause remains in force.
    void restart(MediaTime start, int64_t limit);
    /// What happened at `at`; call in chronological order.
    void pause(MediaTime at);
    void resume(MediaTime at);
    void stop(MediaTime at);
    /// How much there is to record until `to`, without pauses and anything after the end.
    [[nodiscard]] MediaTime lengthUntil(MediaTime to) const;
    /// The next frame shows `to`, which is later: what is between could not be recorded.
    void skip(MediaTime to);
    /// The next frame shows the same moment, but is `pictures` frames later in the file.
    void hold(int64_t pictures);

    enum class Step {
        /// The next frame shows `moment`.
        Picture,
        /// The same, after a cut: the previous frame in the file is not adjacent in time.
        PictureAfterPause,
        /// Nothing until it is resumed or stopped.
        Paused,
        End,
    };
    struct Next
    {
        Step step = Step::End;
        MediaTime moment{};
    };
    /// The next step, as far as is known now. Returns the same until taken().
    [[nodiscard]] Next next();
    void taken() { ++m_taken; }
    /// As far as is known now, what directly follows the next frame is not recorded.
    [[nodiscard]] bool isLastBeforeCut() const;
    /// Frames taken.
    [[nodiscard]] int64_t pictures() const { return m_taken; }
    /// Whether the limit has ended it.
    [[nodiscard]] bool reachedLimit() const { return m_taken >= m_limit; }

private:
    struct Change
    {
        MediaTime at{};
        bool paused = false;
    };
    [[nodiscard]] MediaTime momentOf(int64_t picture) const;

    int64_t m_limit;
    /// The moment and the first frame of the current stretch.
    MediaTime m_start;
    int64_t m_first = 0;
    int64_t m_taken = 0;
    MediaTime m_skippedTo = MediaTime::min();
    std::deque<Change> m_changes;
    std::optional<MediaTime> m_stop;
};

} // namespace prosc
