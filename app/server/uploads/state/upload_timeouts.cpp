#include "app/server/uploads/state/upload_timeouts.h"

namespace prosc {

UploadTimeouts::UploadTimeouts(const Clock &clock) : m_clock(clock) {}

void UploadTimeouts::heard(const RecordingId &recording)
{
    const std::lock_guard lock(m_mutex);
    m_heard[recording] = m_clock.now();
}

void UploadTimeouts::renew(const RecordingId &recording)
{
    const std::lock_guard lock(m_mutex);
    if (const auto last = m_heard.find(recording); last != m_heard.end()) {
        last->second = m_clock.now();
    }
}

void UploadTimeouts::forget(const RecordingId &recording)
{
    const std::lock_guard lock(m_mutex);
    m_heard.erase(recording);
}

bool UploadTimeouts::isSilent(const RecordingId &recording, MediaTime silence) const
{
    const std::lock_guard lock(m_mutex);
    const auto last = m_heard.find(recording);
    return last != m_heard.end() && m_clock.now() - last->second >= silence;
}

std::vector<RecordingId> UploadTimeouts::silentFor(MediaTime silence) const
{
    std::vector<RecordingId> silent;
    const std::lock_guard lock(m_mutex);
    const auto now = m_clock.now();
    for (const auto &[id, last] : m_heard) {
        if (now - last >= silence) {
            silent.push_back(id);
        }
    }
    return silent;
}

} // namespace prosc
