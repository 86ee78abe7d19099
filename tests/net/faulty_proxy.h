#pragma once

#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>

#include <utility>
#include <vector>

namespace prosc::test {

/// Forwards TCP to `port`; cuts the connection once, after `cutAfter` bytes from the client, and
/// corrupts a byte on request.
class FaultyProxy : public QObject
{
public:
    FaultyProxy(quint16 port, qint64 cutAfter) : m_port(port), m_cutAfter(cutAfter)
    {
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *client = m_server.nextPendingConnection()) {
                join(client);
            }
        });
    }
    /// Also cuts the next connection, once `after` bytes have passed in total.
    void cutAgain(qint64 after)
    {
        m_cutAfter = after;
        m_cut = false;
    }
    /// Corrupts, once, the byte at this offset of the client's stream.
    void damageAt(qint64 passed) { m_damageAt = passed; }
    /// While held, nothing from the client passes; afterwards everything that has arrived does.
    void hold(bool held)
    {
        m_held = held;
        for (const auto &[client, server] : std::exchange(m_connections, {})) {
            if (client && server) {
                m_connections.emplace_back(client, server);
                pass(client, server);
            }
        }
    }
    [[nodiscard]] bool listen() { return m_server.listen(QHostAddress::LocalHost); }
    [[nodiscard]] qint64 passed() const { return m_passed; }
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }

    int cuts = 0;
    int damaged = 0;

private:
    void join(QTcpSocket *client)
    {
        auto *server = new QTcpSocket(client);
        m_connections.emplace_back(client, server);
        server->connectToHost(QHostAddress::LocalHost, m_port);
        connect(server, &QTcpSocket::connected, client,
                [this, client, server] { pass(client, server); });
        connect(client, &QTcpSocket::readyRead, server,
                [this, client, server] { pass(client, server); });
        connect(server, &QTcpSocket::readyRead, client,
                [client, server] { client->write(server->readAll()); });
        connect(server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
        connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
    }
    void pass(QTcpSocket *client, QTcpSocket *server)
    {
        if (m_held || server->state() != QAbstractSocket::ConnectedState) {
            return;
        }
        QByteArray bytes = client->readAll();
        if (m_damageAt >= m_passed && m_damageAt < m_passed + bytes.size()) {
            const auto at = static_cast<qsizetype>(m_damageAt - m_passed);
            bytes[at] = static_cast<char>(bytes[at] ^ 0x20);
            ++damaged;
        }
        m_passed += bytes.size();
        server->write(bytes);
        if (!m_cut && m_passed >= m_cutAfter) {
            m_cut = true;
            ++cuts;
            server->flush();
            server->abort();
            client->abort();
        }
    }

    QTcpServer m_server;
    const quint16 m_port;
    qint64 m_cutAfter;
    qint64 m_damageAt = -1;
    qint64 m_passed = 0;
    bool m_cut = false;
    bool m_held = false;
    std::vector<std::pair<QPointer<QTcpSocket>, QPointer<QTcpSocket>>> m_connections;
};

} // namespace prosc::test
