#pragma once

#include "app/room/protocol/join_link.h"
#include "app/room/session/ports.h"

#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

QT_BEGIN_NAMESPACE
class QHostAddress;
class QSslSocket;
class QWebSocket;
QT_END_NAMESPACE

namespace prosc {

struct RoomLinkTimes
{
    std::chrono::milliseconds connecting{10000};
    std::chrono::milliseconds ping{5000};
    std::chrono::milliseconds silence{15000};
    /// How long the answer to check() may take.
    std::chrono::milliseconds answer{3000};
    /// How often the own address is looked for.
    std::chrono::milliseconds address{1000};
    /// How long close() waits for the other side.
    std::chrono::milliseconds closing{2000};
};

/// Whether a network interface of this computer that is connected has `address`.
[[nodiscard]] bool isOwnAddress(const QHostAddress &address);

/// RoomLink over a WebSocket with subprotocol proscenium.v2. A different subprotocol closes it
/// (Malformed); a message that does not follow the protocol does not. After open(): opened() at
/// most once, then closed() exactly once. close() sends what is queued and ends in
/// closed(Cancelled). open() while connecting or open, and close() while closed, do nothing. The
/// destructor ends the connection without a signal. When this computer loses the address that the
/// connection uses (other Wi-Fi, cable pulled), it ends within seconds: TCP alone would not notice.
class WebSocketRoomLink final : public RoomLink
{
    Q_OBJECT
public:
    using IsOwnAddress = std::function<bool(const QHostAddress &)>;

    explicit WebSocketRoomLink(const JoinLink &link, RoomLinkTimes times = {},
                               IsOwnAddress isOwn = isOwnAddress);
    ~WebSocketRoomLink() override;

    void open() override;
    void send(const ClientMessage &message) override;
    void close() override;
    /// There is a sign that the network no longer carries anything: ends the connection unless the
    /// service answers soon.
    void check();

private:
    enum class State { Closed, Connecting, Open, Closing };

    void wireSocket();
    void checkSslErrors();
    [[nodiscard]] bool peerIsTrusted() const;
    [[nodiscard]] QSslSocket *tlsSocket() const;
    void connected();
    void textReceived(const QString &text);
    void drop(const ParseError &problem);
    void heard();
    void pingOrGiveUp();
    void checkAddress();
    void disconnected(int generation);
    void end(const Error &error);

    const JoinLink m_link;
    const RoomLinkTimes m_times;
    const IsOwnAddress m_isOwnAddress;
    State m_state = State::Closed;
    /// Counts open() calls, so that late signals of an earlier socket are ignored.
    int m_generation = 0;
    std::unique_ptr<QWebSocket> m_socket;
    std::optional<Error> m_reason;
    QTimer m_pingTimer;
    QTimer m_addressTimer;
    QTimer m_answerDue;
    QTimer m_deadline;
    int m_unansweredPings = 0;
    /// How many times in a row it was not there.
    int m_addressMissing = 0;
    /// Messages dropped on this connection.
    int m_dropped = 0;
};

} // namespace prosc
