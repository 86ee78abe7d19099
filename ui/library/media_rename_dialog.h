#pragma once

#include "ui/model/library_model.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace prosc {

/// Asks for a recording's new name and stays open until the service has accepted it. Show it with
/// open(); deletes itself when closed.
class MediaRenameDialog : public QDialog
{
    Q_OBJECT
public:
    /// `library` must outlive this. `name` is the file name including .mp4.
    MediaRenameDialog(LibraryModel &library, const RecordingId &item, const QString &name,
                      QWidget *parent);

private:
    [[nodiscard]] QWidget *makeNameRow();
    [[nodiscard]] QString newName() const;
    void check();
    void send();
    void answered(const RecordingId &item, const std::optional<Error> &error);

    LibraryModel &m_library;
    const RecordingId m_item;
    const QString m_name;
    QLineEdit *m_edit;
    QLabel *m_problem;
    QPushButton *m_rename;
    bool m_waiting = false;
};

} // namespace prosc
