#include "app/media/encode/picture_queue.h"

#include "app/stage/frame_rate.h"

#include <utility>

namespace prosc {

namespace {

/// Polling interval for `Patience::clock`: a test's clock does not advance with real time.
constexpr std::chrono::milliseconds kLook{5};

} // namespace

bool PictureQueue::isTooNew(const Item &item) const
{
    const bool isAgain = !m_items.empty() && item.picture.buffer.get() == m_last;
    const bool isFull = m_different >= kDifferent ||
                        (!m_items.empty() && item.frame - m_items.front().frame >= kFramesForNew);
    return !isAgain && isFull;
}

bool PictureQueue::isTooFar(const Item &item) const
{
    return !m_items.empty() && item.frame - m_items.front().frame >= kFrames;
}

PictureQueue::Item PictureQueue::takeFront()
{
    auto item = std::move(m_items.front());
    m_items.pop_front();
    const bool isLastOfItsKind =
        m_items.empty() || m_items.front().picture.buffer != item.picture.buffer;
    m_different -= isLastOfItsKind ? 1 : 0;
    return item;
}

PictureQueue::Pushed PictureQueue::push(Item item, Patience patience)
{
    {
        std::unique_lock lock(m_mutex);
        while (!m_closed && (isTooNew(item) || isTooFar(item)) &&
               (patience.clock == nullptr || patience.clock->now() < patience.until)) {
            m_writable.wait_for(lock, kLook);
        }
        if (m_closed) {
            return Pushed::Closed;
        }
        while (isTooFar(item)) {
            const bool wasKey = takeFront().key;
            (m_items.empty() ? item : m_items.front()).key |= wasKey;
        }
        if (isTooNew(item)) {
            return Pushed::NoRoom;
        }
        const auto *before = std::exchange(m_last, item.picture.buffer.get());
        m_different += m_items.empty() || before != m_last ? 1 : 0;
        m_items.push_back(std::move(item));
    }
    m_readable.notify_one();
    return Pushed::Yes;
}

std::optional<PictureQueue::Item> PictureQueue::pop()
{
    std::optional<Item> item;
    {
        std::unique_lock lock(m_mutex);
        m_readable.wait(lock, [this] { return m_closed || !m_items.empty(); });
        if (m_items.empty()) {
            return item;
        }
        item = takeFront();
    }
    m_writable.notify_one();
    return item;
}

void PictureQueue::close()
{
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
    }
    m_readable.notify_all();
    m_writable.notify_all();
}

size_t PictureQueue::size() const
{
    const std::lock_guard lock(m_mutex);
    return m_items.size();
}

MediaTime PictureQueue::behind() const
{
    const std::lock_guard lock(m_mutex);
    const auto frames = m_items.empty() ? 0 : m_items.back().frame - m_items.front().frame;
    return durationOf(frames);
}

} // namespace prosc
