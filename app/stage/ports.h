#pragma once

#include "app/stage/media.h"

#include <QRect>

#include <chrono>
#include <functional>
#include <span>

namespace prosc {

/// Receives remote tracks. Called from the transport's threads, concurrently for different tracks;
/// an implementation only copies, stamps and queues.
class EncodedTrackSink
{
public:
    virtual ~EncodedTrackSink() = default;

    virtual void encodedFrame(const TrackId &track, EncodedFrame frame) = 0;
    /// This connection of the track has ended; a new one may follow.
    virtual void encodedTrackEnded(const TrackId &track) = 0;
    /// `lost` packets were lost before the next encodedFrame() of this Opus track (for
    /// concealment).
    virtual void packetsLost(const TrackId &track, int lost) = 0;
};

/// Receives video and audio from this computer's own devices. Called from the devices' threads.
class RawTrackSink
{
public:
    virtual ~RawTrackSink() = default;

    virtual void picture(const TrackId &track, Picture picture) = 0;
    virtual void audio(const TrackId &track, AudioBlock block) = 0;
    virtual void rawTrackEnded(const TrackId &track) = 0;
};

/// Receives every picture and audio block as it arrives (the recording engine). Called from
/// StageMedia's worker threads, concurrently for different tracks; an implementation must be quick.
class StageTap
{
public:
    /// How long the last picture of an ended track stays visible, so that a track that reconnects
    /// does not flash.
    static constexpr std::chrono::seconds kKeepEnded{3};

    virtual ~StageTap() = default;

    virtual void onPicture(const TrackId &track, const Picture &picture) = 0;
    virtual void onAudio(const TrackId &track, const AudioBlock &block) = 0;
    /// The computer was too slow to decode this many frames (samples per channel) of audio.
    virtual void onLoss(const TrackId &track, int64_t frames) = 0;
    /// The track's connection ended; after kKeepEnded its last picture is no longer shown. Comes
    /// after all its audio.
    virtual void onEnd(const TrackId &track) = 0;
};

/// Asks the sender of a track for a key frame. May be called from any thread; returns at once.
using KeyFrameRequest = std::function<void(const TrackId &)>;

/// The latest picture of each track, for the window. Thread-safe.
class LatestPictures
{
public:
    virtual ~LatestPictures() = default;

    /// The latest picture; null when the track has none or was switched off.
    [[nodiscard]] virtual Picture latestPicture(const TrackId &track) const = 0;
    /// Current level of a microphone, 0 (silent) to 1 (full scale), for showing the active speaker.
    [[nodiscard]] virtual float audioLevel(const TrackId &track) const = 0;
};

/// Converts pictures for the window. Thread-safe.
class PictureConverter
{
public:
    virtual ~PictureConverter() = default;

    /// Scales the part `source` (in the picture's pixels) of `picture` to `target` and writes it as
    /// 32-bit BGRA in memory order (QImage::Format_RGB32 on little-endian machines) to `bits`,
    /// `bytesPerLine` apart.
    virtual void toBgra(const Picture &picture, QRect source, QSize target, uint8_t *bits,
                        int bytesPerLine) const = 0;
};

/// Provides the loudspeaker's audio. Called from the audio device's thread; must not block for
/// long.
class AudioPullSource
{
public:
    virtual ~AudioPullSource() = default;

    /// Fills `stereo` (48 kHz, interleaved, float) with the mix of all other participants; silence
    /// where there is none.
    virtual void pullAudio(std::span<float> stereo) = 0;
};

/// Encodes this computer's own video and audio for sending; the results go to `output` on worker
/// threads.
class LocalEncoder : public RawTrackSink
{
public:
    using Output = std::function<void(const TrackId &, EncodedFrame)>;

    virtual void setOutput(Output output) = 0;
    virtual void requestKeyFrame(const TrackId &track) = 0;
};

} // namespace prosc
