#include "ui/library/media_row.h"

#include "ui/text/error_text.h"
#include "ui/text/format_text.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/style.h"
#include "ui/widgets/widgets.h"

#include <QDir>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr int kButton = 40;
constexpr int kIcon = 32;
constexpr int kSpacing = 16;
/// With less width than this for the text, the buttons move below it, px.
constexpr int kLeastWords = 240;

/// Moves the focus of a hidden button to the row: otherwise Qt would move it to some other button.
void showOrHide(QWidget *button, bool visible)
{
    if (!visible) {
        releaseFocus(button);
    }
    button->setVisible(visible);
}

} // namespace

MediaRow::MediaRow(const MediaEntry &entry, QWidget *parent)
    : QFrame(parent), m_entry(entry), m_name(new ElidedLabel), m_details(new ElidedLabel),
      m_state(makeLabel({}, "small")), m_progress(new QProgressBar), m_buttonRow(new QHBoxLayout),
      m_parts(new QBoxLayout(QBoxLayout::LeftToRight))
{
    setObjectName(u"mediaRow"_s);
    setProperty("role", u"row"_s);
    auto *icon = new QLabel;
    icon->setPixmap(lineIcon(u"film"_s).pixmap(kIcon, kIcon));
    makeButtons();
    m_buttonRow->setSpacing(8);
    m_buttonRow->addStretch(1);
    for (QAbstractButton *button : buttons()) {
        m_buttonRow->addWidget(button);
    }
    m_parts->addLayout(makeWords(), 1);
    m_parts->addLayout(m_buttonRow);
    auto *outer = new QHBoxLayout(this);
    outer->setContentsMargins(16, 12, 16, 12);
    outer->setSpacing(kSpacing);
    outer->addWidget(icon);
    outer->addLayout(m_parts, 1);
    refresh();
}

QLayout *MediaRow::makeWords()
{
    m_name->setObjectName(u"mediaName"_s);
    m_details->setObjectName(u"mediaDetails"_s);
    m_details->setProperty("role", u"small"_s);
    m_state->setObjectName(u"mediaState"_s);
    m_state->setWordWrap(true);
    m_progress->setObjectName(u"mediaProgress"_s);
    m_progress->setTextVisible(false);
    m_progress->setRange(0, 1000);
    auto *words = new QVBoxLayout;
    words->setSpacing(4);
    words->addStretch(1);
    words->addWidget(m_name);
    words->addWidget(m_details);
    words->addWidget(m_state);
    words->addWidget(m_progress);
    words->addStretch(1);
    return words;
}

QPushButton *MediaRow::makeActionButton(const char *name, const QString &text, MediaAction action)
{
    auto *button = makeButton(name, text, nullptr);
    connect(button, &QPushButton::clicked, this, [this, action] { Q_EMIT requested(action); });
    return button;
}

void MediaRow::makeButtons()
{
    //: Button of a recording: play it here
    m_view = makeActionButton("viewButton", tr("View"), MediaAction::View);
    m_view->setProperty("role", u"primary"_s);
    m_view->setIcon(lineIcon(u"play"_s));
    //: Button of a recording: save a copy
    m_downloadButton = makeActionButton("downloadButton", tr("Download"), MediaAction::Download);
    m_downloadButton->setIcon(lineIcon(u"download"_s));
    m_cancel =
        //: Button of a recording: stop the running download
        makeActionButton("cancelDownloadButton", tr("Cancel"), MediaAction::CancelDownload);
    //: Button of a recording that was downloaded
    m_openFolder = makeActionButton("openFolderButton", tr("Open folder"), MediaAction::OpenFolder);
    //: Button of a recording that waits to be uploaded
    m_retry = makeActionButton("retryButton", tr("Retry now"), MediaAction::RetryUpload);
    //: Button of a recording in the bin
    m_restore = makeActionButton("restoreButton", tr("Restore"), MediaAction::Restore);
    m_restore->setIcon(lineIcon(u"restore"_s));
    makeMenu();
}

QAction *MediaRow::addAction(const char *name, const QString &icon, const QString &text,
                             MediaAction action)
{
    QAction *entry = m_menu->addAction(lineIcon(icon), text);
    entry->setObjectName(QString::fromLatin1(name));
    connect(entry, &QAction::triggered, this, [this, action] { Q_EMIT requested(action); });
    return entry;
}

void MediaRow::makeMenu()
{
    m_more = makeIconButton("mediaMoreButton", u"dots"_s,
                            //: Button of a recording with the three dots: a menu
                            tr("More"), kButton);
    m_more->setProperty("role", u"flat"_s);
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_menu = new QMenu(m_more);
    m_menu->setObjectName(u"mediaRowMenu"_s);
    //: Entry of the menu of a recording
    m_share = addAction("shareAction", u"link"_s, tr("Share link…"), MediaAction::Share);
    m_downloadAgain = addAction("downloadAgainAction", u"download"_s,
                                //: Entry of the menu of a recording that was downloaded already
                                tr("Download again"), MediaAction::Download);
    //: Entry of the menu of a recording
    m_rename = addAction("renameAction", u"rename"_s, tr("Rename…"), MediaAction::Rename);
    //: Entry of the menu of a recording on its way to the library
    m_pause =
        addAction("pauseUploadAction", u"pause"_s, tr("Pause upload"), MediaAction::PauseUpload);
    //: Entry of the menu of a recording on its way to the library
    m_resume =
        addAction("resumeUploadAction", u"play"_s, tr("Resume upload"), MediaAction::ResumeUpload);
    //: Entry of the menu of a recording on its way to the library: before all others
    m_first = addAction("uploadFirstAction", u"upload"_s, tr("Upload this one first"),
                        MediaAction::UploadFirst);
    //: Entry of the menu of a recording on its way to the library: stop uploading it permanently
    m_stop =
        addAction("stopUploadAction", u"close"_s, tr("Stop uploading…"), MediaAction::StopUpload);
    //: Entry of the menu of a recording: put it into the bin
    m_delete = addAction("deleteAction", u"bin"_s, tr("Delete"), MediaAction::Delete);
    m_report = addAction("saveReportAction", u"download"_s,
                         //: Entry of the menu of a recording: save its technical report as a file
                         tr("Save report…"), MediaAction::SaveReport);
    m_more->setMenu(m_menu);
}

