#include "app/media/preview/preview_strip.h"

#include "app/media/picture/jpeg_picture.h"
#include "app/media/picture/picture_scale.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr MediaTime kShortest = std::chrono::seconds(1);

} // namespace

QSize fittedSize(QSize picture, QSize largest)
{
    const bool fits = picture.width() <= largest.width() && picture.height() <= largest.height();
    const QSize size = fits ? picture : picture.scaled(largest, Qt::KeepAspectRatio);
    return {std::max(2, size.width() & ~1), std::max(2, size.height() & ~1)};
}

PreviewStrip::PreviewStrip(QSize pictures, MediaTime duration)
    : m_tile(fittedSize(pictures, kLargestTile)),
      m_interval(
          std::max<MediaTime>(kShortest, std::chrono::ceil<std::chrono::milliseconds>(
                                             (duration + MediaTime(kMaxTiles - 1)) / kMaxTiles)))
{
    const auto wanted = (duration + m_interval - MediaTime(1)) / m_interval;
    m_tiles = static_cast<int>(std::clamp<int64_t>(wanted, 1, kMaxTiles));
    m_columns = std::min(m_tiles, kMaxColumns);
    const int rows = (m_tiles + m_columns - 1) / m_columns;
    const QSize size(m_tile.width() * m_columns, m_tile.height() * rows);
    m_canvas = allocatePicture(size);
    m_canvas.buffer->matrix = ColourMatrix::Bt601;
    m_canvas.buffer->range = ColourRange::Limited;
    fillRect(m_canvas, QRect({0, 0}, size), limitedYuv({0, 0, 0}, ColourMatrix::Bt601));
}

void PreviewStrip::draw(int tile, const PictureBuffer &picture)
{
    const QRect rect(QPoint(tile % m_columns * m_tile.width(), tile / m_columns * m_tile.height()),
                     m_tile);
    scalePicture(picture, QRect({0, 0}, picture.size), m_canvas, rect);
    convertColours(m_canvas, rect, {picture.matrix, picture.range}, ColourMatrix::Bt601);
}

void PreviewStrip::repeatUntil(int tile)
{
    for (; m_next < tile && !m_last.isNull(); ++m_next) {
        draw(m_next, *m_last.buffer);
    }
}

void PreviewStrip::add(const Picture &picture)
{
    const auto place = std::max<int64_t>(0, picture.time / m_interval);
    const int tile = static_cast<int>(std::min<int64_t>(place, m_tiles));
    if (m_last.isNull()) {
        m_last = picture; // tiles before the first frame show it, too
    }
    repeatUntil(tile);
    m_last = picture;
    if (m_next == tile) {
        repeatUntil(std::min(tile + 1, m_tiles));
    }
}

Result<QByteArray> PreviewStrip::finish()
{
    if (m_last.isNull()) {
        return fail(ErrorCode::MediaFailed, u"no picture"_s);
    }
    repeatUntil(m_tiles);
    return encodeJpeg(*m_canvas.buffer);
}

} // namespace prosc
