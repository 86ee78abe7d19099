#include "ui/recording/notice_card.h"

#include "ui/widgets/style.h"
#include "ui/widgets/widgets.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace prosc {

NoticeCard::NoticeCard(QWidget *parent) : QFrame(parent)
{
    setObjectName(u"noticeCard"_s);
    m_label = makeLabel({}, nullptr);
    m_label->setObjectName(u"noticeLabel"_s);
    m_detail = makeLabel({}, "dim");
    m_detail->setObjectName(u"noticeDetail"_s);
    //: Button under "This session is being recorded.": I have read it
    m_confirm = makeButton("confirmButton", tr("Confirm"), "primary");
    //: Button under "This session is being recorded.": I do not want to be recorded
    m_leave = makeButton("noticeLeaveButton", tr("Leave session"), nullptr);
    //: Closes a notice
    m_close = makeIconButton("noticeCloseButton", u"close"_s, tr("Close"), 32);
    m_close->setProperty("role", u"flat"_s);
    m_dot = new QLabel;
    m_dot->setPixmap(lineIcon(u"record-dot"_s).pixmap(24, 24));
    auto *words = new QVBoxLayout;
    words->setSpacing(4);
    words->addWidget(m_label);
    words->addWidget(m_detail);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(24, 16, 16, 16);
    row->setSpacing(8);
    row->addWidget(m_dot);
    row->addLayout(words, 1);
    row->addSpacing(16);
    row->addWidget(m_leave);
    row->addWidget(m_confirm);
    row->addWidget(m_close);
    setTabOrder(m_confirm, m_leave);
    connect(m_confirm, &QPushButton::clicked, this, &NoticeCard::confirmClicked);
    connect(m_leave, &QPushButton::clicked, this, &NoticeCard::leaveClicked);
    connect(m_close, &QToolButton::clicked, this, &NoticeCard::closeClicked);
    hide();
}

void NoticeCard::showNotice(Kind kind, const QString &text, const QString &detail)
{
    const bool consent = kind == Kind::Consent;
    m_label->setText(text);
    m_detail->setText(detail);
    m_detail->setVisible(!detail.isEmpty());
    m_dot->setVisible(consent);
    m_confirm->setVisible(consent);
    m_leave->setVisible(consent);
    m_close->setVisible(!consent);
    setConfirming(false);
    setAccessibleName(text);
    m_awaitsPaint = true;
    ++m_generation;
    show();
    raise();
    update();
    QAccessibleEvent alert(this, QAccessible::Alert); // announced by screen readers at once
    QAccessible::updateAccessibility(&alert);
}

void NoticeCard::setConfirming(bool confirming)
{
    if (confirming) {
        releaseFocus(m_confirm);
    }
    m_confirm->setEnabled(!confirming);
}

void NoticeCard::setVisible(bool visible)
{
    if (!visible && parentWidget() != nullptr) {
        releaseFocus(this);
    }
    QFrame::setVisible(visible);
}

void NoticeCard::paintEvent(QPaintEvent *event)
{
    QFrame::paintEvent(event);
    if (m_awaitsPaint) {
        m_awaitsPaint = false;
        // Queued, so that this paint, including the children's, has reached the screen.
        QMetaObject::invokeMethod(
            this,
            [this, generation = m_generation] {
                if (generation == m_generation) {
                    Q_EMIT painted();
                }
            },
            Qt::QueuedConnection);
    }
}

} // namespace prosc
