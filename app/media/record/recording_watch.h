#pragma once

#include "app/media/health/audio_health.h"
#include "app/media/health/video_health.h"
#include "app/media/record/recording_file.h"
#include "app/recording/ports.h"

#include <deque>

namespace prosc {

/// What the moderator is told about a recording that runs: how it goes, and which tracks have a
/// trouble. Belongs to the composing thread.
class RecordingWatch
{
public:
    /// `video` sees the pictures; it outlives this.
    explicit RecordingWatch(const VideoHealth &video) : m_video(video) {}

    /// Who is unmuted from `time` on.
    void setScene(const StageScene &scene, MediaTime time);
    /// The recording goes on at `moment`, after a pause.
    void restart(MediaTime moment) { m_audio.restart(moment); }
    void heard(const TrackId &track, const AudioBlock &block) { m_audio.heard(track, block); }
    void mixed(MediaTime time, std::span<const float> stereo) { m_audio.mixed(time, stereo); }

    struct Counts
    {
        int64_t frames = 0;
        int64_t repeated = 0;
        std::optional<MediaTime> pausedSince;
        /// The moment that was recorded last, and the clock's.
        MediaTime moment{};
        MediaTime now{};
    };
    /// To be called once for each recorded second or oftener. `file` null: not begun.
    [[nodiscard]] RecordingProgress progress(const Counts &counts, const RecordingFile *file);

private:
    void measureRate(RecordingProgress &progress);

    const VideoHealth &m_video;
    AudioHealth m_audio;
    /// Recorded time and bytes of the last seconds.
    std::deque<std::pair<std::chrono::milliseconds, int64_t>> m_bytes;
};

} // namespace prosc
