#include "app/server/rooms/turn_credentials.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>

using namespace Qt::StringLiterals;

namespace prosc {

std::vector<IceServer> iceServersFor(const ServiceConfig &config, const ParticipantId &participant,
                                     const QDateTime &now)
{
    std::vector<IceServer> servers;
    if (!config.stunServers.isEmpty()) {
        servers.push_back(IceServer{config.stunServers, {}, {}});
    }
    for (const auto &turn : config.turnServers) {
        const auto expiry = now.toSecsSinceEpoch() + 24 * 60 * 60;
        const auto username = u"%1:%2"_s.arg(expiry).arg(participant.value);
        const auto credential = QMessageAuthenticationCode::hash(
            username.toUtf8(), turn.secret.toUtf8(), QCryptographicHash::Sha1);
        servers.push_back(
            IceServer{turn.urls, username, QString::fromLatin1(credential.toBase64())});
    }
    return servers;
}

} // namespace prosc
