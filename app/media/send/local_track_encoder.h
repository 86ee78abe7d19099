#pragma once

#include "app/base/consumer_thread.h"
#include "app/media/picture/picture_scaler.h"
#include "app/media/send/simulcast_encoder.h"
#include "app/media/sound/opus_codec.h"
#include "app/stage/ports.h"

#include <atomic>
#include <functional>
#include <optional>

namespace prosc {

/// Encodes one of this computer's tracks on its own thread.
class LocalTrackEncoder
{
public:
    virtual ~LocalTrackEncoder() = default;

    /// Nothing reaches the output from now on. Call before giving the encoder to a Reaper.
    void cancel() { m_cancelled = true; }

protected:
    [[nodiscard]] bool isCancelled() const { return m_cancelled; }

private:
    std::atomic<bool> m_cancelled{false};
};

using LocalOutput = std::function<void(EncodedFrame)>;

/// Camera (in simulcast layers) or screen (in one layer), to VP8.
class LocalVideoEncoder final : public LocalTrackEncoder
{
public:
    LocalVideoEncoder(TrackKind kind, LocalOutput output);
    ~LocalVideoEncoder() override { m_thread.stop(); }

    /// Never blocks; drops the oldest waiting picture when there are too many.
    void push(Picture picture) { m_thread.queue().pushDroppingOldest(std::move(picture)); }
    void requestKeyFrame() { m_keyFrameWanted = true; }

private:
    void process(const Picture &picture);
    [[nodiscard]] Picture prepared(const Picture &picture) const;
    [[nodiscard]] bool makeEncoder(QSize size);

    const TrackKind m_kind;
    const LocalOutput m_output;
    std::atomic<bool> m_keyFrameWanted{true};
    PictureScaler m_scaler;
    std::optional<SimulcastEncoder> m_encoder;
    std::optional<MediaTime> m_lastTime;
    /// Last: its thread uses all of the above.
    ConsumerThread<Picture> m_thread;
};

/// Microphone or screen audio, to Opus.
class LocalAudioEncoder final : public LocalTrackEncoder
{
public:
    LocalAudioEncoder(TrackKind kind, LocalOutput output);
    ~LocalAudioEncoder() override { m_thread.stop(); }

    void push(AudioBlock block) { m_thread.queue().pushDroppingOldest(std::move(block)); }

private:
    void process(const AudioBlock &block);

    const TrackKind m_kind;
    const LocalOutput m_output;
    std::optional<OpusTrackEncoder> m_encoder;
    /// Last: its thread uses all of the above.
    ConsumerThread<AudioBlock> m_thread;
};

} // namespace prosc
