#pragma once

#include "app/media/record/recording_file.h"
#include "app/media/record/recording_gaps.h"
#include "app/media/record/recording_pictures.h"
#include "app/media/record/recording_sound.h"
#include "app/media/record/recording_watch.h"
#include "app/recording/ports.h"

#include <functional>
#include <optional>

namespace prosc {

/// Tells how a recording is going: that it has started, then about every second, in a pause, too,
/// and at once when the computer becomes too slow or is fast enough again. Used by the composing
/// thread only.
class ProgressReports
{
public:
    /// What is reported about. All must outlive it.
    struct Subjects
    {
        const Clock &clock;
        RecordingWatch &watch;
        const RecordingPictures &pictures;
        const RecordingSound &sound;
        const RecordingGaps &gaps;
    };
    struct Callbacks
    {
        /// The first fragment is durable, or the recording is complete; once.
        std::function<void()> started;
        std::function<void(const RecordingProgress &)> progress;
    };
    /// Where the recording is.
    struct Position
    {
        /// Pictures of this run.
        int64_t frames = 0;
        /// The moment recorded last.
        MediaTime moment{};
        /// Null before the first picture.
        const RecordingFile *file = nullptr;
    };

    ProgressReports(Subjects subjects, Callbacks callbacks);

    /// The file has this many pictures of an earlier run of the program.
    void setBefore(int64_t frames) { m_before = frames; }
    /// A picture was written.
    void written(const Position &position);
    /// In a pause, at `now`. Call more often than every second.
    void paused(MediaTime now, const Position &position);
    /// The computer has slept during the pause: it is longer than the steady clock says.
    void sleptInPause(MediaTime length);
    /// Call before the first picture after a pause.
    void resumed(const Position &position);
    void report(const Position &position);
    /// The recording is complete.
    void completed();

private:
    void tellStart();

    const Subjects m_subjects;
    const Callbacks m_callbacks;
    int64_t m_before = 0;
    std::optional<MediaTime> m_pausedSince;
    MediaTime m_pauseReported{};
    bool m_overloaded = false;
    bool m_startTold = false;
};

} // namespace prosc
