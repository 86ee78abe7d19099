#pragma once

#include "app/base/clock.h"
#include "app/stage/media.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>

namespace prosc {

/// The pictures of a file that wait for its encoder. Few different ones, as each holds megabytes; a
/// picture that is shown again costs nothing and waits for up to a second, so that an encoder which
/// is behind still gets one for each frame. What waits longer makes room for what is new. Free of
/// threads of its own; any thread may use it.
class PictureQueue
{
public:
    static constexpr size_t kDifferent = 4;
    /// A second of the file.
    static constexpr int64_t kFrames = 30;
    /// An encoder that is so far behind gets only repeats, which cost it little, until it has
    /// caught up: so the frame rate stays constant where new pictures are too much.
    static constexpr int64_t kFramesForNew = 15;

    struct Item
    {
        Picture picture;
        int64_t frame = 0;
        bool key = false;
    };
    /// Until that moment of `clock` push() waits for room; without a clock for as long as it takes.
    struct Patience
    {
        const Clock *clock = nullptr;
        MediaTime until{};
    };
    enum class Pushed { Yes, NoRoom, Closed };

    /// In the order of the frames. NoRoom: too many different ones wait, or too much.
    Pushed push(Item item, Patience patience);
    /// The next picture; waits for one. Nothing after close() once it is empty.
    [[nodiscard]] std::optional<Item> pop();
    void close();

    [[nodiscard]] size_t size() const;
    /// How far the encoder is behind what was pushed last.
    [[nodiscard]] MediaTime behind() const;

private:
    /// Under the lock.
    [[nodiscard]] bool isTooNew(const Item &item) const;
    [[nodiscard]] bool isTooFar(const Item &item) const;
    Item takeFront();

    mutable std::mutex m_mutex;
    std::condition_variable m_readable;
    std::condition_variable m_writable;
    std::deque<Item> m_items;
    /// What was pushed last, also when it is popped already.
    const PictureBuffer *m_last = nullptr;
    /// In m_items.
    size_t m_different = 0;
    bool m_closed = false;
};

} // namespace prosc
