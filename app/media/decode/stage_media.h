#pragma once

#include "app/base/thread_priority.h"
#include "app/media/load/decoding_load.h"
#include "app/stage/ports.h"
#include "app/stage/stage_layout.h"

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>

namespace prosc {

class AudioDecodeThread;
class MonitorMixer;
class Reaper;
class VideoTrackWorker;

/// Where all media of a stage meet: takes encoded tracks from the transport and raw ones from this
/// computer's devices, decodes, and keeps for each video track the newest picture. One thread for
/// each encoded video track and one for all encoded sound. Every method may be called from any
/// thread and returns at once.
///
/// Lives longer than the transport, devices, window and engine that use it.
class StageMedia final : public EncodedTrackSink,
                         public RawTrackSink,
                         public LatestPictures,
                         public AudioPullSource
{
public:
    /// `requestKeyFrame` is called, at most twice a second for a track, after a decoding error or
    /// when frames had to be dropped; from worker threads, and from those that call encodedFrame().
    /// `priority`, which may be null, is asked for the thread of the sound; it must outlive this.
    explicit StageMedia(const Clock &clock, KeyFrameRequest requestKeyFrame = {},
                        ThreadPriority *priority = nullptr);
    ~StageMedia() override;
    StageMedia(const StageMedia &) = delete;
    StageMedia &operator=(const StageMedia &) = delete;

    /// Who stands on the stage: a camera the scene calls off shows no picture at once, and pictures
    /// of people who left are forgotten.
    void setScene(const StageScene &scene);
    /// The tracks of this participant are not heard in pullAudio().
    void setLocalParticipant(const ParticipantId &participant);

    void encodedFrame(const TrackId &track, EncodedFrame frame) override;
    void encodedTrackEnded(const TrackId &track) override;
    void packetsLost(const TrackId &track, int lost) override;

    void picture(const TrackId &track, Picture picture) override;
    void audio(const TrackId &track, AudioBlock block) override;
    void rawTrackEnded(const TrackId &track) override;

    [[nodiscard]] Picture latestPicture(const TrackId &track) const override;
    [[nodiscard]] float audioLevel(const TrackId &track) const override;

    void pullAudio(std::span<float> stereo) override;

    /// Whether its threads keep up.
    [[nodiscard]] DecodingLoad &decodingLoad() { return m_load; }
    /// Starts or, with null, ends handing everything to `tap`. A call to the former tap that has
    /// begun goes on.
    void setTap(std::shared_ptr<StageTap> tap);

private:
    struct VideoState
    {
        Picture picture;
        /// When its connection ended; nothing while it lives.
        std::optional<MediaTime> endedAt;
    };
    struct Level
    {
        float value = 0;
        MediaTime time{};
    };

    [[nodiscard]] std::shared_ptr<VideoTrackWorker> workerOf(const TrackId &track);
    void store(const TrackId &track, const Picture &picture);
    void hear(const TrackId &track, const AudioBlock &block);
    void lose(const TrackId &track, int64_t frames);
    [[nodiscard]] bool hasListener() const;
    void ended(const TrackId &track);
    void forgetAbsent(const StageScene &before);
    [[nodiscard]] bool isGone(const VideoState &state) const;

    const Clock &m_clock;
    const KeyFrameRequest m_requestKeyFrame;
    DecodingLoad m_load;

    mutable std::mutex m_mutex;
    StageScene m_scene;
    ParticipantId m_local;
    std::map<TrackId, VideoState> m_videos;
    std::map<TrackId, Level> m_levels;
    std::shared_ptr<StageTap> m_tap;

    std::unique_ptr<MonitorMixer> m_monitor;
    /// When the loudspeaker last asked for sound, nanoseconds; negative: not yet.
    std::atomic<int64_t> m_lastPull{-1};
    std::mutex m_workersMutex;
    std::map<TrackId, std::shared_ptr<VideoTrackWorker>> m_workers;
    std::unique_ptr<Reaper> m_reaper;
    /// Last: its thread uses all of the above.
    std::unique_ptr<AudioDecodeThread> m_audioThread;
};

} // namespace prosc