std::array<QAbstractButton *, 7> MediaRow::buttons() const
{
    return {m_retry, m_restore, m_cancel, m_openFolder, m_view, m_downloadButton, m_more};
}

void MediaRow::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    placeButtons();
}

void MediaRow::placeButtons()
{
    const int words = contentsRect().width() - layout()->contentsMargins().left() -
                      layout()->contentsMargins().right() - kIcon - 2 * kSpacing -
                      m_buttonRow->sizeHint().width();
    const bool beside = words >= kLeastWords;
    m_parts->setDirection(beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_parts->setSpacing(beside ? kSpacing : 8);
}

void MediaRow::setEntry(const MediaEntry &entry)
{
    if (entry != m_entry) {
        m_entry = entry;
        refresh();
    }
}

void MediaRow::setDownload(const std::optional<DownloadView> &download)
{
    if (download != m_download) {
        m_download = download;
        refresh();
    }
}

void MediaRow::refresh()
{
    m_name->setText(fileText(m_entry.name));
    m_name->setToolTip(m_entry.name);
    setAccessibleName(m_entry.name);
    for (QAbstractButton *button : buttons()) {
        button->setAccessibleDescription(m_entry.name); // tells the rows' identical buttons apart
    }
    m_details->setText(entryDetails(m_entry));
    m_details->setVisible(!m_details->text().isEmpty());
    showState();
    const bool published = m_entry.isPublished();
    const bool downloading = m_download && m_download->state == DownloadView::State::Running;
    const bool saved = m_download && m_download->state == DownloadView::State::Done;
    showOrHide(m_view, published);
    showOrHide(m_downloadButton, published && !downloading && !saved);
    showOrHide(m_cancel, published && downloading);
    showOrHide(m_openFolder, published && saved);
    showOrHide(m_retry, m_entry.canRetry);
    showOrHide(m_restore, m_entry.state == MediaEntry::State::Deleted);
    refreshMenu();
    placeButtons();
}

void MediaRow::refreshMenu()
{
    const bool published = m_entry.isPublished();
    // Not while verifying: everything has been sent, so there is nothing to pause.
    const bool onItsWay =
        m_entry.isUpload && !m_entry.givenUp && m_entry.state != MediaEntry::State::Checking;
    const bool saved = m_download && m_download->state == DownloadView::State::Done;
    m_share->setVisible(published);
    m_rename->setVisible(published);
    m_pause->setVisible(onItsWay && !m_entry.paused);
    m_resume->setVisible(onItsWay && m_entry.paused);
    m_first->setVisible(onItsWay && !m_entry.live && m_entry.state != MediaEntry::State::Uploading);
    m_stop->setVisible(m_entry.canStop);
    m_delete->setVisible(published || m_entry.state == MediaEntry::State::Failed);
    m_report->setVisible(m_delete->isVisible());
    m_downloadAgain->setVisible(published && saved);
    const auto entries = m_menu->actions();
    showOrHide(m_more, std::ranges::any_of(entries, &QAction::isVisible));
}

void MediaRow::showState()
{
    QString text = entryState(m_entry);
    bool attention = needsAttention(m_entry);
    bool moving = m_entry.state == MediaEntry::State::Uploading && m_entry.total > 0;
    int64_t done = m_entry.sent;
    int64_t total = m_entry.total;
    if (m_download && m_entry.isPublished()) {
        attention = m_download->state == DownloadView::State::Failed;
        switch (m_download->state) {
        case DownloadView::State::Running:
            moving = true;
            done = m_download->received;
            total = m_download->total;
            //: State of a recording. %1 is a percentage such as 45%
            text = tr("Downloading %1").arg(percentText(done, total));
            break;
        case DownloadView::State::Done:
            //: State of a recording. %1 is the path of a file
            text = tr("Saved to %1").arg(fileText(QDir::toNativeSeparators(m_download->file)));
            break;
        case DownloadView::State::Failed:
            //: State of a recording. %1 is a sentence that says why
            text =
                tr("The download failed. %1").arg(errorText(m_download->error.value_or(Error{})));
            break;
        }
    }
    m_state->setText(text);
    m_state->setVisible(!text.isEmpty());
    setLook(m_state, "attention", attention);
    m_progress->setVisible(moving);
    m_progress->setValue(total > 0 ? static_cast<int>(done * 1000 / total) : 0);
}

} // namespace prosc
