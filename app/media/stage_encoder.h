#pragma once

#include "app/base/result.h"
#include "app/media/av_handles.h"
#include "app/stage/media.h"

#include <functional>
#include <span>
#include <vector>

namespace prosc {

/// Encodes the composed stage: H.264 High 4.1 (x264, CRF 22, at most 8 Mbit/s, no B-frames, a key
/// frame at least every 2 s, BT.709 limited range) at 30 frames a second, and AAC-LC 160 kb/s at 48
/// kHz stereo. All methods on one thread; packets come out on it, in decoding order for each kind.
class StageEncoder
{
public:
    static constexpr int kFrameRate = 30;
    static constexpr int kKeyFrameInterval = 60;

    /// The packet is the callee's. Its time base is videoContext()'s or audioContext()'s.
    using PacketSink = std::function<Status(AvPacket)>;

    struct Options
    {
        QSize size{1920, 1080};
        /// 0: about half of the machine's.
        int threads = 0;
        /// x264's preset; any from ultrafast to medium gives a stream with the same headers.
        QByteArray preset = QByteArrayLiteral("veryfast");
        PacketSink videoSink;
        PacketSink audioSink;
    };

    /// EncoderMissing when libavcodec has no libx264 or AAC encoder, MediaFailed when one does not
    /// open.
    [[nodiscard]] static Result<std::unique_ptr<StageEncoder>> create(Options options);

    /// The picture of frame `frameIndex` of the file (its time is frameIndex / 30 s), of the size
    /// of the options. Indices must grow; a gap shows the picture before it longer. The samples are
    /// not copied here, the buffer is held until the encoder has taken them. InvalidArgument,
    /// MediaFailed, or the sink's error.
    [[nodiscard]] Status addPicture(const Picture &picture, int64_t frameIndex);
    /// The sound that follows what was given before (48 kHz, interleaved stereo, any length).
    [[nodiscard]] Status addAudio(std::span<const float> stereo);
    /// Makes the next picture a key frame.
    void requestKeyFrame() { m_keyFrameWanted = true; }
    /// Sends out everything that is inside the encoders. Nothing can be added afterwards.
    [[nodiscard]] Status finish();

    /// For the muxer: codec parameters and time bases.
    [[nodiscard]] const AVCodecContext &videoContext() const { return *m_video; }
    [[nodiscard]] const AVCodecContext &audioContext() const { return *m_audio; }

private:
    explicit StageEncoder(Options options);
    [[nodiscard]] Status openVideo();
    [[nodiscard]] Status openAudio();
    /// `frame` null: the end. Hands every packet that is ready to `sink`.
    [[nodiscard]] Status encode(AVCodecContext &codec, const AVFrame *frame,
                                const PacketSink &sink);
    /// `samples` of m_pendingAudio from sample `start`, as the codec's planar frame.
    [[nodiscard]] Status encodeAudioFrame(size_t start, int samples);

    Options m_options;
    AvCodecContext m_video;
    AvCodecContext m_audio;
    bool m_keyFrameWanted = false;
    int64_t m_nextFrame = 0;
    /// Interleaved samples that do not fill an AAC frame yet.
    std::vector<float> m_pendingAudio;
    int64_t m_audioSamples = 0;
};

} // namespace prosc
