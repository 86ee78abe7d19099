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
    /// The X11 display, such as ":0".
    QString display;
    int framesPerSecond = 15;
    /// Larger screens are scaled down to fit.
    QSize largest{1920, 1080};
};

/// The display to capture in a session with this environment. DeviceMissing with a detail when
/// there is none, or when it is Wayland, which does not let a program read the screen in this way.
[[nodiscard]] Result<QString> displayToCapture(const QProcessEnvironment &environment);

/// This computer's screen (X11), with the mouse pointer, as long as this object lives. Pictures
/// come on a thread of its own. rawTrackEnded() is sent to the sink when it stops.
class ScreenSource : public QObject
{
    Q_OBJECT
public:
    /// DeviceMissing.
    [[nodiscard]] static Result<std::unique_ptr<ScreenSource>> create(const SourceTarget &target,
                                                                      const ScreenOptions &options);
    ~ScreenSource() override;

Q_SIGNALS:
    /// Once, on the thread that made it: the display is gone. Destroy the source then.
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
