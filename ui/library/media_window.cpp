#include "ui/library/media_window.h"

#include "ui/library/media_list.h"
#include "ui/library/media_requests.h"
#include "ui/player/player_page.h"
#include "ui/text/error_text.h"
#include "ui/widgets/style.h"
#include "ui/widgets/widgets.h"

#include <QCloseEvent>
#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

/// Downloads, Movies or home: the first that exists.
QString downloadFolder()
{
    for (const auto place : {QStandardPaths::DownloadLocation, QStandardPaths::MoviesLocation}) {
        const auto folder = QStandardPaths::writableLocation(place);
        if (QFileInfo(folder).isDir()) {
            return folder;
        }
    }
    return QDir::homePath();
}

} // namespace

MediaWindow::MediaWindow(LibraryModel &library, UploadsModel &uploads,
                         const PictureConverter &converter, QWidget *parent)
    : QWidget(parent, Qt::Window), m_library(library), m_uploads(uploads), m_converter(converter),
      m_requests(new MediaRequests(library, uploads, *this)), m_pages(new QStackedWidget)
{
    m_requests->setParent(this);
    setObjectName(u"mediaWindow"_s);
    setAttribute(Qt::WA_StyledBackground);
    //: Title of the window with the room's library
    setWindowTitle(tr("Media and Files"));
    setMinimumSize(720, 400);
    resize(960, 600);
    m_pages->addWidget(makeListPage());
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(makeSidebar());
    auto *content = new QVBoxLayout;
    content->setContentsMargins(24, 24, 24, 24);
    content->addWidget(m_pages);
    row->addLayout(content, 1);
    connect(m_list, &MediaList::requested, this, &MediaWindow::act);
    connect(m_requests, &MediaRequests::said, this, &MediaWindow::showSentence);
    connectModels();
    showFolder(MediaFolder::Recordings);
    m_library.refresh();
}

MediaWindow::~MediaWindow() = default;

QWidget *MediaWindow::makeSidebar()
{
    auto *side = new QFrame;
    side->setObjectName(u"mediaSidebar"_s);
    side->setFixedWidth(216);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(16, 24, 16, 16);
    column->setSpacing(16);
    column->addWidget(makeLabel(windowTitle(), "heading"));
    auto *folders = new QVBoxLayout;
    folders->setSpacing(4);
    m_recordingsButton = makeFolderButton("recordingsFolder", u"folder"_s,
                                          //: The folder in Media and Files
                                          tr("Recordings"), MediaFolder::Recordings);
    m_binButton = makeFolderButton("binFolder", u"bin"_s,
                                   //: The folder in Media and Files with what was deleted
                                   tr("Bin"), MediaFolder::Bin);
    folders->addWidget(m_recordingsButton);
    folders->addWidget(m_binButton);
    column->addLayout(folders);
    column->addStretch(1);
    return side;
}

QPushButton *MediaWindow::makeFolderButton(const char *name, const QString &icon,
                                           const QString &text, MediaFolder folder)
{
    auto *button = makeButton(name, text, "folder");
    button->setIcon(lineIcon(icon));
    button->setIconSize(QSize(20, 20));
    connect(button, &QPushButton::clicked, this, [this, folder] { showFolder(folder); });
    return button;
}

QLayout *MediaWindow::makeHeader()
{
    m_title = makeLabel({}, "title");
    m_title->setObjectName(u"mediaTitle"_s);
    m_pause = makeButton("pauseUploadsButton", {}, nullptr);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(MediaList::scrollMargins());
    row->setSpacing(16);
    row->addWidget(m_title, 1);
    row->addWidget(m_pause);
    connect(m_pause, &QPushButton::clicked, m_requests, &MediaRequests::pauseOrResumeUploads);
    return row;
}

QWidget *MediaWindow::makeListPage()
{
    auto *page = new QWidget;
    m_list = new MediaList;
    m_list->setObjectName(u"mediaList"_s);
    m_sentence = makeLabel({}, "problem");
    m_sentence->setObjectName(u"mediaErrorLabel"_s);
    m_sentence->setWordWrap(true);
    m_sentence->hide();
    //: Above the list of what was deleted
    m_hint = makeLabel(
        tr("Deleted recordings stay here for 30 days, then they are deleted permanently."), "dim");
    m_hint->setObjectName(u"mediaBinHint"_s);
    m_hint->setWordWrap(true);
    m_empty = makeLabel({}, "dim");
    m_empty->setObjectName(u"mediaEmptyLabel"_s);
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignCenter);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(16);
    column->addLayout(makeHeader());
    column->addWidget(m_hint);
    column->addWidget(m_sentence);
    column->addWidget(m_empty, 1);
    column->addWidget(m_list, 1);
    return page;
}

