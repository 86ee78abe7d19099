#include "app/devices/x11_grabber.h"

#include "app/stage/even.h"

extern "C" {
#include <libavdevice/avdevice.h>
#include <libavutil/dict.h>
}

#include <libyuv.h>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr int kBytesPerPixel = 4;

QString textOf(int avError)
{
    std::array<char, AV_ERROR_MAX_STRING_SIZE> text{};
    av_strerror(avError, text.data(), text.size());
    return QString::fromUtf8(text.data());
}

/// Frees what av_dict_set() and avformat_open_input() leave behind.
struct Options
{
    ~Options() { av_dict_free(&dictionary); }
    AVDictionary *dictionary = nullptr;
};

Result<AvInput> openDisplay(const ScreenOptions &options)
{
    avdevice_register_all();
    const auto *format = av_find_input_format("x11grab");
    if (format == nullptr) {
        return fail(ErrorCode::DeviceMissing, u"FFmpeg has no x11grab"_s);
    }
    Options dictionary;
    av_dict_set(&dictionary.dictionary, "framerate",
                QByteArray::number(options.framesPerSecond).constData(), 0);
    av_dict_set(&dictionary.dictionary, "draw_mouse", "1", 0);
    AVFormatContext *context = nullptr;
    const int result = avformat_open_input(&context, options.display.toLocal8Bit().constData(),
                                           format, &dictionary.dictionary);
    if (result < 0) {
        return fail(ErrorCode::DeviceMissing, u"the display: "_s + textOf(result));
    }
    return AvInput(context);
}

/// Only 32 bits per pixel, which every current X server uses.
Status checkFormat(const AVFormatContext &input)
{
    if (input.nb_streams != 1) {
        return fail(ErrorCode::DeviceMissing, u"the display has no picture"_s);
    }
    const AVCodecParameters &parameters = *input.streams[0]->codecpar;
    const auto format = static_cast<AVPixelFormat>(parameters.format);
    if (format != AV_PIX_FMT_BGR0 && format != AV_PIX_FMT_BGRA) {
        return fail(ErrorCode::DeviceMissing,
                    u"the display has pixel format %1"_s.arg(parameters.format));
    }
    if (even(QSize(parameters.width, parameters.height)).isEmpty()) {
        return fail(ErrorCode::DeviceMissing, u"the display is empty"_s);
    }
    return {};
}

WritablePicture scaled(const WritablePicture &picture, QSize size)
{
    const PictureBuffer &from = *picture.buffer;
    if (from.size == size) {
        return picture;
    }
    WritablePicture to = allocatePicture(size);
    const PictureBuffer &target = *to.buffer;
    libyuv::I420Scale(from.planes[0], from.strides[0], from.planes[1], from.strides[1],
                      from.planes[2], from.strides[2], from.size.width(), from.size.height(),
                      to.planes[0], target.strides[0], to.planes[1], target.strides[1],
                      to.planes[2], target.strides[2], size.width(), size.height(),
                      libyuv::kFilterBox);
    return to;
}

} // namespace

Result<std::unique_ptr<X11Grabber>> X11Grabber::open(const ScreenOptions &options)
{
    auto input = openDisplay(options);
    if (!input) {
        return fail(input.error());
    }
    if (const auto ok = checkFormat(**input); !ok) {
        return fail(ok.error());
    }
    return std::unique_ptr<X11Grabber>(new X11Grabber(*std::move(input), options.largest));
}

X11Grabber::X11Grabber(AvInput input, QSize largest)
    : m_input(std::move(input)), m_packet(av_packet_alloc())
{
    const AVCodecParameters &parameters = *m_input->streams[0]->codecpar;
    m_screen = even(QSize(parameters.width, parameters.height));
    const bool fits = m_screen.width() <= largest.width() && m_screen.height() <= largest.height();
    m_target = fits ? m_screen : even(m_screen.scaled(largest, Qt::KeepAspectRatio));
}

Result<Picture> X11Grabber::next(const Clock &clock)
{
    const int result = av_read_frame(m_input.get(), m_packet.get());
    if (result < 0) {
        return fail(ErrorCode::DeviceMissing, u"the display: "_s + textOf(result));
    }
    const MediaTime time = clock.now();
    const int stride = m_input->streams[0]->codecpar->width * kBytesPerPixel;
    const bool isWhole = m_packet->size >= stride * m_screen.height();
    const WritablePicture full = allocatePicture(m_screen);
    const PictureBuffer &b = *full.buffer;
    if (isWhole) {
        libyuv::ARGBToI420(m_packet->data, stride, full.planes[0], b.strides[0], full.planes[1],
                           b.strides[1], full.planes[2], b.strides[2], m_screen.width(),
                           m_screen.height());
    }
    av_packet_unref(m_packet.get());
    if (!isWhole) {
        return fail(ErrorCode::DeviceMissing, u"the display sent half a picture"_s);
    }
    return Picture{scaled(full, m_target).buffer, time};
}

} // namespace prosc
