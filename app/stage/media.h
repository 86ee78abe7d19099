#pragma once

#include "app/base/clock.h"
#include "app/base/ids.h"

#include <QByteArray>
#include <QSize>

#include <array>
#include <compare>
#include <cstdint>
#include <memory>
#include <vector>

namespace prosc {

/// Kind of a track. A participant sends at most one track of each kind.
enum class TrackKind { Camera, Microphone, Screen, ScreenAudio };

[[nodiscard]] constexpr bool isVideo(TrackKind kind)
{
    return kind == TrackKind::Camera || kind == TrackKind::Screen;
}

/// A track is identified by its sender and kind, so that its id survives reconnections.
struct TrackId
{
    ParticipantId participant;
    TrackKind kind = TrackKind::Camera;

    friend bool operator==(const TrackId &, const TrackId &) = default;
    friend auto operator<=>(const TrackId &a, const TrackId &b)
    {
        const auto order = a.participant <=> b.participant;
        return std::is_neq(order) ? order : a.kind <=> b.kind;
    }
    friend size_t qHash(const TrackId &id, size_t seed = 0)
    {
        return qHash(id.participant, seed) ^ static_cast<size_t>(id.kind);
    }
};

enum class Codec { Vp8, Vp9, H264, Opus };

/// One encoded video frame (VP8/VP9 frame; H.264 access unit as Annex B byte stream with start
/// codes) or one Opus packet.
struct EncodedFrame
{
    Codec codec = Codec::Vp8;
    QByteArray data;
    /// The jitter buffer's time for remote tracks, capture time for local ones.
    MediaTime time{};
    bool keyFrame = false;
    /// Simulcast layer of the picture; 0 is the smallest.
    int layer = 0;
    /// Clockwise quarter turns, 0 to 3, after which the picture is upright.
    int turns = 0;
};

enum class ColourMatrix { Bt601, Bt709 };
enum class ColourRange { Limited, Full };

/// The samples of a picture: planar YUV 4:2:0, 8 bit (I420). Immutable once it is shared.
struct PictureBuffer
{
    QSize size;
    std::array<const uint8_t *, 3> planes{};
    /// Bytes from one row to the next, for Y, U and V.
    std::array<int, 3> strides{};
    ColourMatrix matrix = ColourMatrix::Bt601;
    ColourRange range = ColourRange::Limited;
    /// Keeps the memory behind `planes` alive (an AVFrame, a vector, a mapped video frame).
    std::shared_ptr<const void> owner;
};

/// A picture with its time. Cheap to copy; may be passed between threads.
struct Picture
{
    std::shared_ptr<const PictureBuffer> buffer;
    MediaTime time{};

    [[nodiscard]] bool isNull() const { return !buffer; }
    [[nodiscard]] QSize size() const { return buffer ? buffer->size : QSize(); }
};

/// A newly allocated I420 picture, with write access for the code that fills it.
struct WritablePicture
{
    std::shared_ptr<PictureBuffer> buffer;
    std::array<uint8_t *, 3> planes{};
};
[[nodiscard]] WritablePicture allocatePicture(QSize size);

/// A block of audio: 48 kHz, 32-bit float, interleaved when stereo.
struct AudioBlock
{
    static constexpr int kSampleRate = 48000;

    int channels = 2;
    std::vector<float> samples;
    /// Time of the first sample.
    MediaTime time{};

    [[nodiscard]] int frames() const { return static_cast<int>(samples.size()) / channels; }
};

} // namespace prosc
