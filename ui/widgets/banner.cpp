#include "ui/widgets/banner.h"

#include "ui/widgets/style.h"
#include "ui/widgets/widgets.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace prosc {

Banner::Banner(QWidget *parent) : QFrame(parent)
{
    setObjectName(u"banner"_s);
    auto *icon = new QLabel;
    icon->setPixmap(lineIcon(u"warning"_s).pixmap(20, 20));
    m_label = makeLabel({}, nullptr);
    m_label->setObjectName(u"bannerLabel"_s);
    m_label->setWordWrap(true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 8, 16, 8);
    row->setSpacing(12);
    row->addWidget(icon, 0, Qt::AlignTop);
    row->addWidget(m_label, 1);
    hide();
}

void Banner::setSentence(const QString &sentence)
{
    if (sentence == m_label->text()) {
        return;
    }
    // A countdown is not read aloud with every second.
    static const QRegularExpression digits(u"\\d"_s);
    const bool isNews = QString(sentence).remove(digits) != m_label->text().remove(digits);
    m_label->setText(sentence);
    setAccessibleName(sentence);
    setVisible(!sentence.isEmpty());
    if (!sentence.isEmpty() && isNews) {
        QAccessibleEvent alert(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

} // namespace prosc
