#pragma once

#include "app/base/own_addresses.h"
#include "app/net/address_check.h"
#include "app/room/protocol/join_link.h"
#include "ui/model/invites_model.h"

#include <functional>
#include <memory>
#include <optional>

namespace prosc {

/// Invite links to a room that this computer hosts. Lives on the GUI thread.
class DesktopInvitesModel final : public InvitesModel
{
    Q_OBJECT
public:
    /// `participantLink`: empty unless this computer hosts the room.
    explicit DesktopInvitesModel(const QString &participantLink,
                                 std::function<std::vector<OwnAddress>()> own = ownAddresses);

    [[nodiscard]] bool isOffered() const override;
    [[nodiscard]] const std::vector<InviteAddress> &addresses() const override
    {
        return m_addresses;
    }
    void check() override;

private:
    [[nodiscard]] InviteAddress inviteTo(const OwnAddress &own) const;
    void answered(const QUrl &base, bool answers);

    std::optional<JoinLink> m_link;
    const std::function<std::vector<OwnAddress>()> m_own;
    std::vector<InviteAddress> m_addresses;
    /// Made anew for each check(), so that no answer of an earlier one arrives.
    std::unique_ptr<AddressCheck> m_check;
};

} // namespace prosc
