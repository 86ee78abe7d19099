#include "app/media/compose/compositor.h"

#include "app/media/compose/tile_shapes.h"
#include "app/media/picture/picture_scale.h"

#include <algorithm>

namespace prosc {

namespace {

constexpr std::array<uint8_t, 3> kGround{0x14, 0x17, 0x1c};
constexpr std::array<uint8_t, 3> kTile{0x23, 0x27, 0x2f};
/// Maximum number of unused canvases whose memory is kept. Ample for those in the encoder's queue
/// (PictureQueue::kDifferent) and the one being drawn.
constexpr size_t kPictures = 13;

} // namespace

Compositor::Compositor() : m_pool(kPictures) {}

Picture Compositor::compose(const StageLayout &layout, std::span<const Picture> pictures)
{
    if (unchanged(layout, pictures)) {
        return m_last;
    }
    const auto canvas = m_pool.acquire(layout.size);
    canvas.buffer->matrix = ColourMatrix::Bt709;
    const QRect frame({0, 0}, layout.size);
    const bool sameLayout = !m_last.isNull() && m_layout == layout;
    if (sameLayout) {
        scalePicture(*m_last.buffer, frame, canvas, frame);
    } else {
        fillRect(canvas, frame, fileColour(kGround));
        m_drawn.assign(layout.tiles.size(), nullptr);
        m_layout = layout;
    }
    for (size_t i = 0; i < layout.tiles.size(); ++i) {
        if (!sameLayout || m_drawn[i] != pictures[i].buffer) {
            drawTile(canvas, layout.tiles[i], pictures[i]);
            m_drawn[i] = pictures[i].buffer;
        }
    }
    m_last = {canvas.buffer, {}};
    return m_last;
}

bool Compositor::unchanged(const StageLayout &layout, std::span<const Picture> pictures) const
{
    return !m_last.isNull() && m_layout == layout &&
           std::equal(
               pictures.begin(), pictures.end(), m_drawn.begin(), m_drawn.end(),
               [](const Picture &picture, const auto &drawn) { return picture.buffer == drawn; });
}

void Compositor::drawTile(const WritablePicture &canvas, const StageTile &tile,
                          const Picture &picture)
{
    const auto ground = fileColour(kGround);
    const bool isContent = tile.track.kind == TrackKind::Screen;
    if (picture.isNull() && isContent) {
        // Sharing has begun but nothing has arrived yet: the figure of a person would be wrong
        // here.
        fillRect(canvas, tile.rect, fileColour(kTile));
        roundCorners(canvas, tile.rect, ground);
        return;
    }
    if (picture.isNull() || !tile.showsPicture) {
        const auto &figure = figureFor(tile.rect.size());
        scalePicture(*figure.buffer, QRect({0, 0}, tile.rect.size()), canvas, tile.rect);
        roundCorners(canvas, tile.rect, ground);
        return;
    }
    const QRect target = targetRect(picture.size(), tile.rect, tile.fit);
    if (target != tile.rect) {
        // Shared content sits directly on the background; a person shown uncropped keeps a tile of
        // the usual size.
        fillRect(canvas, tile.rect, isContent ? ground : fileColour(kTile));
    }
    scaleToFile(*picture.buffer, sourceRect(picture.size(), tile.rect.size(), tile.fit), canvas,
                target);
    roundCorners(canvas, isContent ? target : tile.rect, ground);
}

const WritablePicture &Compositor::figureFor(QSize size)
{
    const auto found = std::find_if(m_figures.begin(), m_figures.end(), [&](const auto &figure) {
        return figure.buffer->size == size;
    });
    if (found != m_figures.end()) {
        return *found;
    }
    if (m_figures.size() >= kFigures) {
        m_figures.erase(m_figures.begin());
    }
    auto figure = allocatePicture(size);
    figure.buffer->matrix = ColourMatrix::Bt709;
    fillRect(figure, QRect({0, 0}, size), fileColour(kTile));
    drawFigure(figure);
    return m_figures.emplace_back(std::move(figure));
}

} // namespace prosc
