#pragma once

#include "app/base/clock.h"
#include "app/base/ids.h"

#include <map>
#include <mutex>
#include <vector>

namespace prosc {

/// When something was last heard of each incomplete body. Thread-safe.
class UploadTimeouts
{
public:
    /// `clock` must outlive it.
    explicit UploadTimeouts(const Clock &clock);

    /// Something arrived: its time begins anew.
    void heard(const RecordingId &recording);
    /// The same, unless nobody waits for it.
    void renew(const RecordingId &recording);
    /// Nobody waits for it any longer.
    void forget(const RecordingId &recording);
    /// Whether it is waited for, and nothing was heard of it for `silence`.
    [[nodiscard]] bool isSilent(const RecordingId &recording, MediaTime silence) const;
    [[nodiscard]] std::vector<RecordingId> silentFor(MediaTime silence) const;

private:
    const Clock &m_clock;
    mutable std::mutex m_mutex;
    std::map<RecordingId, MediaTime> m_heard;
};

} // namespace prosc
