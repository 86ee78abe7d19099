#include "app/server/http/http_connection.h"

#include "app/base/logging.h"
#include "app/server/http/http_connection_disk.h"
#include "app/server/http/http_router.h"

#include <array>

namespace prosc {

namespace {

constexpr int64_t kFileChunkBytes = 256 * 1024;
constexpr size_t kDiscardBytes = size_t{64} * 1024;
/// For how long bytes that nobody wants are read in all, and waited for: a client may send a whole
/// file before it reads the response. As nginx's lingering_time and lingering_timeout.
constexpr std::chrono::seconds kDiscardTime{30};
constexpr std::chrono::seconds kDiscardTimeout{5};

} // namespace

struct HttpConnection::FileReader
{
    explicit FileReader(const FileBody &body) : file(body.path), rest(body.length) {}

    [[nodiscard]] bool open(int64_t offset)
    {
        return file.open(QIODevice::ReadOnly) && file.size() >= offset + rest && file.seek(offset);
    }
    /// Empty if the file has become shorter or cannot be read.
    [[nodiscard]] QByteArray next()
    {
        const QByteArray chunk = file.read(std::min(rest, kFileChunkBytes));
        rest -= chunk.size();
        return chunk;
    }

    QFile file;
    int64_t rest = 0;
};

void HttpConnection::respond(HttpResponse response, AfterResponse after)
{
    m_after = m_parser->is_header_done() && m_parser->keep_alive() ? after : AfterResponse::Close;
    if (!response.file || m_isHead || !statusHasBody(response.status)) {
        sendHead(std::move(response), {});
        return;
    }
    auto reader = std::make_shared<FileReader>(*response.file);
    const int64_t offset = response.file->offset;
    onDisk(
        [reader, offset] {
            const bool opened = reader->open(offset);
            return std::pair(opened, opened ? reader->next() : QByteArray());
        },
        [this, reader,
         response = std::move(response)](const std::pair<bool, QByteArray> &first) mutable {
            if (!first.first) {
                qCWarning(logServer, "a file of the library cannot be read");
                sendHead(plainAnswer(500, "The file cannot be read."), {});
                return;
            }
            m_file = reader;
            sendHead(std::move(response), first.second);
        });
}

void HttpConnection::sendHead(HttpResponse response, const QByteArray &firstChunk)
{
    nameError(response);
    if (m_stream.isTls() && m_context->options.strictTransport) {
        response.headers.emplaceBack(kStrictTransport.first, kStrictTransport.second);
    }
    const int64_t length = response.file ? response.file->length : response.body.size();
    m_head = responseHead(response, length, m_after);
    m_out = response.file ? firstChunk : response.body;
    if (m_isHead || !statusHasBody(response.status)) {
        m_out.clear();
    }
    // One buffer for small responses: TLS would make a record of each part.
    if (m_out.size() < kFileChunkBytes) {
        m_head.append(m_out.constData(), static_cast<size_t>(m_out.size()));
        m_out.clear();
    }
    const std::array buffers = {
        asio::const_buffer(m_head.data(), m_head.size()),
        asio::const_buffer(m_out.constData(), static_cast<size_t>(m_out.size()))};
    m_stream.expiresAfter(m_context->options.sendTimeout);
    asio::async_write(m_stream, buffers,
                      [this, self = shared_from_this()](error_code error, size_t) { sent(error); });
}

void HttpConnection::sendNextChunk()
{
    onDisk([reader = m_file] { return reader->next(); },
           [this](QByteArray chunk) {
               if (chunk.isEmpty()) {
                   m_stream.close(); // the promised length cannot be kept
                   return;
               }
               m_out = std::move(chunk);
               m_stream.expiresAfter(m_context->options.sendTimeout);
               asio::async_write(
                   m_stream,
                   asio::const_buffer(m_out.constData(), static_cast<size_t>(m_out.size())),
                   [this, self = shared_from_this()](error_code error, size_t) { sent(error); });
           });
}

void HttpConnection::sent(error_code error)
{
    if (error) {
        m_file.reset();
        return;
    }
    if (m_file && m_file->rest > 0) {
        sendNextChunk();
        return;
    }
    m_file.reset();
    m_out = QByteArray();
    if (m_after == AfterResponse::KeepAlive) {
        awaitRequest();
    } else {
        closeGently();
    }
}

void HttpConnection::closeGently()
{
    // Closing a socket with unread bytes resets the connection, and the peer may lose our response.
    m_stream.endSending();
    discardRest(std::chrono::steady_clock::now() + kDiscardTime);
}

void HttpConnection::discardRest(std::chrono::steady_clock::time_point end)
{
    m_buffer.clear();
    m_stream.expiresAfter(kDiscardTimeout);
    m_stream.socket().async_read_some(
        m_buffer.prepare(kDiscardBytes),
        [this, end, self = shared_from_this()](error_code error, size_t) {
            if (!error && std::chrono::steady_clock::now() < end) {
                discardRest(end);
            }
        });
}

} // namespace prosc
