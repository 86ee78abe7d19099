#include "app/media/encode/audio_encoder.h"

#include "app/media/ffmpeg/av_pictures.h"
#include "app/stage/media.h"

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr int kBitRate = 160'000;
constexpr int kChannels = 2;

} // namespace

Result<std::unique_ptr<AudioEncoder>> AudioEncoder::create(PacketSink sink)
{
    std::unique_ptr<AudioEncoder> encoder(new AudioEncoder(std::move(sink)));
    if (auto status = encoder->open(); !status) {
        return fail(status.error());
    }
    return encoder;
}

Status AudioEncoder::open()
{
    const auto *codec = avcodec_find_encoder_by_name("aac");
    if (codec == nullptr) {
        return fail(ErrorCode::EncoderMissing, u"libavcodec lacks aac"_s);
    }
    m_codec.reset(avcodec_alloc_context3(codec));
    if (!m_codec) {
        return fail(ErrorCode::MediaFailed, u"no memory for an encoder"_s);
    }
    m_codec->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    m_codec->sample_fmt = AV_SAMPLE_FMT_FLTP;
    m_codec->sample_rate = AudioBlock::kSampleRate;
    m_codec->time_base = {1, AudioBlock::kSampleRate};
    m_codec->bit_rate = kBitRate;
    m_codec->profile = FF_PROFILE_AAC_LOW;
    av_channel_layout_default(&m_codec->ch_layout, kChannels);
    const int opened = avcodec_open2(m_codec.get(), nullptr, nullptr);
    return opened < 0 ? Status(fail(ErrorCode::MediaFailed, avError("opening aac", opened)))
                      : Status();
}

Status AudioEncoder::add(std::span<const float> stereo)
{
    m_pending.insert(m_pending.end(), stereo.begin(), stereo.end());
    const auto frameSamples = static_cast<size_t>(m_codec->frame_size);
    size_t used = 0;
    while (m_pending.size() / kChannels - used >= frameSamples) {
        if (auto status = encodeFrame(used, m_codec->frame_size); !status) {
            return status;
        }
        used += frameSamples;
    }
    m_pending.erase(m_pending.begin(),
                    m_pending.begin() + static_cast<std::ptrdiff_t>(used * kChannels));
    return {};
}

Status AudioEncoder::encodeFrame(size_t start, int samples)
{
    AvFrame frame(av_frame_alloc());
    if (!frame) {
        return fail(ErrorCode::MediaFailed, u"no memory for a frame"_s);
    }
    frame->format = AV_SAMPLE_FMT_FLTP;
    frame->sample_rate = AudioBlock::kSampleRate;
    frame->nb_samples = samples;
    av_channel_layout_default(&frame->ch_layout, kChannels);
    if (const int error = av_frame_get_buffer(frame.get(), 0); error < 0) {
        return fail(ErrorCode::MediaFailed, avError("audio frame", error));
    }
    for (size_t channel = 0; channel < kChannels; ++channel) {
        auto *out = reinterpret_cast<float *>(frame->extended_data[channel]);
        for (size_t i = 0; i < static_cast<size_t>(samples); ++i) {
            out[i] = m_pending[(start + i) * kChannels + channel];
        }
    }
    frame->pts = m_samples;
    m_samples += samples;
    return encode(frame.get());
}

Status AudioEncoder::finish()
{
    const auto rest = static_cast<int>(m_pending.size() / kChannels);
    if (rest > 0) {
        if (auto status = encodeFrame(0, rest); !status) {
            return status;
        }
        m_pending.clear();
    }
    return encode(nullptr);
}

Status AudioEncoder::encode(const AVFrame *frame)
{
    if (const int sent = avcodec_send_frame(m_codec.get(), frame); sent < 0) {
        return fail(ErrorCode::MediaFailed, avError("encoding sound", sent));
    }
    while (true) {
        AvPacket packet(av_packet_alloc());
        if (!packet) {
            return fail(ErrorCode::MediaFailed, u"no memory for a packet"_s);
        }
        const int received = avcodec_receive_packet(m_codec.get(), packet.get());
        if (received == AVERROR(EAGAIN) || received == AVERROR_EOF) {
            return {};
        }
        if (received < 0) {
            return fail(ErrorCode::MediaFailed, avError("encoding sound", received));
        }
        if (auto status = m_sink(std::move(packet)); !status) {
            return status;
        }
    }
}

} // namespace prosc
