#pragma once

#include "app/base/clock.h"

#include <cstdint>
#include <deque>
#include <optional>

namespace prosc {

/// Which moment each picture of a recording shows: pictures follow each other in the file without a
/// gap, what happens while it is paused is left out. Pure; belongs to one thread.
class RecordingTimeline
{
public:
    /// `limit`: so many pictures at most.
    RecordingTimeline(MediaTime start, int64_t limit);

    /// Before the first picture: it begins at another moment. Paused stays paused.
    void restart(MediaTime start, int64_t limit);
    /// What happened at `at`; in the order of time.
    void pause(MediaTime at);
    void resume(MediaTime at);
    void stop(MediaTime at);
    /// How much there would be to record until `to`: not what is paused, nor what comes after the
    /// end.
    [[nodiscard]] MediaTime lengthUntil(MediaTime to) const;
    /// The next picture is of `to`, which is later: what lies between could not be recorded.
    void skip(MediaTime to);
    /// The next picture is of the same moment, so many pictures later in the file.
    void hold(int64_t pictures);

    enum class Step {
        /// A picture of `moment` is next.
        Picture,
        /// The same, and the one before it in the file is of another moment: a cut.
        PictureAfterPause,
        /// Nothing until it goes on or is stopped.
        Paused,
        End,
    };
    struct Next
    {
        Step step = Step::End;
        MediaTime moment{};
    };
    /// The next picture, as far as is known by now. The same again until taken().
    [[nodiscard]] Next next();
    void taken() { ++m_taken; }
    /// Nothing, as far as is known, will be shown from what comes right after the next picture.
    [[nodiscard]] bool isLastBeforeCut() const;
    /// Pictures taken.
    [[nodiscard]] int64_t pictures() const { return m_taken; }
    /// The limit ended it.
    [[nodiscard]] bool reachedLimit() const { return m_taken >= m_limit; }

private:
    struct Change
    {
        MediaTime at{};
        bool paused = false;
    };
    [[nodiscard]] MediaTime momentOf(int64_t picture) const;

    int64_t m_limit;
    /// Where the present stretch begins: its moment and its first picture.
    MediaTime m_start;
    int64_t m_first = 0;
    int64_t m_taken = 0;
    MediaTime m_skippedTo = MediaTime::min();
    std::deque<Change> m_changes;
    std::optional<MediaTime> m_stop;
};

} // namespace prosc
