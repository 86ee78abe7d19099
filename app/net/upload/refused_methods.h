#pragma once

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <set>
#include <utility>

namespace prosc {

/// The HTTP methods that an intermediary blocks (405, 501), such as PATCH; they are sent as POST
/// with X-HTTP-Method-Override instead. Kept per scheme, host and port for the lifetime of this
/// object. Used on one thread.
class RefusedMethods
{
public:
    void add(const QUrl &url, const QByteArray &method);
    [[nodiscard]] bool has(const QUrl &url, const QByteArray &method) const;

private:
    std::set<std::pair<QString, QByteArray>> m_refused;
};

} // namespace prosc
