#pragma once

#include <QImage>
#include <QRectF>
#include <QString>

class QPainter;

namespace prosc {

/// Everything that a tile of the stage shows in the window, in logical pixels.
struct TileLook
{
    QRectF rect;
    /// The picture and where it stands; without one the avatar is shown.
    QImage image;
    QRectF imageRect;
    QString label;
    /// The full name, for the avatar's initials and colour.
    QString name;
    bool microphoneOff = false;
    bool speaking = false;
    bool rightToLeft = false;
    /// On its way to another place, perhaps over other tiles.
    bool moving = false;
};

/// Corners of 12 px, the picture or an avatar, the name, and a border while the person speaks.
void paintTile(QPainter &painter, const TileLook &look);
/// The first letters of the first and the last word, such as "DL".
[[nodiscard]] QString initials(const QString &name);

} // namespace prosc
