#include "app/base/logging.h"
#include "app/platform/power_request.h"
#include "app/platform/sleep_inhibitor.h"

namespace prosc {

namespace {

class PowerRequestInhibitor final : public SleepInhibitor
{
public:
    void inhibit(const QString &reason) override
    {
        if (m_request) {
            return;
        }
        m_request = std::make_unique<PowerRequest>(reason.toStdWString().c_str());
        if (!m_request->isHeld()) {
            qCInfo(logRecording) << "Windows does not keep this computer awake";
        }
    }
    void release() override { m_request.reset(); }

private:
    std::unique_ptr<PowerRequest> m_request;
};

} // namespace

std::unique_ptr<SleepInhibitor> makeSleepInhibitor()
{
    return std::make_unique<PowerRequestInhibitor>();
}

} // namespace prosc
