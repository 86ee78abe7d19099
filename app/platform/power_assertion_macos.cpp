#include "app/base/logging.h"
#include "app/platform/sleep_inhibitor.h"

#include <IOKit/pwr_mgt/IOPMLib.h>

#include <array>
#include <optional>

namespace prosc {

namespace {

/// Power assertions end with the process, however that ends.
class PowerAssertions final : public SleepInhibitor
{
public:
    ~PowerAssertions() override { release(); }

    void inhibit(const QString &reason) override
    {
        if (m_held[0] || m_held[1]) {
            return;
        }
        const CFStringRef name = reason.toCFString();
        // The display too, as a session is locked when it goes dark.
        m_held = {assertion(kIOPMAssertionTypePreventUserIdleSystemSleep, name),
                  assertion(kIOPMAssertionTypePreventUserIdleDisplaySleep, name)};
        CFRelease(name);
        if (!m_held[0]) {
            qCInfo(logRecording) << "macOS does not keep this computer awake";
        }
    }

    void release() override
    {
        for (auto &held : m_held) {
            if (held) {
                IOPMAssertionRelease(*held);
                held.reset();
            }
        }
    }

private:
    static std::optional<IOPMAssertionID> assertion(CFStringRef type, CFStringRef name)
    {
        IOPMAssertionID id = kIOPMNullAssertionID;
        const auto result = IOPMAssertionCreateWithName(type, kIOPMAssertionLevelOn, name, &id);
        return result == kIOReturnSuccess ? std::optional(id) : std::nullopt;
    }

    std::array<std::optional<IOPMAssertionID>, 2> m_held;
};

} // namespace

std::unique_ptr<SleepInhibitor> makeSleepInhibitor()
{
    return std::make_unique<PowerAssertions>();
}

} // namespace prosc
