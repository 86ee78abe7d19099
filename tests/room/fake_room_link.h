#pragma once

#include "app/room/session/ports.h"

#include <QElapsedTimer>

namespace prosc {

/// The service's end of a link, played by the test.
class FakeRoomLink : public RoomLink
{
public:
    void open() override { opens.push_back(m_clock.elapsed()); }
    void send(const ClientMessage &message) override { sent.push_back(message); }
    void close() override
    {
        ++closes;
        if (reportsClose) {
            Q_EMIT closed(Error{ErrorCode::Cancelled, QStringLiteral("closed here")});
        }
    }

    void accept() { Q_EMIT opened(); }
    void say(int re, const ServiceBody &body) { Q_EMIT received(ServiceMessage{re, body}); }
    /// Delivers a message that could not be parsed.
    void garble(int re = 0, const char *type = "")
    {
        Q_EMIT garbled(ParseError{Error{ErrorCode::Malformed, QStringLiteral("nonsense")}, re,
                                  QString::fromLatin1(type)});
    }
    void cut(ErrorCode code = ErrorCode::Unreachable)
    {
        Q_EMIT closed(Error{code, QStringLiteral("gone")});
    }
    void refuse(int re, ErrorCode code, bool fatal = false, const QString &name = {})
    {
        say(re, msg::ErrorReply{errorCodeName(code), QStringLiteral("no"), name, fatal});
    }
    void welcome(const QString &resume = QStringLiteral("secret"))
    {
        msg::Welcome message;
        message.participant = ParticipantId{QStringLiteral("me")};
        message.resume = resume;
        message.role = Role::Moderator;
        message.iceServers = {IceServer{{QStringLiteral("stun:x")}, {}, {}}};
        message.state.revision = 5;
        say(sent.back().id, message);
    }

    /// All messages of one type that were sent, in order.
    template <class M>
    [[nodiscard]] std::vector<std::pair<int, M>> all() const
    {
        std::vector<std::pair<int, M>> found;
        for (const auto &message : sent) {
            if (const auto *body = std::get_if<M>(&message.body)) {
                found.emplace_back(message.id, *body);
            }
        }
        return found;
    }

    std::vector<qint64> opens;
    std::vector<ClientMessage> sent;
    int closes = 0;
    bool reportsClose = false;

private:
    QElapsedTimer m_clock = [] {
        QElapsedTimer timer;
        timer.start();
        return timer;
    }();
};

} // namespace prosc
