#pragma once

#include "app/stage/frame_loop.h"

#include <cstddef>
#include <memory>
#include <optional>

namespace prosc {

/// Where one track stands in its loop: which frame is next and when it is due. The due times go on
/// without a jump wherever the content continues. Not for an empty loop. Used by one thread.
class LoopCursor
{
public:
    explicit LoopCursor(std::shared_ptr<const FrameLoop> loop) : m_loop(std::move(loop)) {}

    /// The first frame is due at `now`.
    void start(MediaTime now);
    [[nodiscard]] MediaTime due() const { return m_cycleStart + frame().time; }
    /// The next frame with the time at which it is due; then the one after it is next.
    [[nodiscard]] EncodedFrame take();
    /// When the thread could not run for long, what was missed is not sent after the fact: all due
    /// times move.
    void shift(MediaTime by) { m_cycleStart += by; }

    /// How far ahead of the next frame the next key frame of the content is, over the loop's end if
    /// need be. Zero if it is the next frame, nothing if there is none.
    [[nodiscard]] std::optional<MediaTime> aheadOfKeyFrame() const;
    /// Continues with the content that is `by` later, at the moment at which the next frame was
    /// due. Where no frame begins just there, the next one that begins comes as much later.
    void skip(MediaTime by);

private:
    [[nodiscard]] const EncodedFrame &frame() const { return m_loop->frames[m_next]; }

    std::shared_ptr<const FrameLoop> m_loop;
    size_t m_next = 0;
    /// The moment at which the loop's time 0 is or was due in the present round.
    MediaTime m_cycleStart{};
};

} // namespace prosc
