#pragma once

#include "app/media/picture/picture_pool.h"
#include "app/stage/stage_layout.h"

#include <span>
#include <vector>

namespace prosc {

/// Draws a stage into an I420 picture, BT.709 limited range: tiles with rounded corners on a dark
/// background, a neutral figure for everyone without a picture, no text. Unchanged tiles are not
/// scaled again, and an unchanged stage returns the same buffer. Use from one thread only.
class Compositor
{
public:
    Compositor();

    /// `pictures` holds one picture per element of layout.tiles; null shows the figure, or an empty
    /// tile for shared content.
    [[nodiscard]] Picture compose(const StageLayout &layout, std::span<const Picture> pictures);

private:
    /// Number of sizes for which the figure is cached.
    static constexpr size_t kFigures = 4;

    void drawTile(const WritablePicture &canvas, const StageTile &tile, const Picture &picture);
    [[nodiscard]] const WritablePicture &figureFor(QSize size);
    [[nodiscard]] bool unchanged(const StageLayout &layout,
                                 std::span<const Picture> pictures) const;

    PicturePool m_pool;
    StageLayout m_layout;
    /// What each tile of m_last shows.
    std::vector<std::shared_ptr<const PictureBuffer>> m_drawn;
    Picture m_last;
    std::vector<WritablePicture> m_figures;
};

} // namespace prosc
