#pragma once

#include <QImage>
#include <QRectF>
#include <QString>

class QPainter;

namespace prosc {

/// Everything needed to paint a tile of the stage, in logical pixels.
struct TileLook
{
    QRectF rect;
    /// The picture and its position; without one the avatar is shown.
    QImage image;
    QRectF imageRect;
    QString label;
    /// The full name, for the avatar's initials and colour.
    QString name;
    bool microphoneOff = false;
    bool speaking = false;
    bool rightToLeft = false;
    /// Moving to another position, possibly over other tiles.
    bool moving = false;
};

/// Paints the picture or an avatar with 12 px corners, the name, and a border while the person is
/// speaking.
void paintTile(QPainter &painter, const TileLook &look);
/// The initials of the first and the last word, such as "DL".
[[nodiscard]] QString initials(const QString &name);

} // namespace prosc
