#pragma once

#include "app/media/picture/picture_scale.h"

#include <deque>
#include <memory>
#include <mutex>

namespace prosc {

/// Scales pictures of a few recurring sizes and caches what zimg has prepared for them. Sharper and
/// cheaper than the functions of picture_scale.h, but a new size costs an extra millisecond.
/// Thread-safe.
class PictureScaler
{
public:
    /// What to do with a size seen for the first time. While tiles move, each size occurs only
    /// once, so preparing it would be wasted.
    enum class NewSize { IsPrepared, IsPreparedWhenItComesAgain };

    explicit PictureScaler(NewSize newSize = NewSize::IsPrepared);
    ~PictureScaler();
    PictureScaler(const PictureScaler &) = delete;
    PictureScaler &operator=(const PictureScaler &) = delete;

    /// As the functions of the same name in picture_scale.h.
    void scalePicture(const PictureBuffer &picture, QRect part, const WritablePicture &target,
                      QRect rect) const;
    void scaleToFile(const PictureBuffer &picture, QRect part, const WritablePicture &target,
                     QRect rect) const;

private:
    class Prepared;
    struct Shape
    {
        QSize picture;
        QRect part;
        QSize target;

        friend bool operator==(const Shape &, const Shape &) = default;
    };

    /// Takes a preparation from the cache or creates one, for exclusive use; null when zimg cannot
    /// or need not do it.
    [[nodiscard]] std::unique_ptr<Prepared> take(const Shape &shape) const;
    /// Whether to prepare it. Called with the lock held.
    [[nodiscard]] bool isWorthIt(const Shape &shape) const;
    void giveBack(std::unique_ptr<Prepared> prepared) const;

    const NewSize m_newSize;
    mutable std::mutex m_mutex;
    /// Shapes seen once, newest last.
    mutable std::deque<Shape> m_seen;
    /// Preparations no thread uses, newest last.
    mutable std::deque<std::unique_ptr<Prepared>> m_idle;
};

} // namespace prosc
