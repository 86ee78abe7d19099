#pragma once

#include "app/base/result.h"
#include "app/stage/media.h"

#include <QByteArray>

namespace prosc {

/// Small pictures of a recording, evenly spread over its time, side by side in one large one.
class PreviewStrip
{
public:
    static constexpr int maxTiles = 200;
    static constexpr int maxColumns = 10;
    static constexpr QSize largestTile{160, 90};

    /// For a recording of so large pictures and about this length.
    PreviewStrip(QSize pictures, MediaTime duration);

    /// A picture of the recording; with growing times from 0 on. Each tile shows the first of its
    /// stretch of time, or the one before when it has none.
    void add(const Picture &picture);
    /// The strip as a JPEG file. MediaFailed (also: nothing was added).
    [[nodiscard]] Result<QByteArray> finish();

    [[nodiscard]] QSize tile() const { return m_tile; }
    [[nodiscard]] int columns() const { return m_columns; }
    [[nodiscard]] int tiles() const { return m_tiles; }
    /// The time that each tile stands for; whole milliseconds.
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

/// `picture` as large as fits into `largest`, of even size.
[[nodiscard]] QSize fittedSize(QSize picture, QSize largest);

} // namespace prosc
