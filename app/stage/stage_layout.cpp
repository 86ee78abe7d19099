#include "app/stage/stage_layout.h"

#include "app/stage/even.h"

#include <algorithm>
#include <span>

namespace prosc {

namespace {

constexpr int kGap = 12;

int evenGap(QSize size)
{
    // kGap is for 1080 lines; a smaller window gets a smaller gap.
    return std::clamp(even(kGap * size.height() / 1080), 2, 2 * kGap);
}

/// An arrangement of equal 16:9 tiles in an area.
struct Grid
{
    int columns = 1;
    int rows = 1;
    QSize tile;
};

Grid gridWith(int columns, int count, QSize area, int gap)
{
    Grid grid{columns, (count + columns - 1) / columns, {}};
    const int maxWidth = (area.width() - gap * (grid.columns + 1)) / grid.columns;
    const int maxHeight = (area.height() - gap * (grid.rows + 1)) / grid.rows;
    const int width = std::min(maxWidth, maxHeight * 16 / 9);
    grid.tile = QSize(evenLength(width), evenLength(width * 9 / 16));
    return grid;
}

/// The grid with the largest tiles; two people are side by side where the area is wide.
Grid bestGrid(int count, QSize area, int gap)
{
    if (count == 2 && area.width() >= area.height()) {
        return gridWith(2, count, area, gap);
    }
    Grid best = gridWith(1, count, area, gap);
    for (int columns = 2; columns <= count; ++columns) {
        const Grid grid = gridWith(columns, count, area, gap);
        if (grid.tile.width() > best.tile.width()) {
            best = grid;
        }
    }
    return best;
}

/// The rectangles of a grid in the middle of `area`, its last row centred.
std::vector<QRect> gridRects(const Grid &grid, int count, QRect area, int gap)
{
    const int stepX = grid.tile.width() + gap;
    const int stepY = grid.tile.height() + gap;
    const int top = even(area.y() + (area.height() - (grid.rows * stepY - gap)) / 2);
    std::vector<QRect> rects;
    for (int row = 0; row < grid.rows; ++row) {
        const int inRow = std::min(grid.columns, count - row * grid.columns);
        const int left = even(area.x() + (area.width() - (inRow * stepX - gap)) / 2);
        for (int column = 0; column < inRow; ++column) {
            rects.emplace_back(QPoint(left + column * stepX, top + row * stepY), grid.tile);
        }
    }
    return rects;
}

StageTile cameraTile(const StagePerson &person)
{
    return {{person.participant, TrackKind::Camera}, person.camera, person.fit, false, {}};
}

void placeInGrid(StageLayout &layout)
{
    const int count = static_cast<int>(layout.tiles.size());
    const int gap = evenGap(layout.size);
    const auto rects =
        gridRects(bestGrid(count, layout.size, gap), count, QRect({0, 0}, layout.size), gap);
    for (size_t i = 0; i < layout.tiles.size(); ++i) {
        layout.tiles[i].rect = rects[i];
    }
}

/// The first tile is the main one; the others form a strip above it, in several rows if there are
/// many.
void placeWithStrip(StageLayout &layout)
{
    const int gap = evenGap(layout.size);
    const int others = static_cast<int>(layout.tiles.size()) - 1;
    int mainTop = gap;
    if (others > 0) {
        const QSize strip(layout.size.width(), layout.size.height() / 5);
        const Grid grid = bestGrid(others, strip, gap);
        // The strip is only as high as its tiles, which leaves more room for the main tile.
        const QRect area(0, gap, strip.width(), grid.rows * (grid.tile.height() + gap) - gap);
        const auto rects = gridRects(grid, others, area, gap);
        for (size_t i = 0; i < rects.size(); ++i) {
            layout.tiles[i + 1].rect = rects[i];
        }
        mainTop = area.y() + area.height() + gap;
    }
    const QRect area(gap, mainTop, layout.size.width() - 2 * gap,
                     layout.size.height() - mainTop - gap);
    layout.tiles.front().rect = targetRect(QSize(1920, 1080), area, TileFit::Contain);
}

/// Inserts the main tile, if the scene has one, before the others.
void insertMain(StageLayout &layout, const StageScene &scene)
{
    auto &tiles = layout.tiles;
    if (scene.sharing) {
        tiles.insert(tiles.begin(),
                     {{*scene.sharing, TrackKind::Screen}, true, TileFit::Contain, true, {}});
        return;
    }
    const auto isHighlighted = [&](const StagePerson &person) {
        return scene.highlighted && person.participant == *scene.highlighted;
    };
    const auto found = std::find_if(scene.people.begin(), scene.people.end(), isHighlighted);
    if (found == scene.people.end()) {
        return;
    }
    auto main = cameraTile(*found);
    main.isMain = true;
    if (std::erase_if(tiles, [&](const auto &tile) { return tile.track == main.track; }) == 0) {
        // Highlighted but not among the most recent: replaces the oldest of them.
        tiles.erase(tiles.begin());
    }
    tiles.insert(tiles.begin(), main);
}

} // namespace

StageLayout layoutStage(const StageScene &scene, QSize size)
{
    StageLayout layout{even(size), {}};
    std::span<const StagePerson> people(scene.people);
    if (people.size() > StageLayout::kMaxPeople) {
        people = people.last(StageLayout::kMaxPeople);
    }
    for (const auto &person : people) {
        layout.tiles.push_back(cameraTile(person));
    }

    insertMain(layout, scene);
    if (layout.tiles.empty()) {
        return layout;
    }
    if (layout.tiles.front().isMain) {
        placeWithStrip(layout);
    } else {
        placeInGrid(layout);
    }
    return layout;
}

QRect sourceRect(QSize picture, QSize tile, TileFit fit)
{
    if (fit == TileFit::Contain || picture.isEmpty() || tile.isEmpty()) {
        return {QPoint(0, 0), picture};
    }
    QSize part = tile.scaled(picture, Qt::KeepAspectRatio);
    // A picture only slightly larger than the part keeps its odd last row or column.
    part.setWidth(part.width() >= picture.width() ? picture.width() : evenLength(part.width()));
    part.setHeight(part.height() >= picture.height() ? picture.height()
                                                     : evenLength(part.height()));
    return {QPoint(even((picture.width() - part.width()) / 2),
                   even((picture.height() - part.height()) / 2)),
            part};
}

QRect targetRect(QSize picture, QRect tile, TileFit fit)
{
    if (fit == TileFit::Fill || picture.isEmpty() || tile.isEmpty()) {
        return tile;
    }
    const QSize scaled = picture.scaled(tile.size(), Qt::KeepAspectRatio);
    const QSize part(evenLength(scaled.width()), evenLength(scaled.height()));
    return {QPoint(even(tile.x() + (tile.width() - part.width()) / 2),
                   even(tile.y() + (tile.height() - part.height()) / 2)),
            part};
}

} // namespace prosc
