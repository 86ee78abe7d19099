#pragma once

#include "app/base/back_off.h"

#include <chrono>
#include <optional>

namespace prosc {

/// How often and after what delay an upload is retried before it is given up. Pure.
class UploadRetries
{
public:
    /// `tries` in a row; the first after `firstWait`, which doubles each time without progress.
    UploadRetries(int tries, std::chrono::milliseconds firstWait)
        : m_tries(tries), m_backOff(firstWait, std::chrono::hours(1))
    {
    }

    /// The delay before the next try; nullopt if there is none left.
    [[nodiscard]] std::optional<std::chrono::milliseconds> again()
    {
        const auto wait = m_backOff.nextDelay();
        return m_backOff.failures() > m_tries ? std::nullopt : std::optional(wait);
    }
    /// Some data has arrived.
    void moved()
    {
        m_backOff.reset();
        m_mended = 0;
    }
    /// Whether a chunk that arrived damaged may be sent again.
    [[nodiscard]] bool mayMend() { return ++m_mended < m_tries; }
    /// The same for the whole file, regardless of progress in between.
    [[nodiscard]] bool mayMendWhole() { return ++m_mendedWhole < m_tries; }
    /// Whether the upload may be created (again) at the service.
    [[nodiscard]] bool mayCreate() { return ++m_created <= kMostCreations; }

private:
    static constexpr int kMostCreations = 3;

    int m_tries;
    BackOff m_backOff;
    int m_mended = 0;
    int m_mendedWhole = 0;
    int m_created = 0;
};

} // namespace prosc
