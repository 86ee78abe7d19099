#pragma once

#include "app/server/http/http_request_head.h"
#include "app/server/http/http_server_context.h"
#include "app/server/http/http_types.h"
#include "app/server/http/tls_redirect.h"
#include "app/server/stream/http_stream.h"

#include <QFile>

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace prosc {

/// One HTTP connection, until it ends or becomes a WebSocket.
///
///   detect TLS -> handshake -> header -> decide (pool) -> [body chunk -> sink (pool)]* -> answer
///   -> header ...
///
/// Exactly one operation is pending at any time, and its handler keeps the connection alive; not
/// starting another one closes it. On the I/O thread, except for what runs in onDisk().
class HttpConnection final : public ServerConnection,
                             public std::enable_shared_from_this<HttpConnection>
{
public:
    HttpConnection(std::shared_ptr<HttpServerContext> context, asio::ip::tcp::socket &&socket,
                   std::unique_ptr<HttpServerContext::AddressLease> lease);
    ~HttpConnection() override;
    HttpConnection(const HttpConnection &) = delete;
    HttpConnection &operator=(const HttpConnection &) = delete;

    void start();
    void shutDown() override;
    [[nodiscard]] bool isSilent() const override { return m_awaitsRequest; }

private:
    /// A file being sent; used on the pool, one call at a time.
    struct FileReader;

    void detectTls();
    void handshake();

    void awaitRequest();
    void readHeader();
    void onHeader(error_code error);
    void refuseHeader(error_code error);
    [[nodiscard]] std::optional<HttpResponse> refusal(const std::optional<RequestTarget> &target);
    void upgrade();

    void decide(HttpRequest request);
    void onDecision(HttpDecision decision);
    void refuseBody(HttpResponse response);
    void sendContinue();
    void readBody();
    void onBody(error_code error);
    void deliverChunk();
    void finishBody(bool complete);
    void cutBody();

    void respond(HttpResponse response, AfterResponse after);
    void sendHead(HttpResponse response, const QByteArray &firstChunk);
    void sendNextChunk();
    void sent(error_code error);
    void closeGently();
    void discardRest(std::chrono::steady_clock::time_point end);

    [[nodiscard]] QString peerAddress() const;
    [[nodiscard]] HttpResponse redirectToTls(const QString &path);
    [[nodiscard]] TlsPlace tlsPlace();

    /// Runs `work()` on this connection's strand of the pool, then `then(result)` back here.
    template <class Work, class Then>
    void onDisk(Work work, Then then);

    std::shared_ptr<HttpServerContext> m_context;
    std::unique_ptr<HttpServerContext::AddressLease> m_lease;
    HttpStream m_stream;
    asio::strand<asio::thread_pool::executor_type> m_strand;
    beast::flat_buffer m_buffer;
    std::optional<RequestParser> m_parser;
    QString m_remoteAddress;
    /// A plain HTTP request on a TLS port: every response is a redirect or a refusal.
    bool m_redirect = false;
    int m_requests = 0;
    /// No request is being received or answered.
    bool m_awaitsRequest = true;

    std::shared_ptr<BodySink> m_sink;
    int64_t m_maxBody = 0;
    int64_t m_received = 0;
    QByteArray m_chunk;

    AfterResponse m_after = AfterResponse::KeepAlive;
    bool m_isHead = false;
    std::string m_head;
    QByteArray m_out;
    std::shared_ptr<FileReader> m_file;
};

} // namespace prosc
