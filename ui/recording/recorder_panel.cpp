#include "ui/recording/recorder_panel.h"

#include "ui/widgets/style.h"
#include "ui/widgets/widgets.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QScreen>
#include <QStyle>
#include <QStyleOption>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr int kWidth = 352;
constexpr int kGap = 8;
constexpr int kIcon = 20;

QWidget *makeLine(const QString &icon, const QString &text, bool trouble)
{
    auto *line = new QWidget;
    auto *sign = new QLabel;
    sign->setPixmap(lineIcon(icon).pixmap(kIcon, kIcon));
    auto *label = makeLabel(text, trouble ? "problem" : nullptr);
    label->setObjectName(trouble ? u"recorderTrouble"_s : u"recorderFine"_s);
    label->setWordWrap(true);
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kGap);
    row->addWidget(sign, 0, Qt::AlignTop);
    row->addWidget(label, 1);
    return line;
}

/// Shows the children immediately: a layout ignores hidden widgets, and Qt would show them only
/// later.
void showAll(QLayout &layout)
{
    for (int i = 0; i < layout.count(); ++i) {
        layout.itemAt(i)->widget()->show();
    }
}

void clear(QLayout &layout)
{
    while (QLayoutItem *item = layout.takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

} // namespace

RecorderPanel::RecorderPanel(QWidget *parent)
    : QFrame(parent, Qt::Popup | Qt::FramelessWindowHint | Qt::NoDropShadowWindowHint),
      m_title(makeLabel({}, "heading")), m_troubles(new QVBoxLayout), m_rows(new QGridLayout)
{
    setObjectName(u"recorderPanel"_s);
    setAttribute(Qt::WA_TranslucentBackground); // rounded corners
    // Otherwise the click on the indicator that closes the panel would reopen it.
    setAttribute(Qt::WA_NoMouseReplay);
    setFocusPolicy(Qt::StrongFocus);
    setFixedWidth(kWidth);
    m_title->setObjectName(u"recorderTitle"_s);
    m_troubles->setSpacing(kGap);
    m_rows->setVerticalSpacing(kGap);
    m_rows->setHorizontalSpacing(2 * kGap);
    m_rows->setColumnStretch(0, 1);
    auto *rule = new QFrame;
    rule->setObjectName(u"recorderRule"_s);
    rule->setFixedHeight(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(2 * kGap, 2 * kGap, 2 * kGap, 2 * kGap);
    column->setSpacing(12);
    column->addWidget(m_title);
    column->addLayout(m_troubles);
    column->addWidget(rule);
    column->addLayout(m_rows);
}

void RecorderPanel::paintEvent(QPaintEvent *)
{
    // Qt does not paint the style sheet's background for a translucent window.
    QStyleOption option;
    option.initFrom(this);
    QPainter painter(this);
    style()->drawPrimitive(QStyle::PE_Widget, &option, &painter, this);
}

void RecorderPanel::setReport(const RecorderReport &report)
{
    if (report == m_report) {
        return;
    }
    const bool sameLines = report.troubles == m_report.troubles && m_troubles->count() > 0;
    const bool sameCount = report.rows.size() == m_report.rows.size();
    m_report = report;
    m_title->setText(report.title);
    if (!sameLines) {
        showTroubles();
    }
    showRows();
    describe();
    if (isVisible() && !(sameLines && sameCount)) {
        place();
    }
}

void RecorderPanel::showTroubles()
{
    clear(*m_troubles);
    for (const QString &trouble : m_report.troubles) {
        m_troubles->addWidget(makeLine(u"warning"_s, trouble, true));
    }
    if (m_report.troubles.isEmpty()) {
        //: In the recorder's panel: nothing is wrong with anybody's audio or video
        m_troubles->addWidget(makeLine(u"check"_s, tr("Everything is fine."), false));
    }
    showAll(*m_troubles);
}

void RecorderPanel::showRows()
{
    const int count = static_cast<int>(m_report.rows.size());
    if (m_rows->count() != 2 * count) {
        clear(*m_rows);
        for (int row = 0; row < count; ++row) {
            m_rows->addWidget(makeLabel({}, "dim"), row, 0);
            auto *value = makeLabel({}, nullptr);
            value->setObjectName(u"recorderValue"_s);
            m_rows->addWidget(value, row, 1, Qt::AlignRight);
        }
        showAll(*m_rows);
    }
    for (int row = 0; row < count; ++row) {
        const auto &line = m_report.rows[static_cast<size_t>(row)];
        const auto label = [&](int column) {
            return qobject_cast<QLabel *>(m_rows->itemAtPosition(row, column)->widget());
        };
        label(0)->setText(line.name);
        label(1)->setText(line.value);
        label(1)->setAccessibleName(line.name);
    }
}

void RecorderPanel::describe()
{
    QStringList sentences = m_report.troubles;
    for (const auto &row : m_report.rows) {
        sentences.append(u"%1: %2"_s.arg(row.name, row.value));
    }
    setAccessibleName(m_report.title);
    setAccessibleDescription(sentences.join(QLatin1Char('\n')));
}

void RecorderPanel::openAt(QWidget &anchor)
{
    m_anchor = &anchor;
    place();
    show();
    setFocus(Qt::PopupFocusReason);
}

void RecorderPanel::place()
{
    if (!m_anchor) {
        return;
    }
    layout()->activate();
    const int tall = layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width())
                                                   : layout()->totalSizeHint().height();
    resize(width(), tall);
    const QRect anchor(m_anchor->mapToGlobal(QPoint()), m_anchor->size());
    QRect area = geometry();
    area.moveBottom(anchor.top() - kGap);
    if (isRightToLeft()) {
        area.moveRight(anchor.right());
    } else {
        area.moveLeft(anchor.left());
    }
    if (const QScreen *screen = m_anchor->screen()) {
        const QRect room = screen->availableGeometry();
        area.moveLeft(std::clamp(area.left(), room.left(),
                                 std::max(room.left(), room.right() - area.width() + 1)));
        area.moveTop(std::max(area.top(), room.top()));
    }
    move(area.topLeft());
}

} // namespace prosc
