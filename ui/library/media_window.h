#pragma once

#include "ui/library/media_row.h"
#include "ui/model/library_model.h"
#include "ui/model/uploads_model.h"

#include <QPointer>
#include <QWidget>

#include <map>

class QFileDialog;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace prosc {

class MediaList;
class MediaRequests;
class PictureConverter;
class PlayerPage;

/// Media and Files, opened at its Recordings folder: lists, plays, downloads, shares and renames
/// recordings; also shows the bin and this computer's uploads.
class MediaWindow : public QWidget
{
    Q_OBJECT
public:
    /// All of them must outlive this; `converter` is the player's.
    MediaWindow(LibraryModel &library, UploadsModel &uploads, const PictureConverter &converter,
                QWidget *parent = nullptr);
    ~MediaWindow() override;

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    [[nodiscard]] QWidget *makeSidebar();
    [[nodiscard]] QPushButton *makeFolderButton(const char *name, const QString &icon,
                                                const QString &text, MediaFolder folder);
    [[nodiscard]] QWidget *makeListPage();
    [[nodiscard]] QLayout *makeHeader();
    void connectModels();
    void showFolder(MediaFolder folder);
    void refresh();
    void refreshUploads();
    void act(MediaAction action, const RecordingId &item);
    void actOnUpload(MediaAction action, const RecordingId &item);
    void view(const RecordingId &item);
    void showPlayer(const RecordingId &item, const QUrl &source);
    void showList();
    void askWhere(const RecordingId &item);
    void setDownload(const RecordingId &item, const std::optional<DownloadView> &download);
    void downloadFinished(const RecordingId &item, const QString &file,
                          const std::optional<Error> &error);
    void requestFailed(const Error &error);
    void showSentence(const QString &sentence, bool problem);
    void openFolder(const RecordingId &item);
    [[nodiscard]] QString nameOf(const RecordingId &item) const;

    LibraryModel &m_library;
    UploadsModel &m_uploads;
    const PictureConverter &m_converter;
    MediaRequests *m_requests;
    QStackedWidget *m_pages;
    QPushButton *m_recordingsButton = nullptr;
    QPushButton *m_binButton = nullptr;
    QLabel *m_title = nullptr;
    QPushButton *m_pause = nullptr;
    QLabel *m_hint = nullptr;
    MediaList *m_list = nullptr;
    QLabel *m_empty = nullptr;
    QLabel *m_sentence = nullptr;
    PlayerPage *m_player = nullptr;
    QPointer<QFileDialog> m_fileDialog;
    MediaFolder m_folder = MediaFolder::Recordings;
    std::vector<MediaEntry> m_entries;
    std::map<RecordingId, DownloadView> m_downloads;
    /// The recording for which View is pending.
    RecordingId m_opening;
};

} // namespace prosc
