#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace prosc {

/// An address under which other computers may reach this one.
struct OwnAddress
{
    QString address;
    /// Name of the network interface, such as "eth0".
    QString interface;
    unsigned index = 0;
    /// A tunnel: a VPN or a dialled connection.
    bool isPointToPoint = false;
    /// Backed by a device, not made by software as bridges of containers are; false where the
    /// system does not say.
    bool hasDevice = false;

    [[nodiscard]] bool isIpv6() const { return address.contains(QLatin1Char(':')); }
    friend bool operator==(const OwnAddress &, const OwnAddress &) = default;
};

/// A route to everywhere; the lowest metric wins.
struct DefaultRoute
{
    QString interface;
    unsigned metric = 0;

    friend bool operator==(const DefaultRoute &, const DefaultRoute &) = default;
};

/// The default routes in the contents of Linux's /proc/net/route and /proc/net/ipv6_route. Pure.
[[nodiscard]] std::vector<DefaultRoute> defaultRoutesIn(const QByteArray &ipv4Table,
                                                        const QByteArray &ipv6Table);

/// The likeliest to be reached from outside first: those of an interface with a default route, then
/// those of other devices, then what software has made (containers, virtual machines). A tunnel
/// with a default route comes after a network with one: guests are seldom in the VPN. IPv4 first
/// within an interface: easier to read out, and answered wherever both are. Pure.
[[nodiscard]] std::vector<OwnAddress> inOrderOfReach(std::vector<OwnAddress> addresses,
                                                     const std::vector<DefaultRoute> &routes);

/// This machine's active addresses that are neither loopback, IPv6 link-local nor temporary (RFC
/// 8981), in order of reach. Asks the system anew each time; sends nothing.
[[nodiscard]] std::vector<OwnAddress> ownAddresses();

} // namespace prosc
