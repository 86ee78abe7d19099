#pragma once

#include "app/base/result.h"
#include "app/devices/screen_source.h"
#include "app/media/ffmpeg/av_handles.h"
#include "app/stage/media.h"

#include <QSize>

#include <memory>

namespace prosc {

/// Reads an X11 screen through libavdevice's x11grab. Used by one thread.
class X11Grabber
{
public:
    /// DeviceMissing.
    [[nodiscard]] static Result<std::unique_ptr<X11Grabber>> open(const ScreenOptions &options);

    /// Waits for the next picture, scaled to fit and timestamped by `clock` on arrival.
    /// DeviceMissing if the display is gone.
    [[nodiscard]] Result<Picture> next(const Clock &clock);

private:
    X11Grabber(AvInput input, QSize largest);

    AvInput m_input;
    AvPacket m_packet;
    QSize m_screen;
    QSize m_target;
};

} // namespace prosc
