#pragma once

#include "app/base/clock.h"
#include "app/base/ids.h"
#include "app/base/result.h"
#include "app/server/storage/fragment_body.h"
#include "app/server/storage/sha256.h"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace prosc {

/// What one request leaves to the next about an upload. It can all be read from disk again.
struct RunningUpload
{
    /// `hash` covers the first `length` bytes of an upload in layout `file`.
    int64_t length = 0;
    Sha256 hash;
    /// In layout `fragments`: the tables of the committed part of the body.
    std::unique_ptr<FragmentBody> body;
    /// The gate's state after the first `stagedBytes` of the unit that arrives in chunks.
    std::optional<FragmentGate> stagedGate;
    int64_t stagedBytes = 0;
};

/// While it exists, no other request works on the upload.
class UploadHold
{
public:
    explicit UploadHold(std::function<void()> release) : m_release(std::move(release)) {}
    ~UploadHold()
    {
        if (m_release) {
            m_release();
        }
    }
    UploadHold(UploadHold &&other) noexcept : m_release(std::exchange(other.m_release, {})) {}
    UploadHold(const UploadHold &) = delete;
    UploadHold &operator=(const UploadHold &) = delete;

private:
    std::function<void()> m_release;
};

/// Which uploads a request works on, and what is remembered of those and the idle ones.
/// Thread-safe; what it remembers of an upload belongs to the one who holds it.
class RunningUploads
{
public:
    /// `clock` must outlive it, and it every hold.
    explicit RunningUploads(const Clock &clock);

    /// TooMany: another request works on this upload.
    [[nodiscard]] Result<UploadHold> hold(const RecordingId &recording);
    [[nodiscard]] bool isHeld(const RecordingId &recording) const;
    /// Only while the upload is held; the reference is valid as long.
    [[nodiscard]] RunningUpload &of(const RecordingId &recording);
    /// Its bytes have changed. Only while the upload is held.
    void forget(const RecordingId &recording);
    /// Approximate memory use of the tables of all idle bodies, in bytes.
    [[nodiscard]] int64_t memory() const;

private:
    struct Entry
    {
        RunningUpload upload;
        bool isHeld = false;
        MediaTime used{};
    };

    void release(const RecordingId &recording);
    [[nodiscard]] int64_t idleMemory() const;
    void evictIdle();

    const Clock &m_clock;
    mutable std::mutex m_mutex;
    /// Only uploads that are held, or of which something is remembered. References stay valid.
    std::map<RecordingId, Entry> m_entries;
};

} // namespace prosc
