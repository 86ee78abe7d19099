#pragma once

#include <QTcpServer>
#include <QTcpSocket>

namespace prosc::test {

/// Passes TCP on to `port`; cuts the connection once, after `cutAfter` bytes from the client.
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
    /// Also cuts the next connection, after so many bytes of all.
    void cutAgain(qint64 after)
    {
        m_cutAfter = after;
        m_cut = false;
    }
    [[nodiscard]] bool listen() { return m_server.listen(QHostAddress::LocalHost); }
    [[nodiscard]] qint64 passed() const { return m_passed; }
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }

    int cuts = 0;

private:
    void join(QTcpSocket *client)
    {
        auto *server = new QTcpSocket(client);
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
        if (server->state() != QAbstractSocket::ConnectedState) {
            return;
        }
        const QByteArray bytes = client->readAll();
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
    qint64 m_passed = 0;
    bool m_cut = false;
};

} // namespace prosc::test
