#include "app/media/send/local_track_encoder.h"

#include "app/base/logging.h"
#include "app/stage/simulcast.h"

namespace prosc {

namespace {

constexpr int kFps = 30;
constexpr int kKeyFrameEvery = 10 * kFps;
constexpr QSize kCameraMost(1280, 720);
constexpr QSize kScreenMost(1920, 1080);
constexpr int kCameraBitRate = 1'200'000;
constexpr int kScreenBitRate = 2'500'000;
/// A picture further back than one behind the current one is stale.
constexpr size_t kWaitingPictures = 2;
/// One second of 20 ms blocks.
constexpr size_t kWaitingBlocks = 50;
/// Pictures that follow sooner are dropped: a camera at 60 fps would get twice the bit rate.
constexpr MediaTime kLeastBetween = std::chrono::milliseconds(20);

QSize sentSize(QSize picture, QSize most)
{
    if (picture.width() > most.width() || picture.height() > most.height()) {
        picture = picture.scaled(most, Qt::KeepAspectRatio);
    }
    return {picture.width() & ~1, picture.height() & ~1};
}

} // namespace

LocalVideoEncoder::LocalVideoEncoder(TrackKind kind, LocalOutput output)
    : m_kind(kind), m_output(std::move(output)),
      m_thread(kWaitingPictures, [this](Picture &picture) { process(picture); })
{
}

Picture LocalVideoEncoder::prepared(const Picture &picture) const
{
    const auto &from = *picture.buffer;
    const QSize size = sentSize(from.size, m_kind == TrackKind::Screen ? kScreenMost : kCameraMost);
    const ColourCoding coding{from.matrix, from.range};
    if (size == from.size && coding == ColourCoding{}) {
        return picture;
    }
    // VP8 does not signal its colour matrix: every receiver assumes BT.601.
    const auto target = allocatePicture(size);
    m_scaler.scalePicture(from, QRect({0, 0}, from.size), target, QRect({0, 0}, size));
    convertColours(target, QRect({0, 0}, size), coding, ColourMatrix::Bt601);
    return {target.buffer, picture.time};
}

bool LocalVideoEncoder::makeEncoder(QSize size)
{
    Vp8Encoder::Options options;
    options.size = size;
    options.fps = kFps;
    options.keyFrameEvery = kKeyFrameEvery;
    const bool isScreen = m_kind == TrackKind::Screen;
    // A small camera sends the same picture in several layers; it must not cost more than a large
    // one.
    options.bitRate = isScreen ? kScreenBitRate : layerBitRate(size, kCameraMost, kCameraBitRate);
    auto encoder = SimulcastEncoder::create({options, isScreen ? 1 : kSimulcastLayers});
    if (!encoder) {
        qCWarning(logMedia) << "cannot encode:" << encoder.error().detail;
        return false;
    }
    m_encoder.emplace(std::move(*encoder));
    return true;
}

void LocalVideoEncoder::process(const Picture &picture)
{
    const bool tooSoon = m_lastTime && picture.time - *m_lastTime < kLeastBetween;
    if (isCancelled() || tooSoon || picture.size().width() < 2 || picture.size().height() < 2) {
        return;
    }
    m_lastTime = picture.time;
    const auto ready = prepared(picture);
    if ((!m_encoder || m_encoder->size() != ready.size()) && !makeEncoder(ready.size())) {
        return;
    }
    const auto frame =
        m_keyFrameWanted.exchange(false) ? Vp8Encoder::Frame::Key : Vp8Encoder::Frame::Any;
    const auto encoded = m_encoder->encode(ready, frame, [this](EncodedFrame out) {
        if (!isCancelled()) {
            m_output(std::move(out));
        }
    });
    if (!encoded) {
        qCWarning(logMedia) << "cannot encode:" << encoded.error().detail;
        m_encoder.reset();
        m_keyFrameWanted = true;
    }
}

LocalAudioEncoder::LocalAudioEncoder(TrackKind kind, LocalOutput output)
    : m_kind(kind), m_output(std::move(output)),
      m_thread(kWaitingBlocks, [this](AudioBlock &block) { process(block); })
{
}

void LocalAudioEncoder::process(const AudioBlock &block)
{
    if (isCancelled() || block.channels < 1 || block.channels > 2) {
        return;
    }
    if (!m_encoder || m_encoder->channels() != block.channels) {
        using Content = OpusTrackEncoder::Content;
        auto encoder = OpusTrackEncoder::create(
            block.channels, m_kind == TrackKind::Microphone ? Content::Voice : Content::Anything);
        if (!encoder) {
            qCWarning(logMedia) << "cannot encode:" << encoder.error().detail;
            return;
        }
        m_encoder.emplace(std::move(*encoder));
    }
    const auto encoded = m_encoder->encode(block, [this](EncodedFrame out) {
        if (!isCancelled()) {
            m_output(std::move(out));
        }
    });
    if (!encoded) {
        qCWarning(logMedia) << "cannot encode:" << encoded.error().detail;
        m_encoder.reset();
    }
}

} // namespace prosc
