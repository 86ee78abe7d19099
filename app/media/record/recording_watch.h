#pragma once

#include "app/media/health/audio_health.h"
#include "app/media/health/video_health.h"
#include "app/media/record/recording_file.h"
#include "app/recording/ports.h"

#include <deque>

namespace prosc {

/// What the moderator sees of a running recording: its progress, and which tracks have problems.
/// Belongs to the composing thread.
class RecordingWatch
{
public:
    /// `video` is fed elsewhere; it must outlive this.
    explicit RecordingWatch(const VideoHealth &video) : m_video(video) {}

    /// Takes from the scene who is unmuted from `time` on.
    void setScene(const StageScene &scene, MediaTime time);
    /// The recording resumes at `moment`, after a pause.
    void restart(MediaTime moment) { m_audio.restart(moment); }
    void heard(const TrackId &track, const AudioBlock &block) { m_audio.heard(track, block); }
    void mixed(MediaTime time, std::span<const float> stereo) { m_audio.mixed(time, stereo); }

    struct Counts
    {
        int64_t frames = 0;
        int64_t repeated = 0;
        std::optional<MediaTime> pausedSince;
        /// The moment recorded last, and the current time.
        MediaTime moment{};
        MediaTime now{};
    };
    /// Call at least once per recorded second. `file` null: not begun.
    [[nodiscard]] RecordingProgress progress(const Counts &counts, const RecordingFile *file);

private:
    void measureRate(RecordingProgress &progress);

    const VideoHealth &m_video;
    AudioHealth m_audio;
    /// Recorded time and bytes of the last seconds.
    std::deque<std::pair<std::chrono::milliseconds, int64_t>> m_bytes;
};

} // namespace prosc
