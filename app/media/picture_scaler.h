#pragma once

#include "app/media/picture_scale.h"

#include <deque>
#include <memory>
#include <mutex>

namespace prosc {

/// Scales pictures of a few sizes again and again, for which it keeps what zimg has prepared.
/// Sharper and cheaper than the functions of picture_scale.h, but a size that comes for the first
/// time takes a millisecond more. May be used from any thread.
class PictureScaler
{
public:
    PictureScaler();
    ~PictureScaler();
    PictureScaler(const PictureScaler &) = delete;
    PictureScaler &operator=(const PictureScaler &) = delete;

    /// As the functions of that name in picture_scale.h.
    void scalePicture(const PictureBuffer &picture, QRect part, const WritablePicture &target,
                      QRect rect) const;
    void scaleToFile(const PictureBuffer &picture, QRect part, const WritablePicture &target,
                     QRect rect) const;

private:
    class Prepared;
    struct Shape;

    /// For one picture at a time; null when zimg cannot do it.
    [[nodiscard]] std::unique_ptr<Prepared> take(const Shape &shape) const;
    void giveBack(std::unique_ptr<Prepared> prepared) const;

    mutable std::mutex m_mutex;
    /// What no thread uses now, the newest last.
    mutable std::deque<std::unique_ptr<Prepared>> m_idle;
};

} // namespace prosc
