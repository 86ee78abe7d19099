#include "app/base/own_addresses.h"

#include <QFile>
#include <QFileInfo>
#include <QSet>

#include <algorithm>
#include <arpa/inet.h>
#include <ifaddrs.h>
#include <memory>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString textOf(const sockaddr *address)
{
    char text[INET6_ADDRSTRLEN] = {};
    if (address->sa_family == AF_INET) {
        const auto *ipv4 = reinterpret_cast<const sockaddr_in *>(address);
        ::inet_ntop(AF_INET, &ipv4->sin_addr, text, sizeof text);
    } else if (address->sa_family == AF_INET6) {
        const auto *ipv6 = reinterpret_cast<const sockaddr_in6 *>(address);
        ::inet_ntop(AF_INET6, &ipv6->sin6_addr, text, sizeof text);
    }
    return QString::fromLatin1(text);
}

/// The own address from which packets to `target` would leave; connecting a UDP socket sends none.
QString sourceTowards(const sockaddr *target, socklen_t size)
{
    const int fd = ::socket(target->sa_family, SOCK_DGRAM, 0);
    if (fd < 0) {
        return {};
    }
    sockaddr_storage source{};
    auto *generic = reinterpret_cast<sockaddr *>(&source);
    socklen_t sourceSize = sizeof source;
    const bool isKnown =
        ::connect(fd, target, size) == 0 && ::getsockname(fd, generic, &sourceSize) == 0;
    ::close(fd);
    return isKnown ? textOf(generic) : QString();
}

/// For systems without Linux's tables: addresses reserved for documentation (RFC 5737, 3849) are
/// reached over the default route.
std::vector<DefaultRoute> routesByConnecting(const std::vector<OwnAddress> &own)
{
    constexpr uint16_t discard = 9;
    sockaddr_in ipv4{};
    ipv4.sin_family = AF_INET;
    ipv4.sin_port = htons(discard);
    ::inet_pton(AF_INET, "198.51.100.1", &ipv4.sin_addr);
    sockaddr_in6 ipv6{};
    ipv6.sin6_family = AF_INET6;
    ipv6.sin6_port = htons(discard);
    ::inet_pton(AF_INET6, "2001:db8::1", &ipv6.sin6_addr);
    std::vector<DefaultRoute> routes;
    for (const auto &source :
         {sourceTowards(reinterpret_cast<const sockaddr *>(&ipv4), sizeof ipv4),
          sourceTowards(reinterpret_cast<const sockaddr *>(&ipv6), sizeof ipv6)}) {
        const auto found = std::ranges::find(own, source, &OwnAddress::address);
        if (found != own.end()) {
            routes.push_back({found->interface, 0});
        }
    }
    return routes;
}

/// Temporary privacy addresses come and go; each change would restart Janus, and end a link.
QSet<QString> passingIpv6Addresses()
{
    QSet<QString> passing;
    for (const QByteArray &line : contents(u"/proc/net/if_inet6"_s).split('\n')) {
        const auto fields = line.simplified().split(' ');
        constexpr unsigned temporary = 0x01;
        constexpr unsigned deprecated = 0x20;
        constexpr unsigned tentative = 0x40;
        if (fields.size() != 6 ||
            (fields.at(4).toUInt(nullptr, 16) & (temporary | deprecated | tentative)) == 0) {
            continue;
        }
        sockaddr_in6 address{};
        address.sin6_family = AF_INET6;
        const QByteArray raw = QByteArray::fromHex(fields.at(0));
        if (raw.size() == sizeof address.sin6_addr) {
            std::ranges::copy(raw, reinterpret_cast<char *>(&address.sin6_addr));
            passing.insert(textOf(reinterpret_cast<const sockaddr *>(&address)));
        }
    }
    return passing;
}

bool isOffered(const ifaddrs &entry)
{
    if (!entry.ifa_addr || (entry.ifa_flags & IFF_UP) == 0 ||
        (entry.ifa_flags & IFF_LOOPBACK) != 0) {
        return false;
    }
    if (entry.ifa_addr->sa_family == AF_INET6) {
        const auto *address = reinterpret_cast<const sockaddr_in6 *>(entry.ifa_addr);
        return !IN6_IS_ADDR_LINKLOCAL(&address->sin6_addr);
    }
    return entry.ifa_addr->sa_family == AF_INET;
}

/// As the kernel lists them.
std::vector<OwnAddress> listedAddresses()
{
    ifaddrs *first = nullptr;
    if (::getifaddrs(&first) != 0) {
        return {};
    }
    const std::unique_ptr<ifaddrs, void (*)(ifaddrs *)> list(first, ::freeifaddrs);
    const auto passing = passingIpv6Addresses();
    std::vector<OwnAddress> addresses;
    for (const ifaddrs *entry = list.get(); entry; entry = entry->ifa_next) {
        const QString address = isOffered(*entry) ? textOf(entry->ifa_addr) : QString();
        const bool isKnown =
            std::ranges::find(addresses, address, &OwnAddress::address) != addresses.end();
        if (address.isEmpty() || passing.contains(address) || isKnown) {
            continue;
        }
        const QString interface = QString::fromLocal8Bit(entry->ifa_name);
        addresses.push_back({address, interface, ::if_nametoindex(entry->ifa_name),
                             (entry->ifa_flags & IFF_POINTOPOINT) != 0,
                             QFileInfo::exists(u"/sys/class/net/%1/device"_s.arg(interface))});
    }
    return addresses;
}

} // namespace

std::vector<OwnAddress> ownAddresses()
{
    auto addresses = listedAddresses();
    const QString table = u"/proc/net/route"_s;
    // Not by connecting where there is a table: a VPN that wants all traffic adds routes that are
    // narrower than the default one, which leaves the network that guests are in.
    const auto routes = QFileInfo::exists(table)
                            ? defaultRoutesIn(contents(table), contents(u"/proc/net/ipv6_route"_s))
                            : routesByConnecting(addresses);
    return inOrderOfReach(std::move(addresses), routes);
}

} // namespace prosc
