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

QString addressGroup(const QString &address)
{
    boost::system::error_code error;
    const auto parsed = boost::asio::ip::make_address(address.toStdString(), error);
    return error ? address : addressGroup(parsed);
}

} // namespace prosc
