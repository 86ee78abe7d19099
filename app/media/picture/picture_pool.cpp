#include "app/media/picture/picture_pool.h"

#include <mutex>

namespace prosc {

struct PicturePool::Idle
{
    explicit Idle(size_t maximum) : most(maximum) {}

    std::mutex mutex;
    std::vector<WritablePicture> pictures;
    const size_t most;
};

PicturePool::PicturePool(size_t maxIdle) : m_idle(std::make_shared<Idle>(maxIdle)) {}

WritablePicture PicturePool::acquire(QSize size)
{
    WritablePicture memory;
    {
        std::lock_guard lock(m_idle->mutex);
        auto &idle = m_idle->pictures;
        for (auto it = idle.begin(); it != idle.end(); ++it) {
            if (it->buffer->size == size) {
                memory = std::move(*it);
                idle.erase(it);
                break;
            }
        }
        if (!memory.buffer && !idle.empty() && idle.size() >= m_idle->most) {
            // Sizes no longer in use must not fill the pool.
            idle.erase(idle.begin());
        }
    }
    if (!memory.buffer) {
        memory = allocatePicture(size);
    }

    // The users share a separate buffer; when the last one releases it, the memory behind it
    // returns to the pool.
    auto shared = std::make_unique<PictureBuffer>(*memory.buffer);
    shared->matrix = ColourMatrix::Bt601;
    shared->range = ColourRange::Limited;
    const auto giveBack = [memory, idle = std::weak_ptr(m_idle)](const PictureBuffer *buffer) {
        delete buffer;
        if (const auto pool = idle.lock()) {
            std::lock_guard lock(pool->mutex);
            if (pool->pictures.size() < pool->most) {
                pool->pictures.push_back(memory);
            }
        }
    };
    return {std::shared_ptr<PictureBuffer>(shared.release(), giveBack), memory.planes};
}

} // namespace prosc
