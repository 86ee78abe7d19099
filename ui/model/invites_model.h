#pragma once

#include <QObject>

#include <vector>

namespace prosc {

/// One address of this computer, under which it hosts the room.
struct InviteAddress
{
    enum class Reach { Checking, Answers, Silent };

    QString address;
    /// Name of the network interface, such as "eth0".
    QString network;
    /// For participants.
    QString link;
    /// It is the address in RoomView::participantLink.
    bool isUsual = false;
    /// Whether the room service answers there, asked from this computer.
    Reach reach = Reach::Checking;

    friend bool operator==(const InviteAddress &, const InviteAddress &) = default;
};

/// Invite links for the networks that this computer is in. Lives on the GUI thread.
class InvitesModel : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// This computer hosts the room, and for others, too. It does not change.
    [[nodiscard]] virtual bool isOffered() const = 0;
    /// In the order in which they are likely to be reached; empty before check().
    [[nodiscard]] virtual const std::vector<InviteAddress> &addresses() const = 0;
    /// Looks for the addresses anew, and whether each of them answers.
    virtual void check() = 0;

Q_SIGNALS:
    void changed();
};

} // namespace prosc
