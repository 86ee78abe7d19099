#pragma once

#include "ui/model/room_model.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace prosc {

/// Asks for another name of a recording and stays open until the service has taken it. open() it;
/// deletes itself when it is closed.
class MediaRenameDialog : public QDialog
{
    Q_OBJECT
public:
    /// `model` must outlive this. `name` is the file's, with its .mp4.
    MediaRenameDialog(RoomModel &model, const RecordingId &item, const QString &name,
                      QWidget *parent);

private:
    [[nodiscard]] QWidget *makeNameRow();
    [[nodiscard]] QString newName() const;
    void check();
    void send();
    void answered(const RecordingId &item, const std::optional<Error> &error);

    RoomModel &m_model;
    const RecordingId m_item;
    const QString m_name;
    QLineEdit *m_edit;
    QLabel *m_problem;
    QPushButton *m_rename;
    bool m_waiting = false;
};

} // namespace prosc
