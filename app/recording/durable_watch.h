#pragma once

#include "app/base/clock.h"
#include "app/recording/ports.h"
#include "app/room/protocol/values.h"

#include <optional>

namespace prosc {

/// Notices that nothing more of a recording gets safe on the disk, from outside of the engine:
/// whatever its threads believe, and also when they say nothing any more.
class DurableWatch
{
public:
    void begin(MediaTime now)
    {
        m_newest = {};
        m_grownAt = now;
    }
    /// Nothing is recorded any more.
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
    /// When more was safe than before; nothing while nothing is recorded.
    std::optional<MediaTime> m_grownAt;
};

} // namespace prosc
