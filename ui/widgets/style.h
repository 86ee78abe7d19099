#pragma once

#include <QColor>
#include <QIcon>
#include <QString>

class QApplication;
class QPainter;
class QRect;

namespace prosc {

/// Colours that painted widgets share with resources/style/dark.qss.
namespace colours {
inline constexpr QRgb kBackground = 0xff14171c;
inline constexpr QRgb kTile = 0xff232830;
inline constexpr QRgb kText = 0xffeef1f5;
inline constexpr QRgb kDim = 0xff9aa4b2;
inline constexpr QRgb kDisabled = 0xff5d6673;
inline constexpr QRgb kAccent = 0xff4c8dff;
} // namespace colours

/// The dark look of the whole program: palette, font and style sheet.
void applyStyle(QApplication &application);

/// The line icon resources/icons/NAME.svg in the text colour, greyed when disabled.
[[nodiscard]] QIcon lineIcon(const QString &name);
/// The same, mirrored in right-to-left languages (arrows, doors).
[[nodiscard]] QIcon directedIcon(const QString &name);
/// Sets lineIcon(name) on a button or an action unless it is already set: the room's view changes
/// often and rendering an icon is slow.
template <class Control>
void showLineIcon(Control *control, const QString &name)
{
    constexpr auto kShown = "shownLineIcon";
    if (control->property(kShown).toString() != name) {
        control->setProperty(kShown, name);
        control->setIcon(lineIcon(name));
    }
}
/// The program's own icon.
[[nodiscard]] QIcon programIcon();

/// Draws a line icon into `rect` (in the painter's coordinates).
void paintIcon(QPainter &painter, const QString &name, const QRect &rect, const QColor &colour);

} // namespace prosc
