#include "app/net/upload/refused_methods.h"

#include "app/net/upload/tus_protocol.h"

namespace prosc {

void RefusedMethods::add(const QUrl &url, const QByteArray &method)
{
    m_refused.emplace(originOf(url), method);
}

bool RefusedMethods::has(const QUrl &url, const QByteArray &method) const
{
    return m_refused.contains({originOf(url), method});
}

} // namespace prosc
