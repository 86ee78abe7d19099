#pragma once

#include "ui/model/room_view.h"

#include <QObject>

#include <functional>
#include <set>

namespace prosc {

class RoomModel;
class Toast;

/// Short messages over the stage about people: what a moderator has done to us, and, for
/// moderators, who raises a hand.
class PeopleNews : public QObject
{
    Q_OBJECT
public:
    /// `unmute` switches the own microphone on; `showPeople` opens the list, which shows hands,
    /// too, and `showsPeople` says whether it is open.
    struct Actions
    {
        std::function<void()> unmute;
        std::function<void()> showPeople;
        std::function<bool()> showsPeople;
    };

    PeopleNews(RoomModel &room, Toast &toast, Actions actions, QObject *parent = nullptr);

private:
    void tell(ModeratorAct act, const QString &name);
    void watchHands();

    RoomModel &m_room;
    Toast &m_toast;
    const Actions m_actions;
    /// Whose hand was raised when we last looked.
    std::set<ParticipantId> m_raised;
};

/// The sentence for the person to whom `name` has done that.
[[nodiscard]] QString toldText(ModeratorAct act, const QString &name);

} // namespace prosc
