#include "ui/media_row.h"

#include "ui/elided_label.h"
#include "ui/style.h"
#include "ui/text/error_text.h"
#include "ui/text/format_text.h"
#include "ui/widgets.h"

#include <QDir>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace prosc {

MediaRow::MediaRow(const MediaEntry &entry, QWidget *parent) : QFrame(parent), m_entry(entry)
{
    setObjectName(QStringLiteral("mediaRow"));
    setProperty("role", QStringLiteral("row"));
    auto *icon = new QLabel;
    icon->setPixmap(lineIcon(QStringLiteral("film")).pixmap(32, 32));
    m_name = new ElidedLabel;
    m_name->setObjectName(QStringLiteral("mediaName"));
    m_details = makeLabel({}, "small");
    m_details->setObjectName(QStringLiteral("mediaDetails"));
    m_details->setWordWrap(true);
    m_state = makeLabel({}, "small");
    m_state->setObjectName(QStringLiteral("mediaState"));
    m_state->setWordWrap(true);
    m_progress = new QProgressBar;
    m_progress->setObjectName(QStringLiteral("mediaProgress"));
    m_progress->setTextVisible(false);
    m_progress->setRange(0, 1000);
    auto *words = new QVBoxLayout;
    words->setSpacing(4);
    words->addWidget(m_details);
    words->addWidget(m_state);
    words->addWidget(m_progress);
    makeButtons();
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addLayout(words, 1);
    row->addSpacing(8);
    for (QPushButton *button : buttons()) {
        row->addWidget(button);
    }
    auto *column = new QVBoxLayout;
    column->setSpacing(4);
    column->addWidget(m_name);
    column->addLayout(row);
    auto *outer = new QHBoxLayout(this);
    outer->setContentsMargins(16, 12, 16, 12);
    outer->setSpacing(16);
    outer->addWidget(icon);
    outer->addLayout(column, 1);
    refresh();
}

void MediaRow::makeButtons()
{
    //: Button of a recording: play it here
    m_view = makeButton("viewButton", tr("View"), "primary");
    m_view->setIcon(lineIcon(QStringLiteral("play")));
    //: Button of a recording: save a copy
    m_downloadButton = makeButton("downloadButton", tr("Download"), nullptr);
    m_downloadButton->setIcon(lineIcon(QStringLiteral("download")));
    //: Button of a recording: stop the running download
    m_cancel = makeButton("cancelDownloadButton", tr("Cancel"), nullptr);
    //: Button of a recording that was downloaded
    m_openFolder = makeButton("openFolderButton", tr("Open folder"), nullptr);
    //: Button of a recording that waits to be uploaded
    m_retry = makeButton("retryButton", tr("Retry now"), nullptr);
    connect(m_view, &QPushButton::clicked, this, &MediaRow::viewClicked);
    connect(m_downloadButton, &QPushButton::clicked, this, &MediaRow::downloadClicked);
    connect(m_cancel, &QPushButton::clicked, this, &MediaRow::cancelClicked);
    connect(m_openFolder, &QPushButton::clicked, this, &MediaRow::openFolderClicked);
    connect(m_retry, &QPushButton::clicked, this, &MediaRow::retryClicked);
}

std::array<QPushButton *, 5> MediaRow::buttons() const
{
    return {m_retry, m_cancel, m_openFolder, m_view, m_downloadButton};
}

void MediaRow::setEntry(const MediaEntry &entry)
{
    m_entry = entry;
    refresh();
}

void MediaRow::setDownload(const std::optional<DownloadView> &download)
{
    m_download = download;
    refresh();
}

void MediaRow::refresh()
{
    m_name->setText(fileText(m_entry.name));
    m_name->setToolTip(m_entry.name);
    setAccessibleName(m_entry.name);
    for (QPushButton *button : buttons()) {
        button->setAccessibleDescription(m_entry.name); // which of the many View buttons this is
    }
    m_details->setText(entryDetails(m_entry));
    m_details->setVisible(!m_details->text().isEmpty());
    showState();
    const bool ready = m_entry.state == MediaEntry::State::Ready;
    const bool downloading = m_download && m_download->state == DownloadView::State::Running;
    const bool saved = m_download && m_download->state == DownloadView::State::Done;
    m_view->setVisible(ready);
    m_downloadButton->setVisible(ready && !downloading && !saved);
    m_cancel->setVisible(downloading);
    m_openFolder->setVisible(saved);
    m_retry->setVisible(m_entry.canRetry);
}

void MediaRow::showState()
{
    QString text = entryState(m_entry);
    bool moving = m_entry.state == MediaEntry::State::Uploading;
    int64_t done = m_entry.sent;
    int64_t total = m_entry.total;
    if (m_download) {
        switch (m_download->state) {
        case DownloadView::State::Running:
            moving = true;
            done = m_download->received;
            total = m_download->total;
            //: State of a recording. %1 is a percentage such as 45%
            text = tr("Downloading %1").arg(percentText(done, total));
            break;
        case DownloadView::State::Done:
            //: State of a recording. %1 is the name of a file with its folder
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
    m_progress->setVisible(moving);
    m_progress->setValue(total > 0 ? static_cast<int>(done * 1000 / total) : 0);
}

} // namespace prosc
