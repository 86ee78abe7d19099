#pragma once

#include "ui/model/room_model.h"

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
    /// `model` must outlive this.
    explicit UploadOptions(RoomModel &model, QWidget *parent = nullptr);

    /// Shows or hides the section. Call initially and whenever the view has changed.
    void refresh();

private:
    void makeLimit(QGridLayout &grid);
    void makeCopies(QGridLayout &grid);
    void showSettings(const UploadSettings &settings);
    void showLimit(qint64 unit, qint64 number);
    void unitChosen();
    void keep();

    RoomModel &m_model;
    QSpinBox *m_limit;
    QComboBox *m_unit;
    QCheckBox *m_afterMeeting;
    QComboBox *m_copies;
};

} // namespace prosc
