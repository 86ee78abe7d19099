#pragma once

#include <boost/asio/ip/address.hpp>

#include <QHash>
#include <QString>

#include <chrono>

namespace prosc {

/// How a client's address counts: IPv4 as it is, also where it is written as IPv6; of IPv6 the
/// first 64 bits, as one customer has at least as many addresses.
[[nodiscard]] QString addressGroup(const boost::asio::ip::address &address);

/// How many new connections each address may open: a token bucket (RFC 2697 has the like). Generous
/// enough for a class behind one address that opens its pages at once. Used on one thread.
class ConnectionRate
{
public:
    static constexpr double kPerSecond = 64;
    static constexpr double kBurst = 1024;
    using Moment = std::chrono::steady_clock::time_point;

    /// False: too many.
    [[nodiscard]] bool allows(const QString &group, Moment now);
    /// How many addresses are remembered.
    [[nodiscard]] qsizetype size() const { return m_buckets.size(); }

private:
    struct Bucket
    {
        double tokens = kBurst;
        Moment at{};

        [[nodiscard]] double tokensAt(Moment now) const;
    };

    void forgetFull(Moment now);

    QHash<QString, Bucket> m_buckets;
    qsizetype m_tidyAt = 1024;
};

} // namespace prosc
