#include "app/devices/screen_source.h"

#include "app/devices/screen_grabber.h"
#include "app/devices/screen_permission.h"

using namespace Qt::StringLiterals;

namespace prosc {

Result<std::unique_ptr<ScreenSource>> ScreenSource::create(const SourceTarget &target,
                                                           const ScreenOptions &options)
{
    if (!mayCaptureScreen()) {
        return fail(ErrorCode::PermissionDenied, u"the screen may not be captured"_s);
    }
    auto grabber = ScreenGrabber::open(options);
    if (!grabber) {
        return fail(grabber.error());
    }
    return std::unique_ptr<ScreenSource>(new ScreenSource(target, *std::move(grabber)));
}

ScreenSource::ScreenSource(const SourceTarget &target, std::unique_ptr<ScreenGrabber> grabber)
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
