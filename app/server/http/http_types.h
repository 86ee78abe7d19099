#pragma once

#include "app/base/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace prosc {

// HTTP without Beast, so that request handlers neither include nor compile it.

struct HttpRequest
{
    QByteArray method;
    /// Percent-decoded, without the query; contains no ".." and no NUL.
    QString path;
    /// The query's parameters, decoded.
    QList<std::pair<QString, QString>> query;
    /// Names in lower case.
    QList<std::pair<QByteArray, QByteArray>> headers;
    /// Content-Length; nullopt if chunked or absent.
    std::optional<int64_t> contentLength;
    /// The peer's address, for limits; never logged together with anything that identifies a
    /// person.
    QString remoteAddress;

    [[nodiscard]] QByteArray header(const QByteArray &lowerCaseName) const
    {
        for (const auto &[name, value] : headers) {
            if (name == lowerCaseName) {
                return value;
            }
        }
        return {};
    }
    [[nodiscard]] QString queryValue(const QString &wanted) const
    {
        for (const auto &[name, value] : query) {
            if (name == wanted) {
                return value;
            }
        }
        return {};
    }
};

/// A part of a file to send as the body, read in chunks.
struct FileBody
{
    QString path;
    int64_t offset = 0;
    int64_t length = 0;
};

struct HttpResponse
{
    int status = 200;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    std::optional<FileBody> file;
};

/// Receives a request's body chunk by chunk; used from one thread at a time (a strand of the disk
/// pool).
class BodySink
{
public:
    virtual ~BodySink() = default;

    /// An error ends the request: the response from finish() is sent and the connection closed.
    virtual Status write(const QByteArray &chunk) = 0;
    /// The body is complete (`complete`) or was cut off; returns the response. Called exactly once.
    virtual HttpResponse finish(bool complete) = 0;
};

/// What to do with a request, decided from its header alone, before any byte of a body is read.
struct HttpDecision
{
    /// The response; if `sink` is set, the body goes there first (at most `maxBody` bytes, 413
    /// beyond) and the sink provides the response.
    HttpResponse response;
    std::unique_ptr<BodySink> sink;
    int64_t maxBody = 0;
};

/// Answers requests. `decide` is called on a strand of the disk pool and may block on disk and SQL.
class HttpHandler
{
public:
    virtual ~HttpHandler() = default;
    [[nodiscard]] virtual HttpDecision decide(const HttpRequest &request) = 0;
};

/// One WebSocket connection, as seen by its handler. Methods on the I/O thread only.
class WebSocketPeer
{
public:
    virtual ~WebSocketPeer() = default;

    /// Queues a text message; a peer with more than 4 MiB queued is disconnected.
    virtual void send(QByteArray text) = 0;
    /// How much was sent but has not left this computer.
    [[nodiscard]] virtual qsizetype queuedBytes() const = 0;
    /// Sends what is queued, then closes (RFC 6455 status code).
    virtual void close(uint16_t code, const QByteArray &reason) = 0;
    [[nodiscard]] virtual QString remoteAddress() const = 0;
    /// A script of a page opened it: browsers send `Origin` (RFC 6455, 4.1), which no script can
    /// leave out, and our programs do not.
    [[nodiscard]] virtual bool isBrowser() const = 0;
    /// Time since anything came from the peer: a message, or an answer to a ping.
    [[nodiscard]] virtual std::chrono::nanoseconds silence() const = 0;
};

/// Receives all events of WebSocket connections, on the I/O thread. closed() follows each opened()
/// exactly once.
class WebSocketHandler
{
public:
    virtual ~WebSocketHandler() = default;

    virtual void opened(const std::shared_ptr<WebSocketPeer> &peer) = 0;
    virtual void message(const std::shared_ptr<WebSocketPeer> &peer, const QByteArray &text) = 0;
    virtual void closed(const std::shared_ptr<WebSocketPeer> &peer) = 0;
};

} // namespace prosc
