#pragma once

#include "app/base/result.h"
#include "app/stage/media.h"

#include <QByteArray>

namespace prosc {

/// Thumbnails of a recording, evenly spread over its duration, tiled into one large picture.
class PreviewStrip
{
public:
    static constexpr int kMaxTiles = 200;
    static constexpr int kMaxColumns = 10;
    static constexpr QSize kLargestTile{160, 90};

    /// For a recording whose frames have the size `pictures`, of about this duration.
    PreviewStrip(QSize pictures, MediaTime duration);

    /// Adds a frame; times increase from 0. Each tile shows the first frame of its interval, or the
    /// previous one if it has none.
    void add(const Picture &picture);
    /// The strip as a JPEG file. MediaFailed (also: nothing was added).
    [[nodiscard]] Result<QByteArray> finish();

    [[nodiscard]] QSize tile() const { return m_tile; }
    [[nodiscard]] int columns() const { return m_columns; }
    [[nodiscard]] int tiles() const { return m_tiles; }
    /// Time that each tile covers, in whole milliseconds.
    [[nodiscard]] MediaTime interval() const { return m_interval; }

private:
    void draw(int tile, const PictureBuffer &picture);
    void repeatUntil(int tile);

    QSize m_tile;
    MediaTime m_interval{};
    int m_tiles = 0;
    int m_columns = 0;
    int m_next = 0;
    WritablePicture m_canvas;
    Picture m_last;
};

/// `picture` scaled down to fit into `largest`, never enlarged; even, and at least 2x2.
[[nodiscard]] QSize fittedSize(QSize picture, QSize largest);

} // namespace prosc
