#pragma once

#include <QHash>
#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

#include <functional>
#include <optional>
#include <vector>

namespace prosc::test {

struct FakeRequest
{
    QByteArray method;
    QByteArray target;
    /// Names in lower case.
    QHash<QByteArray, QByteArray> headers;
    QByteArray body;
};

struct FakeResponse
{
    int status = 200;
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    /// Cuts the connection after this many bytes of the body; -1: never.
    qsizetype cutAfter = -1;
    /// Never answers.
    bool silent = false;
};

/// Answers HTTP/1.1 requests on loopback with the result of `answer`, and records them. `Server` is
/// QTcpServer or QSslServer.
template <class Server = QTcpServer>
class FakeHttpServer
{
public:
    using Answer = std::function<FakeResponse(const FakeRequest &)>;

    explicit FakeHttpServer(Answer answer) : m_answer(std::move(answer))
    {
        QObject::connect(&m_server, &QTcpServer::pendingConnectionAvailable, &m_server, [this] {
            while (QTcpSocket *socket = m_server.nextPendingConnection()) {
                QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                    m_buffers[socket] += socket->readAll();
                    while (answerOne(socket)) {
                    }
                });
                QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            }
        });
    }

    [[nodiscard]] bool listen() { return m_server.listen(QHostAddress::LocalHost); }
    [[nodiscard]] Server &server() { return m_server; }
    [[nodiscard]] QUrl url(const QString &scheme, const QString &path) const
    {
        return QUrl(
            QStringLiteral("%1://127.0.0.1:%2%3").arg(scheme).arg(m_server.serverPort()).arg(path));
    }

    std::vector<FakeRequest> requests;

private:
    std::optional<FakeRequest> take(QByteArray &buffer)
    {
        const qsizetype end = buffer.indexOf("\r\n\r\n");
        if (end < 0) {
            return std::nullopt;
        }
        FakeRequest request;
        const QList<QByteArray> lines = buffer.left(end).replace("\r\n", "\n").split('\n');
        const QList<QByteArray> first = lines[0].split(' ');
        request.method = first[0];
        request.target = first.value(1);
        for (qsizetype i = 1; i < lines.size(); ++i) {
            const qsizetype colon = lines[i].indexOf(':');
            request.headers[lines[i].left(colon).toLower()] = lines[i].mid(colon + 1).trimmed();
        }
        const qsizetype length = request.headers.value("content-length", "0").toLongLong();
        if (buffer.size() < end + 4 + length) {
            return std::nullopt;
        }
        request.body = buffer.mid(end + 4, length);
        buffer.remove(0, end + 4 + length);
        return request;
    }

    bool answerOne(QTcpSocket *socket)
    {
        const auto request = take(m_buffers[socket]);
        if (!request) {
            return false;
        }
        requests.push_back(*request);
        const FakeResponse response = m_answer(*request);
        if (response.silent) {
            return false;
        }
        QByteArray head = "HTTP/1.1 " + QByteArray::number(response.status) + " X\r\n";
        for (const auto &[name, value] : response.headers) {
            head += name + ": " + value + "\r\n";
        }
        if (!head.contains("Content-Length") && response.status != 204) {
            head += "Content-Length: " + QByteArray::number(response.body.size()) + "\r\n";
        }
        socket->write(head + "\r\n");
        if (response.cutAfter >= 0) {
            socket->write(response.body.left(response.cutAfter));
            socket->disconnectFromHost();
            return false;
        }
        if (request->method != "HEAD") {
            socket->write(response.body);
        }
        return true;
    }

    Answer m_answer;
    QHash<QTcpSocket *, QByteArray> m_buffers;
    Server m_server;
};

} // namespace prosc::test
