#pragma once

#include <QString>

class QFrame;
class QLabel;
class QLayout;
class QPushButton;
class QToolButton;
class QWidget;

namespace prosc {

// Factory functions that give every control its object name, style and accessible name.

/// A label styled by `role` in dark.qss ("title", "heading", "dim", "small", "problem", or none).
[[nodiscard]] QLabel *makeLabel(const QString &text, const char *role, QWidget *parent = nullptr);
/// Centres `label`, `width` wide, in a row of its own (an alignment would cut off its second line).
[[nodiscard]] QLayout *centredRow(QLabel *label, int width);
/// A push button styled by `role` ("primary", "record", "link", or none).
[[nodiscard]] QPushButton *makeButton(const char *objectName, const QString &text, const char *role,
                                      QWidget *parent = nullptr);
/// A file name or path, isolated so that it reads left to right even within Hebrew text.
[[nodiscard]] QString fileText(const QString &file);
/// A person's name, isolated so that a Hebrew name does not change the direction of an English
/// sentence or vice versa.
[[nodiscard]] QString personText(const QString &name);
/// A square icon-only button; `text` is its tooltip and accessible name.
[[nodiscard]] QToolButton *makeIconButton(const char *objectName, const QString &icon,
                                          const QString &text, int size, QWidget *parent = nullptr);
/// Sets tooltip and accessible name of an icon button; the tooltip also names its shortcut.
void setButtonText(QToolButton *button, const QString &text);
/// Call before `leaving` is hidden or disabled. Moves a focus inside it to its parent, where no key
/// does anything; otherwise Qt would move it to some other button.
void releaseFocus(QWidget *leaving);
/// Shows `sentence` in `label` and makes screen readers announce it immediately.
void sayAloud(QLabel *label, const QString &sentence);
/// For controls on a scrolling page: unless it has the focus, `control` leaves the mouse wheel to
/// the page, and the wheel does not focus it.
void leaveWheelToPage(QWidget *control);
/// A frame with rounded corners.
[[nodiscard]] QFrame *makeCard(QWidget *parent = nullptr);
/// Sets a property that dark.qss selects on, and re-applies the style sheet.
void setLook(QWidget *widget, const char *property, bool value);

} // namespace prosc
