#pragma once

#include "app/base/result.h"
#include "app/devices/source_target.h"

#include <QObject>
#include <QProcessEnvironment>

#include <atomic>
#include <memory>
#include <thread>

namespace prosc {

class X11Grabber;

struct ScreenOptions
{
    /// The X11 display, for example ":0".
    QString display;
    int framesPerSecond = 15;
    /// Larger screens are scaled down to fit.
    QSize largest{1920, 1080};
};

/// The display to capture in a session with this environment. DeviceMissing with a detail if there
/// is none, or if it is Wayland, which does not let a program read the screen this way.
[[nodiscard]] Result<QString> displayToCapture(const QProcessEnvironment &environment);

/// This computer's screen (X11), with the mouse pointer, while this object lives. Pictures come on
/// its own thread. The sink receives rawTrackEnded() when it stops.
class ScreenSource : public QObject
{
    Q_OBJECT
public:
    /// DeviceMissing.
    [[nodiscard]] static Result<std::unique_ptr<ScreenSource>> create(const SourceTarget &target,
                                                                      const ScreenOptions &options);
    ~ScreenSource() override;

Q_SIGNALS:
    /// Emitted once, on the thread that created it: the display is gone. Destroy the source then.
    void failed(const prosc::Error &error);

private:
    ScreenSource(const SourceTarget &target, std::unique_ptr<X11Grabber> grabber);
    void run();

    const SourceTarget m_target;
    std::unique_ptr<X11Grabber> m_grabber;
    std::atomic<bool> m_stopping = false;
    std::thread m_thread;
};

} // namespace prosc
