#pragma once

#include "app/base/token_bucket.h"

#include <boost/asio/ip/address.hpp>

#include <QString>

namespace prosc {

/// How a client's address counts: IPv4 as it is, also where it is written as IPv6; of IPv6 the
/// first 64 bits, as one customer has at least as many addresses.
[[nodiscard]] QString addressGroup(const boost::asio::ip::address &address);
/// The same for an address as text; anything else is returned as it is.
[[nodiscard]] QString addressGroup(const QString &address);

/// New connections of one address. Generous enough for a class behind one address that opens its
/// pages at once.
inline constexpr TokenRate kConnectionRate{64, 1024};

} // namespace prosc
