#include "ui/room/other_networks_dialog.h"

#include "ui/widgets/style.h"
#include "ui/widgets/widgets.h"

#include <QClipboard>
#include <QFrame>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr int kWidth = 600;
constexpr int kGap = 8;
/// Of the list of addresses: beyond it scrolls.
constexpr int kMostHeight = 400;

QLabel *wrapped(QLabel *label)
{
    label->setWordWrap(true);
    return label;
}

} // namespace

OtherNetworksDialog::OtherNetworksDialog(InvitesModel &invites, QWidget *parent)
    : QDialog(parent), m_invites(invites), m_list(new QWidget), m_scroll(new QScrollArea),
      m_status(makeLabel({}, "dim")),
      //: Button: asks each address again whether the program answers there
      m_again(makeButton("checkAgainButton", tr("Check again"), nullptr))
{
    setObjectName(u"otherNetworksDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    //: Title of the dialog with one invite link for each network of this computer
    setWindowTitle(tr("Copy link for another network"));
    setFixedWidth(kWidth);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(kGap);
    column->addWidget(makeLabel(windowTitle(), "heading"));
    column->addWidget(wrapped(makeLabel(
        //: In that dialog, above the addresses
        tr("The invite link names this computer's address in its main network. People who reach "
           "it through another network need the link with its address there."),
        nullptr)));
    column->addSpacing(kGap);
    auto *rows = new QVBoxLayout(m_list);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(kGap);
    m_scroll->setWidget(m_list);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus); // the buttons are the tab stops; focus scrolls to them
    column->addWidget(m_scroll);
    column->addSpacing(kGap);
    column->addWidget(wrapped(makeLabel(
        //: In that dialog, below the addresses
        tr("The addresses were checked from this computer. A firewall may still block other "
           "people."),
        "dim")));
    m_status->setObjectName(u"otherNetworksStatus"_s);
    m_status->setMinimumHeight(m_status->fontMetrics().lineSpacing());
    column->addWidget(wrapped(m_status));
    column->addSpacing(kGap);
    column->addLayout(makeButtons());
    connect(&m_invites, &InvitesModel::changed, this, &OtherNetworksDialog::refresh);
    m_invites.check();
}

QLayout *OtherNetworksDialog::makeButtons()
{
    //: Button of a dialog
    auto *close = makeButton("closeButton", tr("Close"), "primary");
    close->setDefault(true);
    auto *row = new QHBoxLayout;
    row->setSpacing(kGap);
    row->addWidget(m_again);
    row->addStretch(1);
    row->addWidget(close);
    connect(m_again, &QPushButton::clicked, this, [this] {
        m_status->clear();
        m_invites.check();
    });
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    return row;
}

OtherNetworksDialog::Row OtherNetworksDialog::makeRow(const InviteAddress &invite, size_t number)
{
    Row row{makeCard(), makeLabel({}, "problem")};
    auto *address = makeLabel(fileText(invite.address), nullptr);
    //: Below an address. %1 is the name of a network interface, such as eth0
    const QString usual = tr("%1 · in the invite link").arg(fileText(invite.network));
    auto *network = makeLabel(invite.isUsual ? usual : fileText(invite.network), "small");
    //: Button beside an address of this computer
    auto *copyButton = makeButton("copyNetworkLinkButton", tr("Copy link"), "link");
    copyButton->setObjectName(u"copyNetworkLink%1"_s.arg(number));
    //: For screen readers: the button "Copy link" beside an address. %1 is the address
    copyButton->setAccessibleName(tr("Copy link with %1").arg(invite.address));
    copyButton->setAutoDefault(false);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(address);
    words->addWidget(network);
    auto *across = new QHBoxLayout(row.frame);
    across->setContentsMargins(16, 12, 12, 12);
    across->setSpacing(16);
    across->addLayout(words, 1);
    across->addWidget(row.reach);
    across->addWidget(copyButton);
    row.reach->setObjectName(u"networkReach%1"_s.arg(number));
    connect(copyButton, &QPushButton::clicked, this, [this, invite] { copy(invite); });
    return row;
}

void OtherNetworksDialog::makeRows()
{
    for (const Row &row : m_rows) {
        row.frame->deleteLater();
        row.frame->hide();
    }
    m_rows.clear();
    m_shown.clear();
    for (const auto &invite : m_invites.addresses()) {
        m_rows.push_back(makeRow(invite, m_rows.size()));
        m_shown.push_back(invite.address);
        m_list->layout()->addWidget(m_rows.back().frame);
        m_rows.back().frame->show(); // at once, for the list's height
    }
    fitHeight();
    //: Instead of the addresses
    const QString none = tr("This computer has no address in any network.");
    if (m_rows.empty()) {
        sayAloud(m_status, none);
    }
}

/// Lines that wrap need more than a layout asks for by itself.
void OtherNetworksDialog::fitHeight()
{
    ensurePolished();
    m_scroll->setFixedHeight(std::min(m_list->sizeHint().height(), kMostHeight));
    layout()->activate();
    setFixedHeight(layout()->totalHeightForWidth(kWidth));
}

void OtherNetworksDialog::showEvent(QShowEvent *event)
{
    fitHeight();
    QDialog::showEvent(event);
}

void OtherNetworksDialog::refresh()
{
    const auto &invites = m_invites.addresses();
    if (m_rows.empty() || !std::ranges::equal(invites, m_shown, {}, &InviteAddress::address)) {
        makeRows();
    }
    bool checking = false;
    for (size_t i = 0; i < m_rows.size(); ++i) {
        showReach(m_rows[i], invites[i]);
        checking = checking || invites[i].reach == InviteAddress::Reach::Checking;
    }
    m_again->setEnabled(!checking);
}

void OtherNetworksDialog::showReach(const Row &row, const InviteAddress &invite)
{
    switch (invite.reach) {
    case InviteAddress::Reach::Checking:
        //: Beside an address, while the program looks whether it answers there
        row.reach->setText(tr("Checking…"));
        break;
    case InviteAddress::Reach::Answers:
        //: Beside an address: the program answers there
        row.reach->setText(tr("Answers"));
        break;
    case InviteAddress::Reach::Silent:
        //: Beside an address: the program does not answer there
        row.reach->setText(tr("Does not answer"));
        break;
    }
    setLook(row.reach, "waiting", invite.reach != InviteAddress::Reach::Silent);
}

void OtherNetworksDialog::copy(const InviteAddress &invite)
{
    QGuiApplication::clipboard()->setText(invite.link);
    //: After "Copy link" beside an address. %1 is the address
    sayAloud(m_status, tr("Link with %1 copied.").arg(fileText(invite.address)));
}

} // namespace prosc
