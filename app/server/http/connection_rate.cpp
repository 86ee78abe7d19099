#include "app/server/http/connection_rate.h"

#include <algorithm>

namespace prosc {

QString addressGroup(const boost::asio::ip::address &address)
{
    if (!address.is_v6()) {
        return QString::fromStdString(address.to_string());
    }
    const auto v6 = address.to_v6();
    if (v6.is_v4_mapped()) {
        const auto v4 = boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, v6);
        return QString::fromStdString(v4.to_string());
    }
    auto bytes = v6.to_bytes();
    std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
    return QString::fromStdString(boost::asio::ip::address_v6(bytes).to_string()) +
           QStringLiteral("/64");
}

double ConnectionRate::Bucket::tokensAt(Moment now) const
{
    const std::chrono::duration<double> passed = now - at;
    return std::min(kBurst, tokens + passed.count() * kPerSecond);
}

bool ConnectionRate::allows(const QString &group, Moment now)
{
    if (m_buckets.size() >= m_tidyAt) {
        forgetFull(now);
    }
    auto found = m_buckets.find(group);
    if (found == m_buckets.end()) {
        found = m_buckets.insert(group, Bucket{kBurst, now});
    }
    const double tokens = found->tokensAt(now);
    const bool isAllowed = tokens >= 1;
    *found = Bucket{isAllowed ? tokens - 1 : tokens, now};
    return isAllowed;
}

void ConnectionRate::forgetFull(Moment now)
{
    m_buckets.removeIf([now](const QHash<QString, Bucket>::iterator &entry) {
        return entry->tokensAt(now) >= kBurst;
    });
    m_tidyAt = std::max<qsizetype>(1024, 2 * m_buckets.size());
}

} // namespace prosc
