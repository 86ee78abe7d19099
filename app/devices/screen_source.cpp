#include "app/devices/screen_source.h"

#include "app/devices/x11_grabber.h"

using namespace Qt::StringLiterals;

namespace prosc {

Result<QString> displayToCapture(const QProcessEnvironment &environment)
{
    const bool isWayland = environment.value(u"XDG_SESSION_TYPE"_s) == QLatin1String("wayland") ||
                           !environment.value(u"WAYLAND_DISPLAY"_s).isEmpty();
    if (isWayland) {
        // XWayland would show only the windows of X11 programs, on black.
        return fail(ErrorCode::DeviceMissing, u"a Wayland session"_s);
    }
    const QString display = environment.value(u"DISPLAY"_s);
    if (display.isEmpty()) {
        return fail(ErrorCode::DeviceMissing, u"no X11 display"_s);
    }
    return display;
}

Result<std::unique_ptr<ScreenSource>> ScreenSource::create(const SourceTarget &target,
                                                           const ScreenOptions &options)
{
    auto grabber = X11Grabber::open(options);
    if (!grabber) {
        return fail(grabber.error());
    }
    return std::unique_ptr<ScreenSource>(new ScreenSource(target, *std::move(grabber)));
}

ScreenSource::ScreenSource(const SourceTarget &target, std::unique_ptr<X11Grabber> grabber)
    : m_target(target), m_grabber(std::move(grabber)), m_thread([this] { run(); })
{
}

ScreenSource::~ScreenSource()
{
    m_stopping = true;
    m_thread.join();
    m_target.sink.rawTrackEnded(m_target.track);
}

void ScreenSource::run()
{
    while (!m_stopping) {
        auto picture = m_grabber->next(m_target.clock);
        if (!picture) {
            // Queued to this object: dropped if it is destroyed in the meantime.
            QMetaObject::invokeMethod(
                this, [this, error = picture.error()] { Q_EMIT failed(error); },
                Qt::QueuedConnection);
            return;
        }
        m_target.sink.picture(m_target.track, *std::move(picture));
    }
}

} // namespace prosc
