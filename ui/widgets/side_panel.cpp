#include "ui/widgets/side_panel.h"

#include "ui/widgets/widgets.h"

#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr int kWidth = 320;

} // namespace

SidePanel::SidePanel(const QString &objectName, QToolButton *close, QWidget *parent)
    : QFrame(parent), m_title(makeLabel({}, "heading")), m_column(new QVBoxLayout(this))
{
    setObjectName(objectName);
    setFixedWidth(kWidth);
    close->setProperty("role", u"flat"_s);
    connect(close, &QToolButton::clicked, this, &SidePanel::closeRequested);
    auto *header = new QHBoxLayout;
    header->setContentsMargins(8, 0, 0, 0);
    header->addWidget(m_title, 1);
    header->addWidget(close);
    m_column->setContentsMargins(8, 8, 8, 8);
    m_column->setSpacing(8);
    m_column->addLayout(header);
}

} // namespace prosc
