#pragma once

#include "app/room/protocol/values.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace prosc {

/// Tells a moderator who waits to be let in, below the stage; hidden while nobody does. One person
/// is named, with Admit and Decline; several are counted, with See all.
class WaitingStrip : public QFrame
{
    Q_OBJECT
public:
    explicit WaitingStrip(QWidget *parent = nullptr);

    /// In order of arrival; empty for those who may not let anybody in. Somebody new is announced
    /// to screen readers.
    void setWaiting(const std::vector<WaitingPerson> &people);

Q_SIGNALS:
    void admitRequested(const prosc::ParticipantId &participant);
    void declineRequested(const prosc::ParticipantId &participant);
    void seeAllRequested();

private:
    QLabel *m_label;
    QPushButton *m_decline;
    QPushButton *m_admit;
    QPushButton *m_seeAll;
    std::vector<WaitingPerson> m_people;
};

} // namespace prosc
