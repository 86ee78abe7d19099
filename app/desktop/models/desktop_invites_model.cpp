#include "app/desktop/models/desktop_invites_model.h"

namespace prosc {

namespace {

bool isOnlyHere(const QString &host)
{
    return host == QLatin1String("localhost") || host == QLatin1String("::1") ||
           host.startsWith(QLatin1String("127."));
}

QUrl withHost(QUrl base, const QString &address)
{
    base.setHost(address);
    return base;
}

} // namespace

DesktopInvitesModel::DesktopInvitesModel(const QString &participantLink,
                                         std::function<std::vector<OwnAddress>()> own)
    : m_own(std::move(own))
{
    if (const auto link = parseJoinLink(participantLink)) {
        m_link = *link;
    }
}

bool DesktopInvitesModel::isOffered() const
{
    return m_link && !isOnlyHere(m_link->baseUrl.host());
}

InviteAddress DesktopInvitesModel::inviteTo(const OwnAddress &own) const
{
    JoinLink link = *m_link;
    link.baseUrl = withHost(link.baseUrl, own.address);
    return {own.address, own.interface, link.toString(), link == *m_link,
            InviteAddress::Reach::Checking};
}

void DesktopInvitesModel::check()
{
    m_addresses.clear();
    if (isOffered()) {
        m_check = std::make_unique<AddressCheck>(m_link->certificate);
        connect(m_check.get(), &AddressCheck::answered, this, &DesktopInvitesModel::answered);
        for (const auto &own : m_own()) {
            m_addresses.push_back(inviteTo(own));
            m_check->ask(withHost(m_link->baseUrl, own.address));
        }
    }
    Q_EMIT changed();
}

void DesktopInvitesModel::answered(const QUrl &base, bool answers)
{
    for (auto &one : m_addresses) {
        if (withHost(m_link->baseUrl, one.address) == base) {
            one.reach = answers ? InviteAddress::Reach::Answers : InviteAddress::Reach::Silent;
        }
    }
    Q_EMIT changed();
}

} // namespace prosc
