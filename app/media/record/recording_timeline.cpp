#include "app/media/record/recording_timeline.h"

#include "app/stage/frame_rate.h"

#include <algorithm>

namespace prosc {

RecordingTimeline::RecordingTimeline(MediaTime start, int64_t limit)
    : m_limit(limit), m_start(start)
{
}

void RecordingTimeline::restart(MediaTime start, int64_t limit)
{
    const bool paused = !m_changes.empty() && m_changes.back().paused;
    m_changes.clear();
    if (paused) {
        m_changes.push_back({start, true});
    }
    m_start = start;
    m_limit = limit;
}

void RecordingTimeline::pause(MediaTime at)
{
    if (m_changes.empty() || !m_changes.back().paused) {
        m_changes.push_back({at, true});
    }
}

void RecordingTimeline::resume(MediaTime at)
{
    if (!m_changes.empty() && m_changes.back().paused) {
        m_changes.push_back({at, false});
    }
}

void RecordingTimeline::stop(MediaTime at)
{
    if (!m_stop) {
        m_stop = at;
    }
}

MediaTime RecordingTimeline::lengthUntil(MediaTime to) const
{
    const auto from = momentOf(m_taken);
    const auto end = m_stop ? std::min(to, *m_stop) : to;
    auto length = std::max(MediaTime::zero(), end - from);
    for (size_t i = 0; i < m_changes.size(); ++i) {
        const auto until = i + 1 < m_changes.size() ? std::min(end, m_changes[i + 1].at) : end;
        if (m_changes[i].paused) {
            length -= std::max(MediaTime::zero(), until - std::max(from, m_changes[i].at));
        }
    }
    return length;
}

void RecordingTimeline::skip(MediaTime to)
{
    m_start = to;
    m_skippedTo = to;
    m_first = m_taken;
}

void RecordingTimeline::hold(int64_t pictures)
{
    m_first += pictures;
    m_taken += pictures;
}

MediaTime RecordingTimeline::momentOf(int64_t picture) const
{
    // Integer arithmetic: still exact after 24 hours.
    return m_start + durationOf(picture - m_first);
}

RecordingTimeline::Next RecordingTimeline::next()
{
    auto moment = momentOf(m_taken);
    while (m_changes.size() >= 2 && m_changes[0].at <= moment) {
        // The pause may have ended within a gap.
        m_start = std::max(m_skippedTo, m_changes[1].at);
        m_first = m_taken;
        moment = m_start;
        m_changes.erase(m_changes.begin(), m_changes.begin() + 2);
    }
    const bool paused = !m_changes.empty() && m_changes.front().at <= moment;
    // If it is stopped before its first frame, there is nothing to wait for.
    if (reachedLimit() || (m_stop && (paused || *m_stop <= moment || m_taken == 0))) {
        return {Step::End, moment};
    }
    if (paused) {
        return {Step::Paused, moment};
    }
    const bool afterPause = m_first == m_taken && m_taken > 0;
    return {afterPause ? Step::PictureAfterPause : Step::Picture, moment};
}

bool RecordingTimeline::isLastBeforeCut() const
{
    const auto after = momentOf(m_taken + 1);
    return (m_stop && *m_stop <= after) || m_taken + 1 >= m_limit ||
           (!m_changes.empty() && m_changes.front().at <= after);
}

} // namespace prosc
