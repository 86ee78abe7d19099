#include "app/server/janus/janus_replies.h"

#include <QFile>

#include <netinet/in.h>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr int kUnauthorized = 403;
constexpr int kNoSuchRoom = 426;
constexpr int kNoSuchFeed = 428;

ErrorCode codeOf(int janusCode)
{
    switch (janusCode) {
    case kUnauthorized:
        return ErrorCode::NotAllowed;
    case kNoSuchRoom:
    case kNoSuchFeed:
        return ErrorCode::NotFound;
    default:
        return ErrorCode::MediaFailed;
    }
}

Error errorOf(const QJsonObject &janusError, int code)
{
    return {codeOf(code),
            u"Janus error %1: %2"_s.arg(code).arg(
                janusError.value(u"reason"_s).toString(janusError.value(u"error"_s).toString()))};
}

} // namespace

Result<QJsonObject> checkedReply(const QJsonObject &message)
{
    if (message.value(u"janus"_s) == QLatin1String("error")) {
        const QJsonObject error = message.value(u"error"_s).toObject();
        return fail(errorOf(error, error.value(u"code"_s).toInt()));
    }
    const QJsonObject data = message.value(u"plugindata"_s).toObject().value(u"data"_s).toObject();
    if (const int code = data.value(u"error_code"_s).toInt(); code != 0) {
        return fail(errorOf(data, code));
    }
    return message;
}

bool hasVideoRoom(const QJsonObject &info)
{
    return info.value(u"plugins"_s).toObject().contains(u"janus.plugin.videoroom"_s);
}

std::optional<uint> listenerIn(const QByteArray &table, quint16 port)
{
    constexpr int kLocalAddress = 1;
    constexpr int kState = 3;
    constexpr int kUser = 7;
    // The address in the byte order of this machine; in tcp6 it is the end of a longer one.
    const auto place = u"%1:%2"_s.arg(htonl(INADDR_LOOPBACK), 8, 16, QLatin1Char('0'))
                           .arg(port, 4, 16, QLatin1Char('0'))
                           .toUpper()
                           .toLatin1();
    for (const auto &line : table.split('\n')) {
        const auto fields = line.simplified().split(' ');
        const bool listens = fields.size() > kUser && fields.at(kState) == "0A";
        if (listens && fields.at(kLocalAddress).endsWith(place)) {
            return fields.at(kUser).toUInt();
        }
    }
    return std::nullopt;
}

bool listensAs(uint user, quint16 port)
{
    bool isTold = false;
    for (const auto *name : {"/proc/net/tcp", "/proc/net/tcp6"}) {
        QFile table(QString::fromLatin1(name));
        if (!table.open(QIODevice::ReadOnly)) {
            continue;
        }
        isTold = true;
        if (const auto listener = listenerIn(table.readAll(), port)) {
            return listener == user;
        }
    }
    return !isTold;
}

} // namespace prosc
