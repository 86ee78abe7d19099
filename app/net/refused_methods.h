#pragma once

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <set>
#include <utility>

namespace prosc {

/// The HTTP methods that somebody on the way to a server does not let through (405, 501), such as
/// PATCH; they go as POST with X-HTTP-Method-Override. By scheme, host and port; for as long as it
/// lives. Used on one thread.
class RefusedMethods
{
public:
    void add(const QUrl &url, const QByteArray &method);
    [[nodiscard]] bool has(const QUrl &url, const QByteArray &method) const;

private:
    std::set<std::pair<QString, QByteArray>> m_refused;
};

} // namespace prosc
