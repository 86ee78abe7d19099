#pragma once

#include "ui/model/library_model.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QPushButton;

namespace prosc {

/// Creates and revokes links to a recording for other people. Show it with open(); deletes itself
/// when closed.
class MediaShareDialog : public QDialog
{
    Q_OBJECT
public:
    /// `library` must outlive this.
    MediaShareDialog(LibraryModel &library, const RecordingId &item, const QString &name,
                     QWidget *parent);

private:
    enum class Waiting { No, ForLink, ForEnd };

    [[nodiscard]] QLayout *makeChoices();
    [[nodiscard]] QLayout *makeButtons();
    void copy();
    void linkReady(const RecordingId &item, const QUrl &link, const QDateTime &expires);
    void askEnd();
    void answered(const RecordingId &item, const std::optional<Error> &error);
    void wait(Waiting what, const QString &sentence);
    void say(const QString &sentence, bool problem);

    LibraryModel &m_library;
    const RecordingId m_item;
    QComboBox *m_purpose;
    QComboBox *m_lifetime;
    QLabel *m_status;
    QPushButton *m_end;
    QPushButton *m_copy;
    Waiting m_waiting = Waiting::No;
};

} // namespace prosc