void MediaWindow::connectModels()
{
    connect(&m_library, &LibraryModel::listChanged, this, &MediaWindow::refresh);
    connect(&m_uploads, &UploadsModel::uploadsChanged, this, &MediaWindow::refresh);
    connect(&m_library, &LibraryModel::viewReady, this, &MediaWindow::showPlayer);
    connect(&m_library, &LibraryModel::downloadFinished, this, &MediaWindow::downloadFinished);
    connect(&m_library, &LibraryModel::requestFailed, this, &MediaWindow::requestFailed);
    connect(
        &m_library, &LibraryModel::downloadProgress, this,
        [this](const RecordingId &item, qint64 received, qint64 total) {
            setDownload(item, DownloadView{DownloadView::State::Running, received, total, {}, {}});
        });
}

void MediaWindow::showFolder(MediaFolder folder)
{
    m_folder = folder;
    const bool bin = folder == MediaFolder::Bin;
    setLook(m_recordingsButton, "chosen", !bin);
    setLook(m_binButton, "chosen", bin);
    const QString name = bin ? m_binButton->text() : m_recordingsButton->text();
    m_title->setText(name);
    m_list->setAccessibleName(name);
    m_empty->setText(
        //: In the bin while it is empty
        bin ? tr("The bin is empty. Deleted recordings stay here for 30 days and can be restored.")
            //: In the Recordings folder while it is empty
            : tr("No recordings yet. They appear here automatically when a recording ends."));
    m_sentence->hide();
    showList();
    refresh();
}

void MediaWindow::refresh()
{
    m_entries = mediaEntries(m_library.items(), m_uploads.uploads());
    const auto shown = entriesIn(m_folder, m_entries);
    m_empty->setVisible(shown.empty());
    m_list->setVisible(!shown.empty());
    m_hint->setVisible(m_folder == MediaFolder::Bin && !shown.empty());
    m_list->setEntries(shown);
    for (const auto &[item, download] : m_downloads) {
        if (MediaRow *row = m_list->row(item)) {
            row->setDownload(download); // the row may be new after a change of folder
        }
    }
    refreshUploads();
}

void MediaWindow::refreshUploads()
{
    const bool paused = m_requests->allUploadsPaused();
    //: Button above the list: all uploads of this computer
    const QString text = paused ? tr("Resume uploads")
                                //: Button above the list: all uploads of this computer
                                : tr("Pause uploads");
    m_pause->setText(text);
    m_pause->setAccessibleName(text);
    showLineIcon(m_pause, paused ? u"play"_s : u"pause"_s);
    const bool visible = m_folder == MediaFolder::Recordings && m_requests->hasUploads();
    if (!visible) {
        releaseFocus(m_pause);
    }
    m_pause->setVisible(visible);
}

void MediaWindow::act(MediaAction action, const RecordingId &item)
{
    const auto entry = std::ranges::find(m_entries, item, &MediaEntry::id);
    if (entry == m_entries.end()) {
        return;
    }
    m_sentence->hide();
    switch (action) {
    case MediaAction::View:
        return view(item);
    case MediaAction::Download:
        return askWhere(item);
    case MediaAction::CancelDownload:
        return m_library.cancelDownload(item);
    case MediaAction::OpenFolder:
        return openFolder(item);
    case MediaAction::Share:
        return m_requests->share(*entry);
    case MediaAction::Rename:
        return m_requests->rename(*entry);
    case MediaAction::Delete:
        return m_requests->remove(*entry);
    case MediaAction::Restore:
        return m_requests->restore(*entry);
    case MediaAction::SaveReport:
        return m_requests->saveReport(*entry);
    case MediaAction::StopUpload:
        return m_requests->stopUpload(*entry);
    default:
        return actOnUpload(action, item);
    }
}

