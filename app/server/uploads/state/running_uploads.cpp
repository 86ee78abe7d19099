#include "app/server/uploads/state/running_uploads.h"

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

/// Memory limit for the tables of all idle bodies.
constexpr int64_t kIdleTables = 256LL * 1024 * 1024;

} // namespace

RunningUploads::RunningUploads(const Clock &clock) : m_clock(clock) {}

Result<UploadHold> RunningUploads::hold(const RecordingId &recording)
{
    const std::lock_guard lock(m_mutex);
    Entry &entry = m_entries[recording];
    if (entry.isHeld) {
        return fail(ErrorCode::TooMany, u"another request works on this upload"_s);
    }
    entry.isHeld = true;
    return UploadHold([this, recording] { release(recording); });
}

bool RunningUploads::isHeld(const RecordingId &recording) const
{
    const std::lock_guard lock(m_mutex);
    const auto entry = m_entries.find(recording);
    return entry != m_entries.end() && entry->second.isHeld;
}

RunningUpload &RunningUploads::of(const RecordingId &recording)
{
    const std::lock_guard lock(m_mutex);
    return m_entries.at(recording).upload;
}

void RunningUploads::forget(const RecordingId &recording)
{
    RunningUpload &upload = of(recording);
    upload.length = 0;
    upload.body.reset();
    upload.stagedGate.reset();
}

int64_t RunningUploads::memory() const
{
    const std::lock_guard lock(m_mutex);
    return idleMemory();
}

void RunningUploads::release(const RecordingId &recording)
{
    const std::lock_guard lock(m_mutex);
    const auto entry = m_entries.find(recording);
    entry->second.isHeld = false;
    entry->second.used = m_clock.now();
    if (entry->second.upload.length == 0 && !entry->second.upload.body) {
        m_entries.erase(entry);
    }
    evictIdle();
}

int64_t RunningUploads::idleMemory() const
{
    int64_t sum = 0;
    for (const auto &[id, entry] : m_entries) {
        sum += !entry.isHeld && entry.upload.body ? entry.upload.body->memory() : 0;
    }
    return sum;
}

/// Evicts the least recently used tables; they are read from disk again when needed.
void RunningUploads::evictIdle()
{
    int64_t sum = idleMemory();
    while (sum > kIdleTables) {
        auto oldest = m_entries.end();
        for (auto entry = m_entries.begin(); entry != m_entries.end(); ++entry) {
            if (!entry->second.isHeld && entry->second.upload.body &&
                (oldest == m_entries.end() || entry->second.used < oldest->second.used)) {
                oldest = entry;
            }
        }
        sum -= oldest->second.upload.body->memory();
        m_entries.erase(oldest);
    }
}

} // namespace prosc
