#include "app/media/encode/encoder_probe.h"

#include "app/base/logging.h"
#include "app/media/ffmpeg/h264_headers.h"

#include <algorithm>
#include <cstring>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr int kPictures = 6;

/// A moving bar on grey.
Picture testPicture(int index, QSize size)
{
    const auto memory = allocatePicture(size);
    const auto &strides = memory.buffer->strides;
    const auto rows = static_cast<size_t>(size.height());
    std::memset(memory.planes[0], 100, static_cast<size_t>(strides[0]) * rows);
    for (int row = 0; row < size.height(); ++row) {
        std::memset(memory.planes[0] + row * strides[0] + index * size.width() / kPictures / 2, 200,
                    static_cast<size_t>(size.width() / 8));
    }
    for (size_t plane = 1; plane < 3; ++plane) {
        std::memset(memory.planes[plane], 128,
                    static_cast<size_t>(strides[plane]) * ((rows + 1) / 2));
    }
    memory.buffer->matrix = ColourMatrix::Bt709;
    return {memory.buffer, {}};
}

Status encodeTest(VideoEncoder &encoder, QSize size, VideoEncoder::Packets &packets)
{
    for (int i = 0; i < kPictures; ++i) {
        const auto kind = i == 0 ? VideoEncoder::Kind::Key : VideoEncoder::Kind::Any;
        if (auto status = encoder.encode(testPicture(i, size), i, kind, packets); !status) {
            return status;
        }
    }
    for (;;) {
        const auto drained = encoder.drain(packets);
        if (!drained) {
            return fail(drained.error());
        }
        if (*drained == VideoEncoder::Drained::All) {
            return {};
        }
    }
}

/// Number of pictures of size `size` that the packets decode to.
int decodeTest(const AVCodecContext &encoder, const VideoEncoder::Packets &packets, QSize size)
{
    const auto *codec = avcodec_find_decoder(AV_CODEC_ID_H264);
    const AvCodecContext decoder(codec ? avcodec_alloc_context3(codec) : nullptr);
    const AvFrame frame(av_frame_alloc());
    AVCodecParameters *parameters = avcodec_parameters_alloc();
    const bool ready = decoder && frame && parameters &&
                       avcodec_parameters_from_context(parameters, &encoder) >= 0 &&
                       avcodec_parameters_to_context(decoder.get(), parameters) >= 0 &&
                       avcodec_open2(decoder.get(), codec, nullptr) >= 0;
    avcodec_parameters_free(&parameters);
    int pictures = 0;
    for (size_t i = 0; ready && i <= packets.size(); ++i) {
        const auto *packet = i < packets.size() ? packets[i].get() : nullptr;
        if (avcodec_send_packet(decoder.get(), packet) < 0) {
            return 0;
        }
        while (avcodec_receive_frame(decoder.get(), frame.get()) >= 0) {
            pictures += QSize(frame->width, frame->height) == size ? 1 : 0;
        }
    }
    return pictures;
}

QByteArray headersOf(const VideoEncoder &encoder)
{
    const auto &context = encoder.context();
    return context.extradata
               ? parameterSets({context.extradata, static_cast<size_t>(context.extradata_size)})
               : QByteArray();
}

Status testEncoder(VideoEncoder &encoder, QSize size)
{
    VideoEncoder::Packets packets;
    if (auto status = encodeTest(encoder, size, packets); !status) {
        return status;
    }
    const auto broken = [](const char *what) {
        return fail(ErrorCode::MediaFailed, QString::fromLatin1(what));
    };
    if (headersOf(encoder).isEmpty()) {
        return broken("no parameter sets");
    }
    if (packets.size() != kPictures || (packets.front()->flags & AV_PKT_FLAG_KEY) == 0) {
        return broken("a picture did not come out, or no key frame");
    }
    for (size_t i = 0; i < packets.size(); ++i) {
        if (packets[i]->pts != static_cast<int64_t>(i)) {
            return broken("pictures are reordered");
        }
    }
    return decodeTest(encoder.context(), packets, size) == kPictures
               ? Status()
               : broken("what was encoded cannot be decoded");
}

Result<EncoderCandidate> testCandidate(EncoderCandidate candidate, QSize size)
{
    VideoSettings settings{size, 1, {}};
    if (!candidate.presets.empty()) {
        settings.preset = candidate.presets[static_cast<size_t>(startPreset(candidate))].name;
    }
    const auto encoder = candidate.open(settings);
    if (!encoder) {
        return fail(encoder.error());
    }
    if (const auto status = testEncoder(**encoder, size); !status) {
        return fail(status.error());
    }
    const auto headers = headersOf(**encoder);
    std::erase_if(candidate.presets, [&](const EncoderPreset &preset) {
        if (preset.name == settings.preset) {
            return false;
        }
        const auto other = candidate.open({size, 1, preset.name});
        const bool same = other && headersOf(**other) == headers;
        if (!same) {
            qCWarning(logMedia) << candidate.name << preset.name << "has other headers: left out";
        }
        return !same;
    });
    return candidate;
}

} // namespace

EncoderProbe::EncoderProbe(std::vector<EncoderCandidate> candidates, QSize size)
    : m_candidates(std::move(candidates)), m_size(size)
{
}

std::vector<EncoderCandidate> EncoderProbe::candidates(const QString &forced) const
{
    auto ordered = m_candidates;
    std::stable_partition(ordered.begin(), ordered.end(), [&](const EncoderCandidate &candidate) {
        return candidate.name == forced;
    });
    return ordered;
}

Result<EncoderCandidate> EncoderProbe::tested(const QString &name)
{
    const std::lock_guard lock(m_mutex);
    if (const auto known = m_tested.find(name); known != m_tested.end()) {
        return known->second;
    }
    const auto candidate =
        std::find_if(m_candidates.begin(), m_candidates.end(),
                     [&](const EncoderCandidate &each) { return each.name == name; });
    if (candidate == m_candidates.end()) {
        return fail(ErrorCode::EncoderMissing, u"no encoder is called so"_s);
    }
    auto result = testCandidate(*candidate, m_size);
    if (!result) {
        qCDebug(logMedia) << "encoder" << name << "does not work here:" << result.error().detail;
    }
    m_tested.emplace(name, result);
    return result;
}

std::vector<EncoderChoice> probeEncoders(EncoderProbe &probe)
{
    std::vector<EncoderChoice> choices;
    for (const auto &candidate : probe.candidates()) {
        choices.push_back({candidate.name, probe.tested(candidate.name).has_value()});
    }
    return choices;
}

} // namespace prosc
