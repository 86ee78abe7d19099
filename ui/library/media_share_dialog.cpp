#include "ui/library/media_share_dialog.h"

#include "ui/library/media_requests.h"
#include "ui/text/format_text.h"
#include "ui/widgets/ask_dialog.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/style.h"
#include "ui/widgets/widgets.h"

#include <QClipboard>
#include <QComboBox>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr int kShareWidth = 560;
constexpr int kDay = 24; // hours
constexpr int kWeek = 7 * kDay;
constexpr int kMonth = 30 * kDay;
constexpr int kYear = 365 * kDay;

} // namespace

MediaShareDialog::MediaShareDialog(LibraryModel &library, const RecordingId &item,
                                   const QString &name, QWidget *parent)
    : QDialog(parent), m_library(library), m_item(item), m_purpose(new QComboBox),
      m_lifetime(new QComboBox), m_status(makeLabel({}, "problem")),
      //: Button of the dialog that creates links: all links created so far stop working
      m_end(makeButton("stopLinksButton", tr("Revoke all links"), nullptr)),
      //: Button of the dialog that creates links
      m_copy(makeButton("copyMediaLinkButton", tr("Copy link"), "primary"))
{
    setObjectName(u"shareDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    //: Title of the dialog that creates a link to a recording
    setWindowTitle(tr("Share link"));
    setFixedWidth(kShareWidth);
    auto *file = new ElidedLabel;
    file->setText(fileText(name));
    file->setToolTip(name);
    file->setProperty("role", u"dim"_s);
    m_status->setObjectName(u"shareStatus"_s);
    m_status->setWordWrap(true);
    m_status->setMinimumHeight(2 * m_status->fontMetrics().lineSpacing());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(8);
    column->addWidget(makeLabel(windowTitle(), "heading"));
    column->addWidget(file);
    column->addSpacing(8);
    column->addLayout(makeChoices());
    column->addSpacing(8);
    column->addWidget(m_status);
    column->addSpacing(8);
    column->addLayout(makeButtons());
    connect(&m_library, &LibraryModel::shareLinkReady, this, &MediaShareDialog::linkReady);
    connect(&m_library, &LibraryModel::answered, this, &MediaShareDialog::answered);
    m_copy->setFocus();
}

QLayout *MediaShareDialog::makeChoices()
{
    //: Before "View" or "View and download"
    auto *purposeLabel = makeLabel(tr("Anyone with the link can:"), nullptr);
    purposeLabel->setBuddy(m_purpose);
    m_purpose->setObjectName(u"linkPurposeCombo"_s);
    m_purpose->setAccessibleName(purposeLabel->text());
    //: Anyone with the link can: …
    m_purpose->addItem(tr("View"), static_cast<int>(msg::LinkPurpose::View));
    //: Anyone with the link can: …
    m_purpose->addItem(tr("View and download"), static_cast<int>(msg::LinkPurpose::Download));
    //: Before "1 day", "7 days" ...
    auto *lifetimeLabel = makeLabel(tr("The link is valid for:"), nullptr);
    lifetimeLabel->setBuddy(m_lifetime);
    m_lifetime->setObjectName(u"linkLifetimeCombo"_s);
    m_lifetime->setAccessibleName(lifetimeLabel->text());
    //: The link is valid for …
    m_lifetime->addItem(tr("1 day"), kDay);
    //: The link is valid for …
    m_lifetime->addItem(tr("7 days"), kWeek);
    //: The link is valid for …
    m_lifetime->addItem(tr("30 days"), kMonth);
    //: The link is valid for …
    m_lifetime->addItem(tr("1 year"), kYear);
    m_lifetime->setCurrentIndex(1);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    grid->addWidget(purposeLabel, 0, 0);
    grid->addWidget(m_purpose, 0, 1);
    grid->addWidget(lifetimeLabel, 1, 0);
    grid->addWidget(m_lifetime, 1, 1);
    // The status refers to the previous link.
    connect(m_purpose, &QComboBox::currentIndexChanged, this, [this] { say({}, false); });
    connect(m_lifetime, &QComboBox::currentIndexChanged, this, [this] { say({}, false); });
    return grid;
}

QLayout *MediaShareDialog::makeButtons()
{
    //: Button of a dialog
    auto *close = makeButton("closeButton", tr("Close"), nullptr);
    m_copy->setIcon(lineIcon(u"link"_s));
    m_copy->setDefault(true);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_end);
    row->addStretch(1);
    row->addWidget(close);
    row->addWidget(m_copy);
    connect(m_end, &QPushButton::clicked, this, &MediaShareDialog::askEnd);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_copy, &QPushButton::clicked, this, &MediaShareDialog::copy);
    return row;
}

void MediaShareDialog::copy()
{
    //: While a link to a recording is being created
    wait(Waiting::ForLink, tr("Creating the link…"));
    m_library.share(m_item, static_cast<msg::LinkPurpose>(m_purpose->currentData().toInt()),
                    m_lifetime->currentData().toInt());
}

void MediaShareDialog::linkReady(const RecordingId &item, const QUrl &link,
                                 const QDateTime &expires)
{
    if (m_waiting != Waiting::ForLink || item != m_item) {
        return;
    }
    QGuiApplication::clipboard()->setText(link.toString(QUrl::FullyEncoded));
    wait(Waiting::No, {});
    //: After "Copy link". %1 is a date and time
    say(tr("Link copied. It is valid until %1.").arg(dateTimeText(expires)), false);
    m_copy->setFocus();
}

void MediaShareDialog::askEnd()
{
    const Question question{"stopLinksDialog", "stopLinksConfirm",
                            //: Question after "Revoke all links"
                            tr("Revoke all links to this recording?"),
                            //: Under that question
                            tr("All existing links stop working immediately, for everyone. You can "
                               "create new links afterwards."),
                            //: Button that confirms
                            tr("Revoke all links"), "record"};
    auto *ask = new AskDialog(question, this);
    connect(ask, &QDialog::accepted, this, [this] {
        //: While the service revokes the links to a recording
        wait(Waiting::ForEnd, tr("Revoking all links…"));
        m_library.revokeLinks(m_item);
    });
    ask->open();
}

void MediaShareDialog::answered(const RecordingId &item, const std::optional<Error> &error)
{
    if (m_waiting == Waiting::No || item != m_item) {
        return;
    }
    QPushButton *pressed = m_waiting == Waiting::ForEnd ? m_end : m_copy;
    wait(Waiting::No, {});
    pressed->setFocus();
    if (error) {
        say(mediaErrorText(*error, m_library.mayModerate()), true);
    } else {
        //: After "Revoke all links"
        say(tr("All links have been revoked."), false);
    }
}

void MediaShareDialog::wait(Waiting what, const QString &sentence)
{
    m_waiting = what;
    for (QWidget *control :
         std::initializer_list<QWidget *>{m_purpose, m_lifetime, m_end, m_copy}) {
        control->setEnabled(what == Waiting::No);
    }
    say(sentence, false);
}

void MediaShareDialog::say(const QString &sentence, bool problem)
{
    setLook(m_status, "waiting", !problem);
    sayAloud(m_status, sentence);
}

} // namespace prosc
