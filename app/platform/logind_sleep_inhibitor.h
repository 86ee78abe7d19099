#pragma once

#include "app/recording/ports.h"

#include <memory>

namespace prosc {

/// Keeps a Linux desktop awake and, where permitted, makes it ask before a shutdown:
/// systemd-logind's Inhibit on the system bus, otherwise the session's ScreenSaver or
/// PowerManagement service. Never blocks; without a bus it does nothing and logs that once. Lives
/// on one thread with an event loop.
class LogindSleepInhibitor final : public SleepInhibitor
{
public:
    LogindSleepInhibitor();
    ~LogindSleepInhibitor() override;

    /// Inhibits sleep; a second call changes nothing.
    void inhibit(const QString &reason) override;
    void release() override;
    /// Whether a service has granted the inhibition.
    [[nodiscard]] bool isHeld() const;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace prosc
