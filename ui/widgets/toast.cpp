#include "ui/widgets/toast.h"

#include "ui/widgets/widgets.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr int kMessageTime = 7000;
constexpr int kActionTime = 30000;

} // namespace

Toast::Toast(QWidget *parent) : QFrame(parent)
{
    setObjectName(u"toast"_s);
    m_label = makeLabel({}, nullptr);
    m_label->setObjectName(u"toastLabel"_s);
    m_action = makeButton("toastActionButton", {}, "link");
    //: Closes a short message
    auto *close = makeIconButton("toastCloseButton", u"close"_s, tr("Close"), 32);
    close->setProperty("role", u"flat"_s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 8, 8, 8);
    row->setSpacing(8);
    row->addWidget(m_label, 1);
    row->addWidget(m_action);
    row->addWidget(close);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &QWidget::hide);
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    connect(m_action, &QPushButton::clicked, this, [this] {
        hide();
        m_run();
    });
    hide();
}

void Toast::showMessage(const QString &text)
{
    present(text, {}, kMessageTime);
}

void Toast::showAction(const QString &text, const QString &action, std::function<void()> run)
{
    m_run = std::move(run);
    present(text, action, kActionTime);
}

void Toast::setVisible(bool visible)
{
    if (!visible && parentWidget() != nullptr) {
        releaseFocus(this);
    }
    QFrame::setVisible(visible);
}

void Toast::present(const QString &text, const QString &action, int milliseconds)
{
    m_label->setText(text);
    // Only long sentences wrap.
    const int width = m_label->fontMetrics().horizontalAdvance(text);
    m_label->setWordWrap(width > 560);
    m_label->setMinimumWidth(width > 560 ? 560 : 0);
    m_action->setText(action);
    m_action->setAccessibleName(action);
    m_action->setVisible(!action.isEmpty());
    setAccessibleName(text);
    show();
    raise();
    m_timer.start(milliseconds);
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

} // namespace prosc
