#include "app/server/http/http_connection.h"

#include "app/server/http/http_connection_disk.h"
#include "app/server/http/http_router.h"

namespace prosc {

namespace http = beast::http;

namespace {

constexpr qsizetype kChunkBytes = qsizetype{64} * 1024;
/// How much of an unwanted body is read and discarded so that the connection can be kept.
constexpr int64_t kDrainBytes = 64 * 1024;

/// Discards a small unwanted body, then returns the response decided before.
class DrainSink final : public BodySink
{
public:
    explicit DrainSink(HttpResponse response) : m_response(std::move(response)) {}

    Status write(const QByteArray &) override { return {}; }
    HttpResponse finish(bool) override { return std::move(m_response); }

private:
    HttpResponse m_response;
};

} // namespace

void HttpConnection::onDecision(HttpDecision decision)
{
    const auto length = m_parser->content_length();
    const bool hasBody = m_parser->chunked() || (length && *length > 0);
    const bool waits = m_parser->get().count(http::field::expect) > 0;
    m_sink = std::move(decision.sink);
    m_maxBody = decision.maxBody;
    m_received = 0;
    if (!m_sink) {
        if (!hasBody) {
            respond(std::move(decision.response), AfterResponse::KeepAlive);
            return;
        }
        if (waits || !length || *length > uint64_t{kDrainBytes}) {
            refuseBody(std::move(decision.response));
            return;
        }
        m_sink = std::make_shared<DrainSink>(std::move(decision.response));
        m_maxBody = kDrainBytes;
    }
    if (length && *length > static_cast<uint64_t>(std::max<int64_t>(0, m_maxBody))) {
        cutBody();
        refuseBody(plainAnswer(413, "The body is larger than is allowed here."));
    } else if (!hasBody) {
        finishBody(true);
    } else if (waits) {
        sendContinue();
    } else {
        readBody();
    }
}

void HttpConnection::refuseBody(HttpResponse response)
{
    respond(std::move(response), AfterResponse::Close);
}

void HttpConnection::sendContinue()
{
    static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    m_stream.expiresAfter(m_context->options.sendTimeout);
    asio::async_write(m_stream, asio::buffer(kContinue),
                      [this, self = shared_from_this()](error_code error, size_t) {
                          if (error) {
                              cutBody();
                          } else {
                              readBody();
                          }
                      });
}

void HttpConnection::readBody()
{
    if (m_chunk.size() != kChunkBytes) {
        m_chunk.resize(kChunkBytes);
        auto &body = m_parser->get().body();
        body.data = m_chunk.data();
        body.size = static_cast<size_t>(kChunkBytes);
        body.more = true;
        m_buffer.reserve(static_cast<size_t>(kChunkBytes)); // Beast reads 512 bytes by default
    }
    m_stream.expiresAfter(m_context->options.bodyTimeout);
    http::async_read_some(
        m_stream, m_buffer, *m_parser,
        [this, self = shared_from_this()](error_code error, size_t) { onBody(error); });
}

void HttpConnection::onBody(error_code error)
{
    if (!m_sink) {
        return;
    }
    const auto filled = kChunkBytes - static_cast<qsizetype>(m_parser->get().body().size);
    if (m_received + filled > m_maxBody) {
        cutBody();
        refuseBody(plainAnswer(413, "The body is larger than is allowed here."));
        return;
    }
    if (error && error != http::error::need_buffer) {
        m_chunk.truncate(filled); // keep what did arrive: an upload resumes from there
        onDisk(
            [sink = std::move(m_sink), chunk = std::move(m_chunk)] {
                // The connection is gone, so a failed write cannot be reported; finish() knows
                // about it.
                const bool kept = chunk.isEmpty() || sink->write(chunk).has_value();
                sink->finish(false);
                return kept;
            },
            [this](bool) { m_stream.close(); });
        m_sink.reset();
        return;
    }
    if (filled == kChunkBytes || m_parser->is_done()) {
        m_received += filled;
        m_chunk.truncate(filled);
        deliverChunk();
    } else {
        readBody();
    }
}

void HttpConnection::deliverChunk()
{
    const bool last = m_parser->is_done();
    onDisk(
        [sink = m_sink, chunk = std::move(m_chunk)] {
            return chunk.isEmpty() || sink->write(chunk).has_value();
        },
        [this, last](bool taken) {
            m_chunk = QByteArray();
            if (!taken) {
                finishBody(false);
            } else if (last) {
                finishBody(true);
            } else {
                readBody();
            }
        });
}

void HttpConnection::finishBody(bool complete)
{
    onDisk([sink = std::move(m_sink), complete] { return sink->finish(complete); },
           [this, complete](HttpResponse response) {
               respond(std::move(response),
                       complete ? AfterResponse::KeepAlive : AfterResponse::Close);
           });
    m_sink.reset();
}

void HttpConnection::cutBody()
{
    m_chunk = QByteArray();
    if (m_sink && !m_context->stopping) {
        asio::post(m_strand, [sink = std::move(m_sink)] { sink->finish(false); });
    }
    m_sink.reset();
}

} // namespace prosc
