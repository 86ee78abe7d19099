#include "app/transport/simulate/loop_cursor.h"

#include <algorithm>

namespace prosc {

void LoopCursor::start(MediaTime now)
{
    m_next = 0;
    m_cycleStart = now - frame().time;
}

EncodedFrame LoopCursor::take()
{
    EncodedFrame taken = frame();
    taken.time = due();
    if (++m_next == m_loop->frames.size()) {
        m_next = 0;
        m_cycleStart += m_loop->length;
    }
    return taken;
}

std::optional<MediaTime> LoopCursor::aheadOfKeyFrame() const
{
    const size_t count = m_loop->frames.size();
    for (size_t step = 0; step < count; ++step) {
        const size_t index = m_next + step;
        const EncodedFrame &candidate = m_loop->frames[index % count];
        if (candidate.keyFrame) {
            const MediaTime round = index >= count ? m_loop->length : MediaTime::zero();
            return candidate.time + round - frame().time;
        }
    }
    return std::nullopt;
}

void LoopCursor::skip(MediaTime by)
{
    const MediaTime ahead = frame().time + by;
    const MediaTime content = ahead % m_loop->length;
    const auto found =
        std::lower_bound(m_loop->frames.begin(), m_loop->frames.end(), content,
                         [](const EncodedFrame &f, MediaTime time) { return f.time < time; });
    // The loop's start moves by exactly what is skipped; a frame that starts in between waits for
    // its due time. Otherwise tracks with different frame lengths would drift apart.
    m_cycleStart += ahead - content - by;
    m_next = static_cast<size_t>(found - m_loop->frames.begin());
    if (found == m_loop->frames.end()) {
        m_next = 0;
        m_cycleStart += m_loop->length;
    }
}

} // namespace prosc
