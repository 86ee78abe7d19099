#pragma once

#include "app/base/result.h"
#include "app/devices/screen_source.h"
#include "app/media/ffmpeg/av_handles.h"
#include "app/stage/media.h"

#include <QSize>

#include <memory>

namespace prosc {

/// Reads a screen through FFmpeg's libavdevice. Used by one thread.
class ScreenGrabber
{
public:
    /// DeviceMissing.
    [[nodiscard]] static Result<std::unique_ptr<ScreenGrabber>> open(const ScreenOptions &options);

    /// Waits for the next picture, scaled to fit and timestamped by `clock` on arrival.
    /// DeviceMissing if the screen is gone.
    [[nodiscard]] Result<Picture> next(const Clock &clock);

private:
    ScreenGrabber(AvInput input, AvCodecContext decoder, QSize largest);
    /// Reads until the decoder gives a picture: x11grab and avfoundation send bare pixels, gdigrab
    /// bitmap files.
    [[nodiscard]] Status decodeNext();

    AvInput m_input;
    AvCodecContext m_decoder;
    AvPacket m_packet;
    AvFrame m_frame;
    const QSize m_largest;
};

} // namespace prosc
