#include "ui/widgets/widgets.h"

#include "ui/widgets/style.h"

#include <QAccessible>
#include <QEvent>
#include <QFrame>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeySequence>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>
#include <QVariant>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

void setRole(QWidget *widget, const char *role)
{
    if (role != nullptr) {
        widget->setProperty("role", QString::fromLatin1(role));
    }
}

class WheelFilter : public QObject
{
public:
    using QObject::QObject;

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        const auto *control = qobject_cast<QWidget *>(watched);
        if (event->type() != QEvent::Wheel || control == nullptr || control->hasFocus()) {
            return false;
        }
        event->ignore(); // so that it is passed on to the parent
        return true;
    }
};

} // namespace

QLabel *makeLabel(const QString &text, const char *role, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText); // names and titles are never markup
    // Aligned by the program's language, not the text's: a Latin name in a Hebrew window is
    // right-aligned.
    label->setAlignment(QStyle::visualAlignment(QGuiApplication::layoutDirection(), Qt::AlignLeft) |
                        Qt::AlignVCenter | Qt::AlignAbsolute);
    setRole(label, role);
    return label;
}

QString fileText(const QString &file)
{
    constexpr QChar kLeftToRightIsolate(0x2066);
    constexpr QChar kPopIsolate(0x2069);
    return QGuiApplication::isRightToLeft() ? kLeftToRightIsolate + file + kPopIsolate : file;
}

QString personText(const QString &name)
{
    constexpr QChar kFirstStrongIsolate(0x2068);
    constexpr QChar kPopIsolate(0x2069);
    const bool strange = name.isRightToLeft() != QGuiApplication::isRightToLeft();
    return strange ? kFirstStrongIsolate + name + kPopIsolate : name;
}

QLayout *centredRow(QLabel *label, int width)
{
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignHCenter);
    label->setFixedWidth(width);
    auto *row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(label);
    row->addStretch(1);
    return row;
}

QPushButton *makeButton(const char *objectName, const QString &text, const char *role,
                        QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setObjectName(QString::fromLatin1(objectName));
    button->setAutoDefault(false);
    QString spoken = text;
    button->setAccessibleName(spoken.remove(QLatin1Char('&')));
    setRole(button, role);
    return button;
}

QToolButton *makeIconButton(const char *objectName, const QString &icon, const QString &text,
                            int size, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(QString::fromLatin1(objectName));
    button->setIcon(lineIcon(icon));
    button->setIconSize(QSize(size / 2, size / 2));
    button->setFixedSize(size, size);
    button->setFocusPolicy(Qt::StrongFocus);
    setButtonText(button, text);
    return button;
}

void setButtonText(QToolButton *button, const QString &text)
{
    button->setAccessibleName(text);
    const QString keys = button->shortcut().toString(QKeySequence::NativeText);
    button->setToolTip(keys.isEmpty() ? text : u"%1 (%2)"_s.arg(text, keys));
}

void releaseFocus(QWidget *leaving)
{
    QWidget *focused = leaving->window()->focusWidget();
    if (focused != nullptr && (focused == leaving || leaving->isAncestorOf(focused))) {
        leaving->parentWidget()->setFocus();
    }
}

void sayAloud(QLabel *label, const QString &sentence)
{
    label->setText(sentence);
    if (!sentence.isEmpty()) {
        QAccessibleEvent alert(label, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

void leaveWheelToPage(QWidget *control)
{
    control->setFocusPolicy(Qt::StrongFocus);
    control->installEventFilter(new WheelFilter(control));
}

QFrame *makeCard(QWidget *parent)
{
    auto *card = new QFrame(parent);
    setRole(card, "card");
    return card;
}

void setLook(QWidget *widget, const char *property, bool value)
{
    if (widget->property(property) == QVariant(value)) {
        return;
    }
    widget->setProperty(property, value);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
    widget->update();
}

} // namespace prosc
