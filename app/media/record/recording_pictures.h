#pragma once

#include "app/media/compose/compositor.h"
#include "app/media/compose/tile_store.h"
#include "app/media/record/recording_file.h"
#include "app/media/record/recording_gaps.h"
#include "app/stage/stage_transition.h"

namespace prosc {

/// Composes the frames of a recording from the pictures in the TileStore. A frame there is no time
/// for repeats the previous picture, so that the frame rate stays constant; if even that is too
/// much, the previous frame is shown longer. Belongs to the composing thread.
class RecordingPictures
{
public:
    struct Context
    {
        TileStore &store;
        const Clock &clock;
        /// Records which frames show a picture of their own.
        RecordingGaps &gaps;
        QSize size;
    };
    struct Frame
    {
        int64_t number = 0;
        MediaTime moment{};
        /// How late it is composed.
        MediaTime late{};
        /// A cut precedes it: the previous picture must not be repeated.
        bool afterCut = false;
    };

    /// Everything the context refers to must outlive this.
    explicit RecordingPictures(const Context &context) : m_context(context) {}

    /// The scene from `time` on; tiles move to their new places.
    void setScene(const StageScene &scene, MediaTime time);
    /// Composes the frame and passes it to `file`; numbers and moments increase. Fails with the
    /// file's error.
    [[nodiscard]] Status write(RecordingFile &file, const Frame &frame);
    /// For a frame of a time in which the computer slept: holds the previous picture. Fails with
    /// the file's error.
    [[nodiscard]] Status hold(RecordingFile &file, int64_t frame);
    /// Number of frames without a picture of their own.
    [[nodiscard]] int64_t repeated() const { return m_repeated; }

private:
    [[nodiscard]] Picture at(MediaTime moment);
    [[nodiscard]] Status repeat(RecordingFile &file, int64_t frame, MediaTime until);

    const Context m_context;
    StageTransition m_transition;
    Compositor m_compositor;
    Picture m_last;
    int64_t m_repeated = 0;
};

} // namespace prosc
