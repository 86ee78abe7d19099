#pragma once

#include "app/server/http/http_server.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <QElapsedTimer>
#include <QTcpSocket>
#include <QTest>

#include <future>
#include <memory>
#include <thread>

namespace prosc::test {

/// An HttpServer with its I/O thread.
class RunningServer
{
public:
    RunningServer(HttpServerOptions options, std::shared_ptr<HttpHandler> http,
                  std::shared_ptr<WebSocketHandler> webSockets)
    {
        auto created =
            HttpServer::create(m_io, std::move(options), std::move(http), std::move(webSockets));
        if (!created) {
            qFatal("no server: %s", qPrintable(created.error().detail));
        }
        m_server = std::move(*created);
        m_thread = std::thread([this] { m_io.run(); });
    }
    ~RunningServer()
    {
        m_io.stop();
        m_thread.join();
        m_server.reset();
    }
    RunningServer(const RunningServer &) = delete;
    RunningServer &operator=(const RunningServer &) = delete;

    [[nodiscard]] int port() const { return m_server->port(); }
    /// Runs on the I/O thread and blocks until done.
    void stop()
    {
        onIo([this] { m_server->stop(); });
    }
    [[nodiscard]] int connectionCount()
    {
        int count = 0;
        onIo([&] { count = m_server->connectionCount(); });
        return count;
    }
    [[nodiscard]] HttpServer &server() { return *m_server; }

private:
    void onIo(const std::function<void()> &work)
    {
        std::promise<void> done;
        boost::asio::post(m_io, [&] {
            work();
            done.set_value();
        });
        done.get_future().wait();
    }

    boost::asio::io_context m_io;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> m_work{
        m_io.get_executor()};
    std::unique_ptr<HttpServer> m_server;
    std::thread m_thread;
};

struct RawAnswer
{
    int status = 0;
    QByteArray head;
    QByteArray body;

    [[nodiscard]] QByteArray field(const QByteArray &name) const
    {
        for (const QByteArray &line : head.split('\n')) {
            if (line.toLower().startsWith(name.toLower() + ':')) {
                return line.mid(name.size() + 1).trimmed();
            }
        }
        return {};
    }
};

/// A client that sends arbitrary bytes, valid or not.
class RawClient
{
public:
    explicit RawClient(int port)
    {
        // Read at once: a reset discards what has not been read yet.
        QObject::connect(&m_socket, &QTcpSocket::readyRead, &m_socket,
                         [this] { m_received += m_socket.readAll(); });
        m_socket.connectToHost(QStringLiteral("127.0.0.1"), static_cast<quint16>(port));
        m_connected = m_socket.waitForConnected(5000);
    }
    [[nodiscard]] bool isConnected() const { return m_connected; }
    void send(const QByteArray &bytes)
    {
        m_socket.write(bytes);
        while (m_socket.bytesToWrite() > 0 && m_socket.waitForBytesWritten(5000)) {
        }
    }
    /// Reads one answer with Content-Length, or without a body.
    RawAnswer answer(bool hasBody = true)
    {
        while (!m_received.contains("\r\n\r\n") && more()) {
        }
        RawAnswer answer;
        const qsizetype end = m_received.indexOf("\r\n\r\n");
        if (end < 0) {
            return answer;
        }
        answer.head = m_received.left(end);
        answer.status = answer.head.mid(9, 3).toInt();
        const qsizetype length = hasBody ? answer.field("content-length").toLongLong() : 0;
        while (m_received.size() < end + 4 + length && more()) {
        }
        answer.body = m_received.mid(end + 4, length);
        m_received.remove(0, end + 4 + length);
        return answer;
    }
    /// Waits for the other side to close.
    bool isClosedWithin(int ms)
    {
        QElapsedTimer timer;
        timer.start();
        while (m_socket.state() == QAbstractSocket::ConnectedState && timer.elapsed() < ms) {
            m_socket.waitForReadyRead(static_cast<int>(ms - timer.elapsed()));
        }
        return m_socket.state() != QAbstractSocket::ConnectedState;
    }
    void hangUp() { m_socket.abort(); }
    [[nodiscard]] QTcpSocket &socket() { return m_socket; }

private:
    bool more() { return m_socket.waitForReadyRead(5000); }
    QTcpSocket m_socket;
    bool m_connected = false;
    QByteArray m_received;
};

} // namespace prosc::test
