#include "app/base/own_addresses.h"

#include <winsock2.h>

#include <iphlpapi.h>
#include <ws2tcpip.h>

#include <array>
#include <cstddef>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

QString textOf(const sockaddr *address)
{
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (address->sa_family == AF_INET) {
        const auto *ipv4 = reinterpret_cast<const sockaddr_in *>(address);
        ::inet_ntop(AF_INET, &ipv4->sin_addr, text.data(), text.size());
    } else if (address->sa_family == AF_INET6) {
        const auto *ipv6 = reinterpret_cast<const sockaddr_in6 *>(address);
        if (!IN6_IS_ADDR_LINKLOCAL(&ipv6->sin6_addr)) {
            ::inet_ntop(AF_INET6, &ipv6->sin6_addr, text.data(), text.size());
        }
    }
    return QString::fromLatin1(text.data());
}

/// Temporary privacy addresses come and go.
bool isLasting(const IP_ADAPTER_UNICAST_ADDRESS &entry)
{
    return entry.DadState == IpDadStatePreferred && entry.SuffixOrigin != IpSuffixOriginRandom;
}

/// What GetAdaptersAddresses() says, in memory that holds its lists.
std::vector<std::byte> adapters()
{
    constexpr ULONG flags = GAA_FLAG_INCLUDE_GATEWAYS | GAA_FLAG_SKIP_ANYCAST |
                            GAA_FLAG_SKIP_MULTICAST | GAA_FLAG_SKIP_DNS_SERVER;
    ULONG size = 16 * 1024;
    for (int attempt = 0; attempt < 3; ++attempt) {
        std::vector<std::byte> memory(size);
        auto *first = reinterpret_cast<IP_ADAPTER_ADDRESSES *>(memory.data());
        const ULONG result = ::GetAdaptersAddresses(AF_UNSPEC, flags, nullptr, first, &size);
        if (result == ERROR_SUCCESS) {
            return memory;
        }
        if (result != ERROR_BUFFER_OVERFLOW) {
            break;
        }
    }
    return {};
}

bool isTunnel(const IP_ADAPTER_ADDRESSES &adapter)
{
    return adapter.IfType == IF_TYPE_PPP || adapter.IfType == IF_TYPE_TUNNEL ||
           adapter.IfType == IF_TYPE_PROP_VIRTUAL;
}

void append(std::vector<OwnAddress> &addresses, const IP_ADAPTER_ADDRESSES &adapter)
{
    const QString name = QString::fromWCharArray(adapter.FriendlyName);
    for (const auto *entry = adapter.FirstUnicastAddress; entry; entry = entry->Next) {
        const QString text = textOf(entry->Address.lpSockaddr);
        if (!text.isEmpty() && isLasting(*entry)) {
            // Windows does not say here which of its adapters are made by software.
            addresses.push_back({text, name,
                                 adapter.IfIndex ? adapter.IfIndex : adapter.Ipv6IfIndex,
                                 isTunnel(adapter), false});
        }
    }
}

} // namespace

std::vector<OwnAddress> ownAddresses()
{
    const auto memory = adapters();
    std::vector<OwnAddress> addresses;
    std::vector<DefaultRoute> routes;
    const auto *first =
        memory.empty() ? nullptr : reinterpret_cast<const IP_ADAPTER_ADDRESSES *>(memory.data());
    for (const auto *adapter = first; adapter; adapter = adapter->Next) {
        if (adapter->OperStatus != IfOperStatusUp || adapter->IfType == IF_TYPE_SOFTWARE_LOOPBACK) {
            continue;
        }
        append(addresses, *adapter);
        if (adapter->FirstGatewayAddress) {
            routes.push_back({QString::fromWCharArray(adapter->FriendlyName), adapter->Ipv4Metric});
        }
    }
    return inOrderOfReach(std::move(addresses), routes);
}

} // namespace prosc
