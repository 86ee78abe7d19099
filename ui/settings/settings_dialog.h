#pragma once

#include "ui/model/room_models.h"

#include <QDialog>
#include <QPointer>

class QCheckBox;
class QFrame;
class QScrollArea;

namespace prosc {

class AskDialog;
class RecordingSettings;
class UploadOptions;

/// The room's settings. Closes when the room is left.
class SettingsDialog : public QDialog
{
    Q_OBJECT
public:
    /// The models must outlive this.
    SettingsDialog(const RoomModels &models, QWidget *parent);

Q_SIGNALS:
    /// The licences are wanted.
    void aboutRequested();

protected:
    void showEvent(QShowEvent *event) override;

private:
    [[nodiscard]] QFrame *makeRoomCard();
    [[nodiscard]] QFrame *makeAboutCard();
    void fitHeight();
    void refresh();
    void lockClicked(bool lock);

    RoomModel &m_room;
    QCheckBox *m_lock;
    QFrame *m_roomCard;
    RecordingSettings *m_recording;
    UploadOptions *m_uploads;
    QScrollArea *m_scroll;
    QPointer<AskDialog> m_question;
};

} // namespace prosc
