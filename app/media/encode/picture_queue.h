#pragma once

#include "app/base/clock.h"
#include "app/stage/media.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>

namespace prosc {

/// Queue of pictures for a file's encoder. It holds only a few different pictures, as each takes
/// megabytes. A repeated picture costs nothing, so up to a second of repeats is queued and an
/// encoder that is behind still gets a picture for each frame; older ones are dropped to make room.
/// Has no thread of its own. Thread-safe.
class PictureQueue
{
public:
    static constexpr size_t kDifferent = 4;
    /// One second.
    static constexpr int64_t kFrames = 30;
    /// An encoder that is this many frames behind gets only repeats, which are cheap to encode,
    /// until it has caught up. This keeps the frame rate constant when new pictures are too
    /// expensive.
    static constexpr int64_t kFramesForNew = 15;

    struct Item
    {
        Picture picture;
        int64_t frame = 0;
        bool key = false;
    };
    /// push() waits for room until `clock` reaches `until`; without a clock, indefinitely.
    struct Patience
    {
        const Clock *clock = nullptr;
        MediaTime until{};
    };
    enum class Pushed { Yes, NoRoom, Closed };

    /// Call it in frame order. NoRoom: too many different pictures are queued, or the encoder is
    /// too far behind for a new one.
    Pushed push(Item item, Patience patience);
    /// Waits for the next picture; nullopt after close() once the queue is empty.
    [[nodiscard]] std::optional<Item> pop();
    void close();

    [[nodiscard]] size_t size() const;
    /// How far the encoder is behind the last frame pushed.
    [[nodiscard]] MediaTime behind() const;

private:
    /// Call these with m_mutex held.
    [[nodiscard]] bool isTooNew(const Item &item) const;
    [[nodiscard]] bool isTooFar(const Item &item) const;
    Item takeFront();

    mutable std::mutex m_mutex;
    std::condition_variable m_readable;
    std::condition_variable m_writable;
    std::deque<Item> m_items;
    /// The last picture pushed, even if it has been popped.
    const PictureBuffer *m_last = nullptr;
    /// Number of different pictures in m_items.
    size_t m_different = 0;
    bool m_closed = false;
};

} // namespace prosc
