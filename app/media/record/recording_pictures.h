#pragma once

#include "app/media/compose/compositor.h"
#include "app/media/compose/tile_store.h"
#include "app/media/record/recording_file.h"
#include "app/media/record/recording_gaps.h"
#include "app/stage/stage_transition.h"

namespace prosc {

/// The pictures of a recording, one for each frame, out of what waits in the TileStore. What there
/// is no time for repeats the picture before, so that the frame rate stays the same; where even
/// that is too much, it stands longer. Belongs to the composing thread.
class RecordingPictures
{
public:
    struct Context
    {
        TileStore &store;
        const Clock &clock;
        /// Is told which frames show something of their own.
        RecordingGaps &gaps;
        QSize size;
    };
    struct Frame
    {
        int64_t number = 0;
        MediaTime moment{};
        /// So late is it composed.
        MediaTime late{};
        /// What came before it in the file must not be repeated.
        bool afterCut = false;
    };

    /// What the context names outlives this.
    explicit RecordingPictures(const Context &context) : m_context(context) {}

    /// The stage looks like that from `time` on; tiles move there.
    void setScene(const StageScene &scene, MediaTime time);
    /// Gives the picture of the frame to `file`; frames and moments grow. The file's error.
    [[nodiscard]] Status write(RecordingFile &file, const Frame &frame);
    /// For a frame of a time in which the computer slept: the picture before stands. The file's
    /// error.
    [[nodiscard]] Status hold(RecordingFile &file, int64_t frame);
    /// So many frames have no picture of their own.
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
