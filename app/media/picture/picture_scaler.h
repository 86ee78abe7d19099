#pragma once

#include "app/media/picture/picture_scale.h"

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
    /// What is done with a size that comes for the first time. Where tiles move, each of their
    /// sizes comes but once: preparing it would be in vain.
    enum class NewSize { IsPrepared, IsPreparedWhenItComesAgain };

    explicit PictureScaler(NewSize newSize = NewSize::IsPrepared);
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
    struct Shape
    {
        QSize picture;
        QRect part;
        QSize target;

        friend bool operator==(const Shape &, const Shape &) = default;
    };

    /// For one picture at a time; null when zimg cannot or need not do it.
    [[nodiscard]] std::unique_ptr<Prepared> take(const Shape &shape) const;
    /// Whether it is to be prepared. Under the lock.
    [[nodiscard]] bool isWorthIt(const Shape &shape) const;
    void giveBack(std::unique_ptr<Prepared> prepared) const;

    const NewSize m_newSize;
    mutable std::mutex m_mutex;
    /// What came once, the newest last.
    mutable std::deque<Shape> m_seen;
    /// What no thread uses now, the newest last.
    mutable std::deque<std::unique_ptr<Prepared>> m_idle;
};

} // namespace prosc
