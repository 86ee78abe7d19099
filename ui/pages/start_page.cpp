#include "ui/pages/start_page.h"

#include "ui/pages/busy_card.h"
#include "ui/pages/link_offer.h"
#include "ui/pages/recent_rooms_card.h"
#include "ui/text/error_text.h"
#include "ui/uploads/upload_strip.h"
#include "ui/widgets/style.h"
#include "ui/widgets/widgets.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QUrl>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr int kMaxName = 80;
constexpr int kMaxTitle = 200;

/// A label above its field; the label's mnemonic jumps into it.
void addField(QVBoxLayout *layout, const QString &caption, QLineEdit *edit)
{
    auto *label = makeLabel(caption, "dim");
    label->setBuddy(edit);
    QString spoken = caption;
    edit->setAccessibleName(spoken.remove(QLatin1Char('&')));
    layout->addWidget(label);
    layout->addWidget(edit);
}

QLineEdit *makeEdit(const char *objectName, const QString &placeholder, int maxLength)
{
    auto *edit = new QLineEdit;
    edit->setObjectName(QString::fromLatin1(objectName));
    edit->setPlaceholderText(placeholder);
    edit->setMaxLength(maxLength);
    return edit;
}

bool isRoomLink(const QString &link)
{
    const QUrl url(link, QUrl::StrictMode);
    const bool web =
        url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
    const bool known = web ? !url.host().isEmpty() : url.scheme() == QLatin1String("proscenium");
    return known && url.path().contains(QLatin1String("/join/"));
}

} // namespace

StartPage::StartPage(QWidget *parent) : QWidget(parent)
{
    setObjectName(u"startPage"_s);
    setAttribute(Qt::WA_StyledBackground);
    m_form = new QWidget;
    m_cards = new QGridLayout(m_form);
    m_cards->setContentsMargins(0, 0, 0, 0);
    m_cards->setSpacing(16);
    m_cards->addWidget(makeNameRow(), 0, 0, 1, 2);
    m_hostCard = makeHostCard();
    m_joinCard = makeJoinCard();
    m_recent = new RecentRoomsCard;
    connect(m_recent, &RecentRoomsCard::joinRequested, this, &StartPage::joinLink);
    m_cards->addWidget(m_recent, 2, 0, 1, 2);
    m_cards->setColumnStretch(0, 1);
    m_cards->setColumnStretch(1, 1);

    m_errorLabel = makeLabel({}, "problem");
    m_errorLabel->setObjectName(u"startErrorLabel"_s);
    m_errorLabel->setWordWrap(true);
    m_errorLabel->hide();
    m_offer = new LinkOffer;
    connect(m_offer, &LinkOffer::accepted, this, [this] { joinLink(m_offer->link()); });
    m_busy = new BusyCard;
    connect(m_busy, &BusyCard::cancelRequested, this, &StartPage::cancelRequested);

    auto *content = new QWidget;
    content->setMaximumWidth(760);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(32, 32, 32, 32);
    column->setSpacing(16);
    column->addStretch(1);
    column->addWidget(makeHeader());
    column->addWidget(m_errorLabel);
    column->addWidget(m_offer);
    column->addWidget(m_busy);
    column->addWidget(m_form);
    // Before QScrollArea asks how large it all is: it asks only once.
    setCanHost(true);
    column->addStretch(2);

    auto *centred = new QWidget;
    auto *row = new QHBoxLayout(centred);
    row->setContentsMargins(0, 0, 0, 0);
    row->addStretch(1);
    row->addWidget(content, 100);
    row->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setWidget(centred);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    outer->addWidget(scroll, 1);
    outer->addWidget(makeUploadStrip());
    // It stands at the top, but the keyboard begins with what people came for.
    setTabOrder(m_joinButton, m_aboutButton);
}

void StartPage::setCanHost(bool can)
{
    //: Under the program's name on the start page
    const auto hosts = tr("Host meetings and record them on this computer.");
    //: Under the program's name on the start page of a program that cannot host rooms
    const auto joins = tr("Join meetings and record them on this computer.");
    m_purposeLabel->setText(can ? hosts : joins);
    m_cards->addWidget(m_hostCard, 1, 0);
    m_cards->addWidget(m_joinCard, 1, can ? 1 : 0, 1, can ? 1 : 2);
    m_hostCard->setVisible(can);
}

QWidget *StartPage::makeUploadStrip()
{
    m_uploads = new UploadStrip;
    connect(m_uploads, &UploadStrip::retryRequested, this, &StartPage::retryUploadRequested);
    connect(m_uploads, &UploadStrip::resumeRequested, this, &StartPage::resumeUploadRequested);
    connect(m_uploads, &UploadStrip::stopRequested, this, &StartPage::stopUploadRequested);
    return m_uploads;
}

QWidget *StartPage::makeHeader()
{
    auto *header = new QWidget;
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(0, 0, 0, 8);
    row->setSpacing(16);
    auto *logo = new QLabel;
    logo->setPixmap(programIcon().pixmap(56, 56));
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(makeLabel(u"Proscenium"_s, "title"));
    m_purposeLabel = makeLabel({}, "dim");
    words->addWidget(m_purposeLabel);
    row->addWidget(logo);
    row->addLayout(words, 1);
    //: Button of the start page: version and licences of the program
    m_aboutButton = makeButton("aboutButton", tr("About"), "link");
    connect(m_aboutButton, &QPushButton::clicked, this, &StartPage::aboutRequested);
    row->addWidget(m_aboutButton, 0, Qt::AlignTop);
    return header;
}

