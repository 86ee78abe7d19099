#include "app/devices/screen_grabber.h"

#include "app/stage/even.h"

extern "C" {
#include <libavdevice/avdevice.h>
}

#include <libyuv.h>

#include <array>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

QString textOf(int avError)
{
    std::array<char, AV_ERROR_MAX_STRING_SIZE> text{};
    av_strerror(avError, text.data(), text.size());
    return QString::fromUtf8(text.data());
}

auto lost(int avError)
{
    return fail(ErrorCode::DeviceMissing, u"the screen: "_s + textOf(avError));
}

Result<AvInput> openScreen(const ScreenOptions &options)
{
    avdevice_register_all();
    const auto &wanted = options.input;
    const auto *format = av_find_input_format(wanted.format.constData());
    if (format == nullptr) {
        return fail(ErrorCode::DeviceMissing,
                    u"FFmpeg has no "_s + QString::fromLatin1(wanted.format));
    }
    AvOptions dictionary;
    bool isSet =
        dictionary.set("framerate", QByteArray::number(options.framesPerSecond).constData());
    for (const auto &[key, value] : wanted.options) {
        isSet = dictionary.set(key.constData(), value.constData()) && isSet;
    }
    AVFormatContext *context = nullptr;
    const int result = isSet ? avformat_open_input(&context, wanted.device.constData(), format,
                                                   dictionary.address())
                             : AVERROR(ENOMEM);
    if (result < 0) {
        return lost(result);
    }
    return AvInput(context);
}

Result<AvCodecContext> openDecoder(const AVFormatContext &input)
{
    if (input.nb_streams != 1) {
        return fail(ErrorCode::DeviceMissing, u"the screen has no picture"_s);
    }
    const AVCodecParameters &parameters = *input.streams[0]->codecpar;
    const auto *codec = avcodec_find_decoder(parameters.codec_id);
    AvCodecContext decoder(codec ? avcodec_alloc_context3(codec) : nullptr);
    if (!decoder || avcodec_parameters_to_context(decoder.get(), &parameters) < 0 ||
        avcodec_open2(decoder.get(), codec, nullptr) < 0) {
        return fail(ErrorCode::DeviceMissing,
                    u"the screen has format %1"_s.arg(parameters.codec_id));
    }
    return decoder;
}

/// From what screens have: 32 bits a pixel, or 24 on an old Windows desktop.
Result<WritablePicture> inOwnColours(const AVFrame &frame)
{
    const QSize size = even(QSize(frame.width, frame.height));
    if (size.isEmpty()) {
        return fail(ErrorCode::DeviceMissing, u"the screen is empty"_s);
    }
    const bool hasFour = frame.format == AV_PIX_FMT_BGR0 || frame.format == AV_PIX_FMT_BGRA;
    if (!hasFour && frame.format != AV_PIX_FMT_BGR24) {
        return fail(ErrorCode::DeviceMissing,
                    u"the screen has pixel format %1"_s.arg(frame.format));
    }
    const auto convert = hasFour ? libyuv::ARGBToI420 : libyuv::RGB24ToI420;
    WritablePicture full = allocatePicture(size);
    const PictureBuffer &b = *full.buffer;
    convert(frame.data[0], frame.linesize[0], full.planes[0], b.strides[0], full.planes[1],
            b.strides[1], full.planes[2], b.strides[2], size.width(), size.height());
    return full;
}

WritablePicture scaledToFit(const WritablePicture &picture, QSize largest)
{
    const PictureBuffer &from = *picture.buffer;
    const QSize own = from.size;
    if (own.width() <= largest.width() && own.height() <= largest.height()) {
        return picture;
    }
    const QSize size = even(own.scaled(largest, Qt::KeepAspectRatio));
    WritablePicture to = allocatePicture(size);
    const PictureBuffer &target = *to.buffer;
    libyuv::I420Scale(from.planes[0], from.strides[0], from.planes[1], from.strides[1],
                      from.planes[2], from.strides[2], own.width(), own.height(), to.planes[0],
                      target.strides[0], to.planes[1], target.strides[1], to.planes[2],
                      target.strides[2], size.width(), size.height(), libyuv::kFilterBox);
    return to;
}

} // namespace

Result<std::unique_ptr<ScreenGrabber>> ScreenGrabber::open(const ScreenOptions &options)
{
    auto input = openScreen(options);
    if (!input) {
        return fail(input.error());
    }
    auto decoder = openDecoder(**input);
    if (!decoder) {
        return fail(decoder.error());
    }
    return std::unique_ptr<ScreenGrabber>(
        new ScreenGrabber(*std::move(input), *std::move(decoder), options.largest));
}

ScreenGrabber::ScreenGrabber(AvInput input, AvCodecContext decoder, QSize largest)
    : m_input(std::move(input)), m_decoder(std::move(decoder)), m_packet(av_packet_alloc()),
      m_frame(av_frame_alloc()), m_largest(largest)
{
}

Status ScreenGrabber::decodeNext()
{
    for (;;) {
        const int decoded = avcodec_receive_frame(m_decoder.get(), m_frame.get());
        if (decoded >= 0) {
            return {};
        }
        if (decoded != AVERROR(EAGAIN)) {
            return lost(decoded);
        }
        const int read = av_read_frame(m_input.get(), m_packet.get());
        if (read < 0) {
            return lost(read);
        }
        const int sent = avcodec_send_packet(m_decoder.get(), m_packet.get());
        av_packet_unref(m_packet.get());
        if (sent < 0) {
            return lost(sent); // half a picture
        }
    }
}

Result<Picture> ScreenGrabber::next(const Clock &clock)
{
    if (const auto ok = decodeNext(); !ok) {
        return fail(ok.error());
    }
    const MediaTime time = clock.now();
    const auto full = inOwnColours(*m_frame);
    if (!full) {
        return fail(full.error());
    }
    return Picture{scaledToFit(*full, m_largest).buffer, time};
}

} // namespace prosc
