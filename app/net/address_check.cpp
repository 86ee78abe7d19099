#include "app/net/address_check.h"

using namespace Qt::StringLiterals;

namespace prosc {

AddressCheck::AddressCheck(const QString &certificateSha256, std::chrono::milliseconds patience,
                           QObject *parent)
    : QObject(parent), m_patience(patience), m_network(certificateSha256)
{
}

void AddressCheck::ask(const QUrl &base)
{
    QUrl page = base;
    page.setPath(base.path() + u"/web/icon.svg"_s);
    QNetworkRequest request(page);
    request.setTransferTimeout(static_cast<int>(m_patience.count()));
    QNetworkReply *reply = m_network.send("HEAD", request);
    reply->setParent(this);
    connect(reply, &QNetworkReply::finished, this, [this, base, reply] {
        reply->deleteLater();
        constexpr int ok = 200;
        Q_EMIT answered(base, PinnedNetwork::httpStatus(*reply) == ok);
    });
}

} // namespace prosc
