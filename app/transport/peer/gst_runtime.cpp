#include "app/transport/peer/gst_runtime.h"

#include "app/base/logging.h"
#include "app/base/missing_package.h"
#include "app/transport/peer/gst_handles.h"
#include "app/transport/peer/needed_elements.h"

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr size_t kMaxJobs = 65536;

Status startGStreamer()
{
    GError *raw = nullptr;
    if (gst_init_check(nullptr, nullptr, &raw) == FALSE) {
        const GErrorPtr error(raw);
        return fail(ErrorCode::MediaFailed, u"GStreamer does not start: %1"_s.arg(QString::fromUtf8(
                                                error ? error->message : "no reason given")));
    }
    const auto lacking = packagesLacking([](const char *name) {
        const bool exists = GstFactoryPtr(gst_element_factory_find(name)) != nullptr;
        if (!exists) {
            qCWarning(logTransport) << "GStreamer element missing:" << name;
        }
        return exists;
    });
    if (!lacking.isEmpty()) {
        return fail(missingPackages(lacking));
    }
    return {};
}

} // namespace

GstRuntime::GstRuntime(const Clock &clock)
    : m_clock(clock), m_builder(kMaxJobs, [](Job &job) { job(); }),
      m_reaper(kMaxJobs, [](Job &job) { job(); })
{
    const GstClockPtr gstClock(gst_system_clock_obtain());
    const auto gstNow = gst_clock_get_time(gstClock.get());
    const MediaTime offset = clock.now() - MediaTime(static_cast<MediaTime::rep>(gstNow));
    // Both clocks read CLOCK_MONOTONIC here; the few microseconds between the two readings are not
    // an offset.
    if (offset > std::chrono::milliseconds(100) || offset < std::chrono::milliseconds(-100)) {
        m_clockOffset = offset;
    }
}

GstRuntime::~GstRuntime()
{
    m_builder.stop();
    m_reaper.stop();
}

Result<std::unique_ptr<GstRuntime>> GstRuntime::create(const Clock &clock)
{
    if (auto started = startGStreamer(); !started) {
        return fail(started.error());
    }
    return std::unique_ptr<GstRuntime>(new GstRuntime(clock));
}

void GstRuntime::build(std::function<void()> job)
{
    m_builder.queue().push(std::move(job));
}

void GstRuntime::reap(std::function<void()> job)
{
    m_reaper.queue().push(std::move(job));
}

} // namespace prosc
