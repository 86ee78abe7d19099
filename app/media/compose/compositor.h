#pragma once

#include "app/media/picture/picture_pool.h"
#include "app/stage/stage_layout.h"

#include <span>
#include <vector>

namespace prosc {

/// Draws a stage into an I420 picture, BT.709 limited range: the tiles with rounded corners on a
/// dark ground, a neutral figure for everyone without a picture, no text. What has not changed is
/// not scaled again, and an unchanged stage gives the same buffer again. Belongs to one thread.
class Compositor
{
public:
    Compositor();

    /// `pictures` belong to layout.tiles, one each; a null one shows the figure.
    [[nodiscard]] Picture compose(const StageLayout &layout, std::span<const Picture> pictures);

private:
    /// Figures of so many sizes are kept.
    static constexpr size_t kFigures = 4;

    void drawTile(const WritablePicture &canvas, const StageTile &tile, const Picture &picture);
    [[nodiscard]] const WritablePicture &figureFor(QSize size);
    [[nodiscard]] bool unchanged(const StageLayout &layout,
                                 std::span<const Picture> pictures) const;

    PicturePool m_pool;
    StageLayout m_layout;
    /// What stands in each tile of m_last.
    std::vector<std::shared_ptr<const PictureBuffer>> m_drawn;
    Picture m_last;
    std::vector<WritablePicture> m_figures;
};

} // namespace prosc
