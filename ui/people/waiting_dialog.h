#pragma once

#include "app/room/protocol/values.h"

#include <QDialog>

#include <map>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace prosc {

class RoomModel;

/// Everybody who waits to be let in, each with Admit and Decline; Admit all and Unlock room. Closes
/// when nobody waits any more. Delete it on close.
class WaitingDialog : public QDialog
{
    Q_OBJECT
public:
    /// `room` must outlive this.
    WaitingDialog(RoomModel &room, QWidget *parent);

private:
    [[nodiscard]] QWidget *makeRow(const WaitingPerson &person);
    [[nodiscard]] QLayout *makeButtons();
    void refresh();

    RoomModel &m_room;
    QPushButton *m_unlock = nullptr;
    QPushButton *m_admitAll = nullptr;
    QLabel *m_count;
    QVBoxLayout *m_list;
    /// One for each person who waits.
    std::map<ParticipantId, QWidget *> m_rows;
};

} // namespace prosc
