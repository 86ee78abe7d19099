#pragma once

#include "app/base/result.h"
#include "app/devices/capture_exclusion.h"
#include "app/devices/screen_input.h"
#include "app/devices/source_target.h"

#include <QObject>
#include <QSize>

#include <atomic>
#include <memory>
#include <thread>

namespace prosc {

class ScreenGrabber;

struct ScreenOptions
{
    ScreenInput input;
    int framesPerSecond = 15;
    /// Larger screens are scaled down to fit.
    QSize largest{1920, 1080};
};

/// This computer's screen, with the mouse pointer, while this object lives. Pictures come on
/// its own thread. The sink receives rawTrackEnded() when it stops.
class ScreenSource : public QObject
{
    Q_OBJECT
public:
    /// DeviceMissing; PermissionDenied where the system has to be asked and does not allow it.
    [[nodiscard]] static Result<std::unique_ptr<ScreenSource>> create(const SourceTarget &target,
                                                                      const ScreenOptions &options);
    ~ScreenSource() override;

Q_SIGNALS:
    /// Emitted once, on the thread that created it: the display is gone. Destroy the source then.
    void failed(const prosc::Error &error);

private:
    ScreenSource(const SourceTarget &target, std::unique_ptr<ScreenGrabber> grabber);
    void run();

    const SourceTarget m_target;
    CaptureExclusion m_exclusion;
    std::unique_ptr<ScreenGrabber> m_grabber;
    std::atomic<bool> m_stopping = false;
    std::thread m_thread;
};

} // namespace prosc
