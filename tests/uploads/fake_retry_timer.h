#pragma once

#include "app/uploads/retry_timer.h"

#include <optional>

namespace prosc {

/// Never fires by itself; a test calls `callback`.
class FakeTimer final : public RetryTimer
{
public:
    void setCallback(std::function<void()> wanted) override { callback = std::move(wanted); }
    void start(std::chrono::milliseconds wanted) override { delay = wanted; }
    void stop() override { delay.reset(); }

    std::function<void()> callback;
    std::optional<std::chrono::milliseconds> delay;
};

} // namespace prosc
