#pragma once

#include "ui/model/room_model.h"
#include "ui/model/settings_model.h"

#include <QFrame>

class QCheckBox;
class QComboBox;
class QLabel;
class QLayout;
class QSlider;

namespace prosc {

/// The settings' "Recording" section, for moderators: the content of the room's recordings, and
/// their encoder and processor budget on this computer.
class RecordingSettings : public QFrame
{
    Q_OBJECT
public:
    /// Both models must outlive this.
    RecordingSettings(RoomModel &room, SettingsModel &settings, QWidget *parent = nullptr);

    /// Call when the view has changed.
    void refresh();

private:
    [[nodiscard]] QLayout *makeRoomPart();
    [[nodiscard]] QLayout *makeComputerPart();
    void showEncoders();
    void showBudget(int percent);
    void sendOptions();
    void keepSettings();

    RoomModel &m_room;
    SettingsModel &m_settings;
    QCheckBox *m_subtitles;
    QCheckBox *m_chapters;
    QComboBox *m_encoder;
    QSlider *m_budget;
    QLabel *m_budgetValue;
    QLabel *m_budgetHint;
    int m_revision = -1;
};

} // namespace prosc
