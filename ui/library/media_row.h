#pragma once

#include "ui/library/media_entry.h"

#include <QFrame>

#include <array>

class QAbstractButton;
class QAction;
class QBoxLayout;
class QLabel;
class QMenu;
class QProgressBar;
class QPushButton;
class QToolButton;

namespace prosc {

class ElidedLabel;

/// Everything a row can request for its recording.
enum class MediaAction {
    View,
    Download,
    CancelDownload,
    OpenFolder,
    Share,
    Rename,
    Delete,
    Restore,
    RetryUpload,
    PauseUpload,
    ResumeUpload,
    UploadFirst,
    StopUpload,
    SaveReport
};

/// A download as shown in its row.
struct DownloadView
{
    enum class State { Running, Done, Failed };

    State state = State::Running;
    int64_t received = 0;
    int64_t total = 0;
    QString file;
    std::optional<Error> error;

    friend bool operator==(const DownloadView &, const DownloadView &) = default;
};

/// One recording in the list, with buttons and a menu for its actions. Actions that its state does
/// not allow are hidden.
class MediaRow : public QFrame
{
    Q_OBJECT
public:
    explicit MediaRow(const MediaEntry &entry, QWidget *parent = nullptr);

    void setEntry(const MediaEntry &entry);
    void setDownload(const std::optional<DownloadView> &download);
    /// All buttons, including hidden ones, in tab order.
    [[nodiscard]] std::array<QAbstractButton *, 7> buttons() const;

Q_SIGNALS:
    void requested(prosc::MediaAction action);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeButtons();
    void makeMenu();
    QPushButton *makeActionButton(const char *name, const QString &text, MediaAction action);
    QAction *addAction(const char *name, const QString &icon, const QString &text,
                       MediaAction action);
    [[nodiscard]] QLayout *makeWords();
    void refresh();
    void refreshMenu();
    void placeButtons();
    void showState();

    MediaEntry m_entry;
    std::optional<DownloadView> m_download;
    ElidedLabel *m_name;
    ElidedLabel *m_details;
    QLabel *m_state;
    QProgressBar *m_progress;
    QBoxLayout *m_buttonRow;
    QBoxLayout *m_parts;
    QPushButton *m_view = nullptr;
    QPushButton *m_downloadButton = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_openFolder = nullptr;
    QPushButton *m_retry = nullptr;
    QPushButton *m_restore = nullptr;
    QToolButton *m_more = nullptr;
    QMenu *m_menu = nullptr;
    QAction *m_share = nullptr;
    QAction *m_downloadAgain = nullptr;
    QAction *m_rename = nullptr;
    QAction *m_pause = nullptr;
    QAction *m_resume = nullptr;
    QAction *m_first = nullptr;
    QAction *m_stop = nullptr;
    QAction *m_delete = nullptr;
    QAction *m_report = nullptr;
};

} // namespace prosc