void MediaWindow::actOnUpload(MediaAction action, const RecordingId &item)
{
    switch (action) {
    case MediaAction::RetryUpload:
        return m_uploads.retry(item);
    case MediaAction::PauseUpload:
        return m_uploads.pause(item, true);
    case MediaAction::ResumeUpload:
        return m_uploads.pause(item, false);
    case MediaAction::UploadFirst:
        return m_uploads.moveFirst(item);
    default:
        break;
    }
}

void MediaWindow::view(const RecordingId &item)
{
    m_opening = item;
    //: After View was pressed, until the recording is open
    showSentence(tr("Opening the recording…"), false);
    m_library.open(item);
}

void MediaWindow::showPlayer(const RecordingId &item, const QUrl &source)
{
    if (item != m_opening) {
        return; // superseded by another request
    }
    m_opening = {};
    m_sentence->hide();
    if (m_player == nullptr) {
        m_player = new PlayerPage(m_converter);
        m_pages->addWidget(m_player);
        connect(m_player, &PlayerPage::backClicked, this, &MediaWindow::showList);
    }
    m_pages->setCurrentWidget(m_player);
    m_player->play(nameOf(item), source);
}

void MediaWindow::showList()
{
    if (m_player != nullptr) {
        m_player->stop();
    }
    m_pages->setCurrentIndex(0);
}

void MediaWindow::askWhere(const RecordingId &item)
{
    if (m_fileDialog) {
        m_fileDialog->raise();
        return;
    }
    const QString folder = downloadFolder();
    //: Title of the dialog that asks for a file name
    m_fileDialog = new QFileDialog(this, tr("Save the recording"));
    m_fileDialog->setObjectName(u"saveDialog"_s);
    m_fileDialog->setAttribute(Qt::WA_DeleteOnClose);
    m_fileDialog->setAcceptMode(QFileDialog::AcceptSave);
    m_fileDialog->setDefaultSuffix(u"mp4"_s);
    //: Kind of file in that dialog
    m_fileDialog->setNameFilter(tr("MP4 video (*.mp4)"));
    m_fileDialog->setDirectory(folder);
    m_fileDialog->selectFile(nameOf(item));
    connect(m_fileDialog, &QFileDialog::fileSelected, this, [this, item](const QString &file) {
        const qint64 none = 0;
        setDownload(item, DownloadView{DownloadView::State::Running, none, none, file, {}});
        m_library.download(item, file);
    });
    m_fileDialog->open();
}

void MediaWindow::setDownload(const RecordingId &item, const std::optional<DownloadView> &download)
{
    if (download) {
        m_downloads[item] = *download;
    } else {
        m_downloads.erase(item);
    }
    if (MediaRow *row = m_list->row(item)) {
        row->setDownload(download);
    }
}

void MediaWindow::downloadFinished(const RecordingId &item, const QString &file,
                                   const std::optional<Error> &error)
{
    if (!error) {
        setDownload(item, DownloadView{DownloadView::State::Done, 0, 0, file, {}});
    } else if (error->code == ErrorCode::Cancelled) {
        setDownload(item, std::nullopt);
    } else {
        setDownload(item, DownloadView{DownloadView::State::Failed, 0, 0, file, error});
    }
}

void MediaWindow::requestFailed(const Error &error)
{
    if (!m_opening.isEmpty()) {
        m_opening = {};
        showSentence(errorText(error), true);
    }
}

void MediaWindow::showSentence(const QString &sentence, bool problem)
{
    setLook(m_sentence, "waiting", !problem);
    m_sentence->show();
    sayAloud(m_sentence, sentence);
}

void MediaWindow::openFolder(const RecordingId &item)
{
    if (const auto download = m_downloads.find(item); download != m_downloads.end()) {
        const QString folder = QFileInfo(download->second.file).absolutePath();
        QDesktopServices::openUrl(QUrl::fromLocalFile(folder));
    }
}

QString MediaWindow::nameOf(const RecordingId &item) const
{
    const auto found = std::ranges::find(m_entries, item, &MediaEntry::id);
    return found == m_entries.end() ? QString() : found->name;
}

void MediaWindow::closeEvent(QCloseEvent *event)
{
    showList();
    QWidget::closeEvent(event);
}

} // namespace prosc
