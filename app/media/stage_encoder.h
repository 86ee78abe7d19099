#pragma once

#include "app/media/audio_encoder.h"
#include "app/media/switching_encoder.h"

namespace prosc {

/// Encodes the composed stage: H.264 High (at most 8 Mbit/s, no B-frames, a key frame at least
/// every 2 s, BT.709 limited range) at 30 frames a second, and AAC-LC 160 kb/s at 48 kHz stereo.
/// All methods on one thread; packets come out on it, in decoding order for each kind.
class StageEncoder
{
public:
    static constexpr int kFrameRate = VideoSettings::kFrameRate;
    static constexpr int kKeyFrameInterval = VideoSettings::kKeyFrameInterval;

    /// The packet is the callee's. Its time base is videoContext()'s or audioContext()'s.
    using PacketSink = std::function<Status(AvPacket)>;

    struct Options
    {
        QSize size{1920, 1080};
        /// Of encoders that calculate on the processor. 0: about half of the machine's.
        int threads = 0;
        /// x264's preset, to begin with.
        QByteArray preset = QByteArrayLiteral("veryfast");
        /// Name of the encoder to begin with; empty: the first that works.
        QString encoder;
        /// Null: one of its own. Must outlive the encoder.
        EncoderProbe *probe = nullptr;
        PacketSink videoSink;
        PacketSink audioSink;
    };

    /// EncoderMissing when no H.264 encoder works, or there is none for AAC; MediaFailed.
    [[nodiscard]] static Result<std::unique_ptr<StageEncoder>> create(Options options);

    /// The picture of frame `frameIndex` of the file (its time is frameIndex / 30 s), of the size
    /// of the options. Indices must grow; a gap shows the picture before it longer. The samples are
    /// not copied here, the buffer is held until the encoder has taken them. InvalidArgument,
    /// MediaFailed, or the sink's error.
    [[nodiscard]] Status addPicture(const Picture &picture, int64_t frameIndex);
    /// The sound that follows what was given before (48 kHz, interleaved stereo, any length).
    [[nodiscard]] Status addAudio(std::span<const float> stereo) { return m_audio->add(stereo); }
    /// Makes the next picture a key frame.
    void requestKeyFrame() { m_keyFrameWanted = true; }
    /// Sends out everything that is inside the encoders. Nothing can be added afterwards.
    [[nodiscard]] Status finish();

    [[nodiscard]] SwitchingEncoder &video() { return *m_video; }
    /// For the muxer: codec parameters and time bases.
    [[nodiscard]] const AVCodecContext &videoContext() const { return m_video->context(); }
    [[nodiscard]] const AVCodecContext &audioContext() const { return m_audio->context(); }

private:
    StageEncoder() = default;

    QSize m_size;
    std::unique_ptr<EncoderProbe> m_ownProbe;
    std::unique_ptr<SwitchingEncoder> m_video;
    std::unique_ptr<AudioEncoder> m_audio;
    bool m_keyFrameWanted = false;
    int64_t m_nextFrame = 0;
};

} // namespace prosc
