#pragma once

#include "app/stage/frame_loop.h"

#include <cstddef>
#include <memory>
#include <optional>

namespace prosc {

/// The position of one track in its loop: which frame is next and when it is due. Due times advance
/// without a jump wherever the content continues. Not for an empty loop. Used by one thread.
class LoopCursor
{
public:
    explicit LoopCursor(std::shared_ptr<const FrameLoop> loop) : m_loop(std::move(loop)) {}

    /// The first frame is due at `now`.
    void start(MediaTime now);
    [[nodiscard]] MediaTime due() const { return m_cycleStart + frame().time; }
    /// Returns the next frame with its due time and advances to the one after it.
    [[nodiscard]] EncodedFrame take();
    /// After a long stall, missed frames are not sent late: all due times move.
    void shift(MediaTime by) { m_cycleStart += by; }

    /// How far ahead of the next frame the content's next key frame is, across the loop's end if
    /// necessary. Zero if it is the next frame, nullopt if there is none.
    [[nodiscard]] std::optional<MediaTime> aheadOfKeyFrame() const;
    /// Continues with the content that is `by` later, at the time when the next frame was due. If
    /// no frame starts exactly there, the following one is due correspondingly later.
    void skip(MediaTime by);

private:
    [[nodiscard]] const EncodedFrame &frame() const { return m_loop->frames[m_next]; }

    std::shared_ptr<const FrameLoop> m_loop;
    size_t m_next = 0;
    /// The time at which the current round's time 0 is or was due.
    MediaTime m_cycleStart{};
};

} // namespace prosc
