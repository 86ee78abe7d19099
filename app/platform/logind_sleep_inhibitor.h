#pragma once

#include "app/recording/ports.h"

#include <memory>

namespace prosc {

/// Keeps a Linux desktop awake, and where that is granted makes it ask before a shutdown:
/// systemd-logind's Inhibit on the system bus, else the session's
/// ScreenSaver or PowerManagement service. Never blocks; without a bus it does nothing and says so
/// once in the log. Lives on one thread with an event loop. On other systems it does nothing.
class LogindSleepInhibitor final : public SleepInhibitor
{
public:
    LogindSleepInhibitor();
    ~LogindSleepInhibitor() override;

    /// Holds; a second call changes nothing.
    void inhibit(const QString &reason) override;
    void release() override;
    /// Whether a service has granted it.
    [[nodiscard]] bool isHeld() const;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace prosc
