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

/// The hub for all media of a stage: takes encoded tracks from the transport and raw ones from this
/// computer's devices, decodes them and keeps the latest picture of each video track. One thread
/// per encoded video track and one for all encoded audio. Thread-safe; every method returns at
/// once.
///
/// Must outlive the transport, devices, window and engine that use it.
class StageMedia final : public EncodedTrackSink,
                         public RawTrackSink,
                         public LatestPictures,
                         public AudioPullSource
{
public:
    /// `requestKeyFrame` is called at most twice a second per track, after a decoding error, after
    /// dropped frames or when a track starts without a key frame; on worker threads and on threads
    /// that call encodedFrame(). `priority` is for the audio thread; it may be null and must
    /// outlive this.
    explicit StageMedia(const Clock &clock, KeyFrameRequest requestKeyFrame = {},
                        ThreadPriority *priority = nullptr);
    ~StageMedia() override;
    StageMedia(const StageMedia &) = delete;
    StageMedia &operator=(const StageMedia &) = delete;

    /// Sets who is on stage. A camera that is off in `scene` loses its picture at once, and
    /// pictures of people who left are dropped.
    void setScene(const StageScene &scene);
    /// pullAudio() leaves out this participant's tracks.
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

    /// Whether the decoding threads keep up.
    [[nodiscard]] DecodingLoad &decodingLoad() { return m_load; }
    /// Passes everything on to `tap` from now on; null stops that. A call to the previous tap may
    /// still be running afterwards.
    void setTap(std::shared_ptr<StageTap> tap);

private:
    struct VideoState
    {
        Picture picture;
        /// When the track's connection ended; nullopt while it is live.
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
    /// Time of the last pullAudio(), in nanoseconds; negative: none yet.
    std::atomic<int64_t> m_lastPull{-1};
    std::mutex m_workersMutex;
    std::map<TrackId, std::shared_ptr<VideoTrackWorker>> m_workers;
    std::unique_ptr<Reaper> m_reaper;
    /// Declared last, so that its thread ends before the members it uses are destroyed.
    std::unique_ptr<AudioDecodeThread> m_audioThread;
};

} // namespace prosc