QWidget *StartPage::makeNameRow()
{
    auto *card = makeCard();
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(24, 16, 24, 24);
    column->setSpacing(8);
    //: Placeholder of the name field
    m_nameEdit = makeEdit("nameEdit", tr("e.g. Dana Levi"), kMaxName);
    //: Label of the name field; & marks the key that jumps there
    addField(column, tr("Your &name"), m_nameEdit);
    return card;
}

QWidget *StartPage::makeHostCard()
{
    auto *card = makeCard();
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(8);
    //: Heading of the card for hosting
    column->addWidget(makeLabel(tr("Host a room"), "heading"));
    //: Under the heading "Host a room"
    auto *hint = makeLabel(tr("The room runs on this computer. You'll get links to share."), "dim");
    hint->setWordWrap(true);
    column->addWidget(hint);
    column->addSpacing(8);
    //: Placeholder of the field for the room's title
    m_titleEdit = makeEdit("titleEdit", tr("e.g. Biology, lesson 4"), kMaxTitle);
    //: Label of the field for the room's title
    addField(column, tr("Room &title"), m_titleEdit);
    column->addStretch(1);
    column->addSpacing(8);
    //: Button; & marks its key
    m_hostButton = makeButton("hostButton", tr("&Host room"), "primary");
    column->addWidget(m_hostButton);
    connect(m_hostButton, &QPushButton::clicked, this, &StartPage::host);
    connect(m_titleEdit, &QLineEdit::returnPressed, this, &StartPage::host);
    return card;
}

QWidget *StartPage::makeJoinCard()
{
    auto *card = makeCard();
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(8);
    //: Heading of the card for joining
    column->addWidget(makeLabel(tr("Join a room"), "heading"));
    //: Under the heading "Join a room"
    auto *hint = makeLabel(tr("Paste the link you got from the host or a moderator."), "dim");
    hint->setWordWrap(true);
    column->addWidget(hint);
    column->addSpacing(8);
    m_linkEdit = makeEdit("linkEdit", u"https://…/join/…"_s, 8192);
    m_linkEdit->setLayoutDirection(Qt::LeftToRight); // URLs are left to right in every language
    //: Label of the field for the room's link
    addField(column, tr("Room &link"), m_linkEdit);
    column->addStretch(1);
    column->addSpacing(8);
    //: Button; & marks its key
    m_joinButton = makeButton("joinButton", tr("&Join room"), "primary");
    column->addWidget(m_joinButton);
    connect(m_joinButton, &QPushButton::clicked, this, &StartPage::join);
    connect(m_linkEdit, &QLineEdit::returnPressed, this, &StartPage::join);
    return card;
}

void StartPage::setName(const QString &name)
{
    m_nameEdit->setText(name);
}

void StartPage::setTitle(const QString &title)
{
    m_titleEdit->setText(title);
}

void StartPage::setLink(const QString &link)
{
    m_linkEdit->setText(link);
}

void StartPage::offerLink(const QString &link, const QString &host)
{
    m_errorLabel->hide();
    m_offer->offer(link, host);
}

QString StartPage::name() const
{
    return m_nameEdit->text().trimmed();
}

void StartPage::setRecentRooms(const std::vector<RecentRoom> &rooms)
{
    m_recent->setRooms(rooms);
}

void StartPage::setUploads(const std::vector<UploadView> &uploads)
{
    m_uploads->setUploads(uploads);
}

void StartPage::showBusy(const QString &sentence)
{
    m_errorLabel->hide();
    m_offer->hide();
    m_busy->showSentence(sentence);
    m_form->setEnabled(false);
}

void StartPage::showReady()
{
    m_busy->hide();
    m_errorLabel->hide();
    m_form->setEnabled(true);
}

void StartPage::showError(const Error &error)
{
    showReady();
    showSentence(errorText(error));
}

void StartPage::showSentence(const QString &sentence)
{
    m_errorLabel->setText(sentence);
    m_errorLabel->show();
}

QString StartPage::required(QLineEdit *edit, const QString &sentence)
{
    const QString text = edit->text().trimmed();
    if (text.isEmpty()) {
        showSentence(sentence);
        edit->setFocus();
    }
    return text;
}

void StartPage::host()
{
    //: Sentence after Host or Join was pressed with an empty name
    const QString person = required(m_nameEdit, tr("Enter your name first."));
    if (person.isEmpty()) {
        return;
    }
    //: Sentence after Host was pressed with an empty title
    const QString title = required(m_titleEdit, tr("Enter a room title."));
    if (title.isEmpty()) {
        return;
    }
    m_errorLabel->hide();
    Q_EMIT hostRequested(title, person);
}

void StartPage::join()
{
    //: Sentence after Join was pressed with an empty link
    const QString link = required(m_linkEdit, tr("Enter the room link."));
    if (!link.isEmpty()) {
        joinLink(link);
    }
}

void StartPage::joinLink(const QString &link)
{
    const QString person = required(m_nameEdit, tr("Enter your name first."));
    if (person.isEmpty()) {
        return;
    }
    if (!isRoomLink(link)) {
        //: Sentence after Join was pressed with something that is not a room link
        showSentence(
            tr("This is not a room link. Room links start with https:// and contain /join/."));
        m_linkEdit->setFocus();
        return;
    }
    m_errorLabel->hide();
    Q_EMIT joinRequested(link, person);
}

} // namespace prosc
