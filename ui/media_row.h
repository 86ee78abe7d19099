#pragma once

#include "ui/media_entry.h"

#include <QFrame>

#include <array>

class QLabel;
class QProgressBar;
class QPushButton;

namespace prosc {

class ElidedLabel;

/// A download as the row shows it.
struct DownloadView
{
    enum class State { Running, Done, Failed };

    State state = State::Running;
    int64_t received = 0;
    int64_t total = 0;
    QString file;
    std::optional<Error> error;
};

/// One recording in the list, with what can be done with it.
class MediaRow : public QFrame
{
    Q_OBJECT
public:
    explicit MediaRow(const MediaEntry &entry, QWidget *parent = nullptr);

    void setEntry(const MediaEntry &entry);
    void setDownload(const std::optional<DownloadView> &download);
    /// Every button, also a hidden one, in the order of the keyboard.
    [[nodiscard]] std::array<QPushButton *, 5> buttons() const;

Q_SIGNALS:
    void viewClicked();
    void downloadClicked();
    void cancelClicked();
    void openFolderClicked();
    void retryClicked();

private:
    void makeButtons();
    void refresh();
    void showState();

    MediaEntry m_entry;
    std::optional<DownloadView> m_download;
    ElidedLabel *m_name;
    QLabel *m_details;
    QLabel *m_state;
    QProgressBar *m_progress;
    QPushButton *m_view = nullptr;
    QPushButton *m_downloadButton = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_openFolder = nullptr;
    QPushButton *m_retry = nullptr;
};

} // namespace prosc
