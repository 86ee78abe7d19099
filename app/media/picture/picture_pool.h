#pragma once

#include "app/stage/media.h"

#include <memory>

namespace prosc {

/// Pictures whose memory is used again when the last user has let go. Pictures may be released on
/// any thread, also after the pool is gone.
class PicturePool
{
public:
    /// Keeps the memory of at most `maxIdle` unused pictures.
    explicit PicturePool(size_t maxIdle);

    /// As allocatePicture(), from unused memory when some of that size is there.
    [[nodiscard]] WritablePicture acquire(QSize size);

private:
    struct Idle;
    std::shared_ptr<Idle> m_idle;
};

} // namespace prosc
