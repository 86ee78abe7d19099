#pragma once

#include "ui/model/upload_view.h"
#include "ui/pages/recent_room.h"

#include <QString>
#include <QWidget>

#include <vector>

class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace prosc {

class BusyCard;
class LinkOffer;
class RecentRoomsCard;
class UploadStrip;

/// The first page: host a room, join one by its link, or return to a recent one.
class StartPage : public QWidget
{
    Q_OBJECT
public:
    explicit StartPage(QWidget *parent = nullptr);

    /// Without it the page offers only to join a room. It offers both at first.
    void setCanHost(bool can);
    /// Prefills the fields; the user may change them.
    void setName(const QString &name);
    void setTitle(const QString &title);
    void setLink(const QString &link);
    /// Asks whether to join the room of a link that was opened outside the program. `host`: the
    /// computer that it leads to.
    void offerLink(const QString &link, const QString &host);
    [[nodiscard]] QString name() const;
    /// Newest first; at most six are shown.
    void setRecentRooms(const std::vector<RecentRoom> &rooms);
    /// Recordings on this computer not yet uploaded to some room's library.
    void setUploads(const std::vector<UploadView> &uploads);

    /// Shows `sentence` and disables everything except Cancel until showReady() or showError().
    void showBusy(const QString &sentence);
    void showReady();
    void showError(const Error &error);
    void showSentence(const QString &sentence);

Q_SIGNALS:
    /// Both texts are trimmed and not empty.
    void hostRequested(const QString &title, const QString &name);
    void joinRequested(const QString &link, const QString &name);
    void aboutRequested();
    /// Cancel was pressed while busy.
    void cancelRequested();
    void retryUploadRequested(const prosc::RecordingId &recording);
    void resumeUploadRequested(const prosc::RecordingId &recording);
    void stopUploadRequested(const prosc::RecordingId &recording);

private:
    [[nodiscard]] QWidget *makeHeader();
    [[nodiscard]] QWidget *makeNameRow();
    [[nodiscard]] QWidget *makeHostCard();
    [[nodiscard]] QWidget *makeJoinCard();
    [[nodiscard]] QWidget *makeUploadStrip();
    void host();
    void join();
    void joinLink(const QString &link);
    /// The trimmed text. If it is empty, shows `sentence` and focuses the field.
    [[nodiscard]] QString required(QLineEdit *edit, const QString &sentence);

    QLineEdit *m_nameEdit = nullptr;
    QLineEdit *m_titleEdit = nullptr;
    QLineEdit *m_linkEdit = nullptr;
    QPushButton *m_hostButton = nullptr;
    QPushButton *m_joinButton = nullptr;
    QPushButton *m_aboutButton = nullptr;
    QWidget *m_form = nullptr;
    QGridLayout *m_cards = nullptr;
    QWidget *m_hostCard = nullptr;
    QWidget *m_joinCard = nullptr;
    QLabel *m_purposeLabel = nullptr;
    RecentRoomsCard *m_recent = nullptr;
    QLabel *m_errorLabel = nullptr;
    LinkOffer *m_offer = nullptr;
    BusyCard *m_busy = nullptr;
    UploadStrip *m_uploads = nullptr;
};

} // namespace prosc
