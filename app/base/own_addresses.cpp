#include "app/base/own_addresses.h"

#include <QList>

#include <algorithm>
#include <optional>
#include <tuple>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

// RTF_UP and RTF_REJECT of <linux/route.h>, which collides with <net/if.h>.
constexpr unsigned kUp = 0x1;
constexpr unsigned kReject = 0x200;

bool leadsOut(unsigned flags)
{
    return (flags & kUp) != 0 && (flags & kReject) == 0;
}

unsigned fromHex(const QByteArray &text)
{
    return text.toUInt(nullptr, 16);
}

std::optional<DefaultRoute> ipv4Default(const QByteArray &line)
{
    enum Field { Interface, Destination, Gateway, Flags, Users, Use, Metric, Mask, Fewest };
    const auto fields = line.simplified().split(' ');
    const bool isDefault = fields.size() >= Fewest && fields.at(Destination) == "00000000" &&
                           fields.at(Mask) == "00000000" && leadsOut(fromHex(fields.at(Flags)));
    return isDefault ? std::optional(DefaultRoute{QString::fromLocal8Bit(fields.at(Interface)),
                                                  fields.at(Metric).toUInt()})
                     : std::nullopt;
}

std::optional<DefaultRoute> ipv6Default(const QByteArray &line)
{
    enum Field { To, ToBits, From, FromBits, Next, Metric, Users, Use, Flags, Interface, Fewest };
    const auto fields = line.simplified().split(' ');
    const bool isDefault = fields.size() >= Fewest && fields.at(To).count('0') == 32 &&
                           fields.at(ToBits) == "00" && leadsOut(fromHex(fields.at(Flags)));
    return isDefault ? std::optional(DefaultRoute{QString::fromLocal8Bit(fields.at(Interface)),
                                                  fromHex(fields.at(Metric))})
                     : std::nullopt;
}

} // namespace

std::vector<DefaultRoute> defaultRoutesIn(const QByteArray &ipv4Table, const QByteArray &ipv6Table)
{
    std::vector<DefaultRoute> routes;
    for (const QByteArray &line : ipv4Table.split('\n')) {
        if (const auto route = ipv4Default(line)) {
            routes.push_back(*route);
        }
    }
    for (const QByteArray &line : ipv6Table.split('\n')) {
        if (const auto route = ipv6Default(line)) {
            routes.push_back(*route);
        }
    }
    return routes;
}

std::vector<OwnAddress> inOrderOfReach(std::vector<OwnAddress> addresses,
                                       const std::vector<DefaultRoute> &routes)
{
    enum Reach { Default, TunnelledDefault, Device, Software, SelfGiven };
    const auto place = [&routes](const OwnAddress &own) {
        std::optional<unsigned> metric;
        for (const auto &route : routes) {
            if (route.interface == own.interface) {
                metric = std::min(metric.value_or(route.metric), route.metric);
            }
        }
        Reach reach = own.hasDevice ? Device : Software;
        if (own.address.startsWith(QLatin1String("169.254."))) {
            reach = SelfGiven; // nobody has given this computer an address there
        } else if (metric) {
            reach = own.isPointToPoint ? TunnelledDefault : Default;
        }
        return std::tuple(reach, metric.value_or(0), own.index, own.isIpv6());
    };
    std::ranges::stable_sort(addresses, {}, place);
    return addresses;
}

} // namespace prosc
