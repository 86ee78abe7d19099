#include "app/net/upload/chunk_size.h"

#include <algorithm>

namespace prosc {

ChunkSize::ChunkSize(int64_t most) : m_most(std::max(most, kSmallest)), m_bytes(0)
{
    set(kFirst);
}

void ChunkSize::set(int64_t bytes)
{
    m_bytes = std::clamp(bytes, kSmallest, m_most);
}

void ChunkSize::arrived(int64_t bytes, std::chrono::milliseconds took)
{
    const int64_t fitting = bytes * kLongest.count() / std::max<int64_t>(1, took.count());
    if (took > kLongest) {
        set(std::min(m_bytes, fitting));
        return;
    }
    // The last chunk of a unit may be a few bytes, too few for a measurement.
    const bool isTelling = bytes >= m_bytes / 2;
    if (isTelling && (m_careful == 0 || --m_careful == 0)) {
        set(std::max(m_bytes, std::min(2 * m_bytes, fitting)));
    }
}

void ChunkSize::broke()
{
    m_careful = kCareful;
    set(m_bytes / 2);
}

void ChunkSize::stalled()
{
    m_careful = kCareful;
    set(std::min(kFirst, m_bytes / 2));
}

bool ChunkSize::refused(int64_t bytes)
{
    const int64_t tooMuch = std::min(bytes, m_bytes);
    if (tooMuch <= kSmallest) {
        return false;
    }
    m_most = std::max(kSmallest, tooMuch / 2);
    set(m_most);
    return true;
}

} // namespace prosc
