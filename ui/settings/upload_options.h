#pragma once

#include "ui/model/room_model.h"
#include "ui/model/settings_model.h"
#include "ui/model/uploads_model.h"

#include <QFrame>

class QCheckBox;
class QComboBox;
class QGridLayout;
class QSpinBox;

namespace prosc {

/// The settings' "Uploads" section: how recordings made on this computer reach the library. For
/// moderators, and for anyone with pending uploads.
class UploadOptions : public QFrame
{
    Q_OBJECT
public:
    /// The models must outlive this.
    UploadOptions(const RoomModel &room, const UploadsModel &uploads, SettingsModel &settings,
                  QWidget *parent = nullptr);

    /// Shows or hides the section. Call initially and whenever the view has changed.
    void refresh();

private:
    void makeLimit(QGridLayout &grid);
    void makeCopies(QGridLayout &grid);
    void showSettings(const UploadSettings &settings);
    void showLimit(qint64 unit, qint64 number);
    void unitChosen();
    void keep();

    const RoomModel &m_room;
    const UploadsModel &m_uploads;
    SettingsModel &m_settings;
    QSpinBox *m_limit;
    QComboBox *m_unit;
    QCheckBox *m_afterMeeting;
    QComboBox *m_copies;
};

} // namespace prosc
