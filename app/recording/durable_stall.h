#pragma once

#include "app/base/clock.h"
#include "app/recording/ports.h"
#include "app/room/protocol/values.h"

#include <optional>

namespace prosc {

/// Detects that no more of a recording becomes durable on disk. Watches the engine from outside:
/// works whatever its threads believe, and even when they no longer report.
class DurableStall
{
public:
    void begin(MediaTime now)
    {
        m_newest = {};
        m_grownAt = now;
    }
    /// Recording has ended.
    void end() { m_grownAt.reset(); }

    void note(const RecordingProgress &progress, MediaTime now)
    {
        if (progress.paused || m_newest.paused || progress.durable > m_newest.durable) {
            m_grownAt = now;
        }
        m_newest = progress;
    }

    [[nodiscard]] bool isStalled(MediaTime now) const
    {
        return m_grownAt && !m_newest.paused && now - *m_grownAt >= kDurableSilence;
    }

private:
    RecordingProgress m_newest;
    /// When the durable part last grew; nullopt while nothing is recorded.
    std::optional<MediaTime> m_grownAt;
};

} // namespace prosc
