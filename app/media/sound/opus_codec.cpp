#include "app/media/sound/opus_codec.h"

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr int kChannels = 2;
/// 120 ms, the longest Opus packet.
constexpr int kMostFrames = 5760;
/// More concealed packets in a row sound robotic.
constexpr int kMostGuessed = 4;
constexpr int kBitRate = 48000;
constexpr int kExpectedLossPercent = 10;
constexpr int kMostPacketBytes = 1275;
constexpr std::chrono::milliseconds kHole{100};

MediaTime lengthOf(int64_t frames)
{
    return MediaTime(frames * 1'000'000'000 / AudioBlock::kSampleRate);
}

tl::unexpected<Error> opusError(const char *what, int error)
{
    return fail(ErrorCode::MediaFailed,
                u"%1: %2"_s.arg(QLatin1String(what), QLatin1String(opus_strerror(error))));
}

const unsigned char *bytesOf(const QByteArray &data)
{
    return reinterpret_cast<const unsigned char *>(data.constData());
}

} // namespace

Result<OpusTrackDecoder> OpusTrackDecoder::create()
{
    int error = OPUS_OK;
    OpusDecoderHandle decoder(opus_decoder_create(AudioBlock::kSampleRate, kChannels, &error));
    if (!decoder) {
        return opusError("opus_decoder_create", error);
    }
    return OpusTrackDecoder(std::move(decoder));
}

int OpusTrackDecoder::framesIn(const EncodedFrame &packet)
{
    const auto bytes = static_cast<opus_int32>(packet.data.size());
    return std::max(
        0, opus_packet_get_nb_samples(bytesOf(packet.data), bytes, AudioBlock::kSampleRate));
}

void OpusTrackDecoder::packetsLost(int lost)
{
    m_lost += std::max(0, lost);
}

Status OpusTrackDecoder::decode(const EncodedFrame &packet, const Output &output)
{
    const auto bytes = static_cast<opus_int32>(packet.data.size());
    const int frames =
        opus_packet_get_nb_samples(bytesOf(packet.data), bytes, AudioBlock::kSampleRate);
    if (frames <= 0) {
        return opusError("opus_packet_get_nb_samples", frames);
    }
    m_packetFrames = frames;
    conceal(packet, output);
    auto block = decodeFrames(&packet, kMostFrames, false);
    if (!block) {
        return fail(block.error());
    }
    block->time = packet.time;
    output(std::move(*block));
    return {};
}

void OpusTrackDecoder::conceal(const EncodedFrame &next, const Output &output)
{
    // Concealment continues from where the audio ended; a long gap then stays silent. The last lost
    // packet is repeated in the next one, at lower quality (FEC).
    const int lost = std::exchange(m_lost, 0);
    for (int i = 0; i < lost; ++i) {
        const bool last = i == lost - 1;
        if (!last && i >= kMostGuessed) {
            continue;
        }
        auto block = decodeFrames(last ? &next : nullptr, m_packetFrames, last);
        if (!block) {
            return;
        }
        block->time = next.time - (lost - i) * lengthOf(m_packetFrames);
        output(std::move(*block));
    }
}

Result<AudioBlock> OpusTrackDecoder::decodeFrames(const EncodedFrame *packet, int frames, bool fec)
{
    AudioBlock block;
    block.channels = kChannels;
    block.samples.resize(static_cast<size_t>(frames * kChannels));
    const int decoded = opus_decode_float(m_decoder.get(), packet ? bytesOf(packet->data) : nullptr,
                                          packet ? static_cast<opus_int32>(packet->data.size()) : 0,
                                          block.samples.data(), frames, fec ? 1 : 0);
    if (decoded < 0) {
        return opusError("opus_decode_float", decoded);
    }
    block.samples.resize(static_cast<size_t>(decoded * kChannels));
    return block;
}

Result<OpusTrackEncoder> OpusTrackEncoder::create(int channels, Content content)
{
    int error = OPUS_OK;
    const int application =
        content == Content::Voice ? OPUS_APPLICATION_VOIP : OPUS_APPLICATION_AUDIO;
    OpusEncoderHandle encoder(
        opus_encoder_create(AudioBlock::kSampleRate, channels, application, &error));
    if (!encoder) {
        return opusError("opus_encoder_create", error);
    }
    for (const int result :
         {opus_encoder_ctl(encoder.get(), OPUS_SET_BITRATE(kBitRate)),
          opus_encoder_ctl(encoder.get(), OPUS_SET_INBAND_FEC(1)),
          opus_encoder_ctl(encoder.get(), OPUS_SET_PACKET_LOSS_PERC(kExpectedLossPercent))}) {
        if (result != OPUS_OK) {
            return opusError("opus_encoder_ctl", result);
        }
    }
    return OpusTrackEncoder(std::move(encoder), channels);
}

Status OpusTrackEncoder::encode(const AudioBlock &block, const Output &output)
{
    const auto waitingFrames = static_cast<int64_t>(m_waiting.size()) / m_channels;
    if (block.time > m_time + lengthOf(waitingFrames) + kHole) {
        m_waiting.clear();
    }
    // Set from each block's own time, so that errors do not accumulate.
    m_time = block.time - lengthOf(static_cast<int64_t>(m_waiting.size()) / m_channels);
    m_waiting.insert(m_waiting.end(), block.samples.begin(), block.samples.end());
    const auto packetSamples = static_cast<size_t>(kPacketFrames * m_channels);
    while (m_waiting.size() >= packetSamples) {
        EncodedFrame packet;
        packet.codec = Codec::Opus;
        packet.time = m_time;
        packet.keyFrame = true;
        packet.data.resize(kMostPacketBytes);
        const auto bytes = opus_encode_float(m_encoder.get(), m_waiting.data(), kPacketFrames,
                                             reinterpret_cast<unsigned char *>(packet.data.data()),
                                             kMostPacketBytes);
        if (bytes < 0) {
            return opusError("opus_encode_float", bytes);
        }
        packet.data.resize(bytes);
        m_waiting.erase(m_waiting.begin(),
                        m_waiting.begin() + static_cast<ptrdiff_t>(packetSamples));
        m_time += lengthOf(kPacketFrames);
        output(std::move(packet));
    }
    return {};
}

} // namespace prosc
