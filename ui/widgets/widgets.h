#pragma once

#include <QString>

class QFrame;
class QLabel;
class QLayout;
class QPushButton;
class QToolButton;
class QWidget;

namespace prosc {

// Small makers, so that every control has its name, its look and its words for a screen reader.

/// A label with the look `role` of dark.qss ("title", "heading", "dim", "small", "problem", or
/// none).
[[nodiscard]] QLabel *makeLabel(const QString &text, const char *role, QWidget *parent = nullptr);
/// Centres `label`, `width` wide, in a row of its own (an alignment would cut off its second line).
[[nodiscard]] QLayout *centredRow(QLabel *label, int width);
/// A push button with the look `role` ("primary", "record", "link", or none).
[[nodiscard]] QPushButton *makeButton(const char *objectName, const QString &text, const char *role,
                                      QWidget *parent = nullptr);
/// The name or path of a file: read from left to right, also among Hebrew words.
[[nodiscard]] QString fileText(const QString &file);
/// The name of a person among other words: a Hebrew name does not turn an English sentence around,
/// nor the other way round.
[[nodiscard]] QString personText(const QString &name);
/// A square button with an icon only; `text` is its tooltip and its accessible name.
[[nodiscard]] QToolButton *makeIconButton(const char *objectName, const QString &icon,
                                          const QString &text, int size, QWidget *parent = nullptr);
/// Tooltip and accessible name of an icon button; with a shortcut the tooltip names that too.
void setButtonText(QToolButton *button, const QString &text);
/// Call it before `leaving` is hidden or disabled: a focus inside goes to its parent, where no key
/// does anything; by itself it would jump to some other button.
void releaseFocus(QWidget *leaving);
/// Shows `sentence` in `label`, and has a screen reader say it at once.
void sayAloud(QLabel *label, const QString &sentence);
/// For what stands on a page that scrolls: without the keyboard focus `control` leaves the mouse
/// wheel to the page, and the wheel does not bring it the focus.
void leaveWheelToPage(QWidget *control);
/// A frame with rounded corners.
[[nodiscard]] QFrame *makeCard(QWidget *parent = nullptr);
/// Sets a property that dark.qss asks for, and has the look made anew.
void setLook(QWidget *widget, const char *property, bool value);

} // namespace prosc
