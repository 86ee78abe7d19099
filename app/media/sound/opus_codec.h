#pragma once

#include "app/base/result.h"
#include "app/media/ffmpeg/av_handles.h"
#include "app/stage/media.h"

#include <functional>

namespace prosc {

/// Decodes one Opus track to 48 kHz stereo; lost packets are concealed. Belongs to one thread.
class OpusTrackDecoder
{
public:
    using Output = std::function<void(AudioBlock)>;

    /// MediaFailed.
    [[nodiscard]] static Result<OpusTrackDecoder> create();

    /// Number of audio frames in a packet; 0 if it is damaged.
    [[nodiscard]] static int framesIn(const EncodedFrame &packet);

    /// `lost` packets are missing before the next one.
    void packetsLost(int lost);
    /// Decodes a packet. Lost packets are output first: the first few by concealment, the last one
    /// from this packet's in-band FEC; a long gap between them stays silent. MediaFailed if the
    /// packet is damaged.
    [[nodiscard]] Status decode(const EncodedFrame &packet, const Output &output);

private:
    explicit OpusTrackDecoder(OpusDecoderHandle decoder) : m_decoder(std::move(decoder)) {}
    void conceal(const EncodedFrame &next, const Output &output);
    [[nodiscard]] Result<AudioBlock> decodeFrames(const EncodedFrame *packet, int frames, bool fec);

    OpusDecoderHandle m_decoder;
    int m_lost = 0;
    int m_packetFrames = 960;
};

/// Encodes audio to 20 ms Opus packets with in-band FEC, 48 kbit/s. Belongs to one thread.
class OpusTrackEncoder
{
public:
    static constexpr int kPacketFrames = 960;
    using Output = std::function<void(EncodedFrame)>;

    /// What the encoder is tuned for.
    enum class Content { Voice, Anything };

    /// One or two channels. MediaFailed.
    [[nodiscard]] static Result<OpusTrackEncoder> create(int channels, Content content);

    [[nodiscard]] int channels() const { return m_channels; }

    /// Takes audio of any length with the encoder's number of channels; each full packet goes to
    /// `output`. After a gap of more than 100 ms, samples left over from before are dropped.
    /// MediaFailed.
    [[nodiscard]] Status encode(const AudioBlock &block, const Output &output);

private:
    OpusTrackEncoder(OpusEncoderHandle encoder, int channels)
        : m_encoder(std::move(encoder)), m_channels(channels)
    {
    }

    OpusEncoderHandle m_encoder;
    int m_channels;
    std::vector<float> m_waiting;
    /// Time of the first waiting sample.
    MediaTime m_time{};
};

} // namespace prosc
