#pragma once

#include "app/stage/media.h"

#include <memory>

namespace prosc {

/// Reuses the memory of pictures once their last user has released them. Pictures may be released
/// on any thread, even after the pool is gone.
class PicturePool
{
public:
    /// Keeps the memory of at most `maxIdle` unused pictures.
    explicit PicturePool(size_t maxIdle);

    /// As allocatePicture(), but reuses memory of that size if there is any.
    [[nodiscard]] WritablePicture acquire(QSize size);

private:
    struct Idle;
    std::shared_ptr<Idle> m_idle;
};

} // namespace prosc
