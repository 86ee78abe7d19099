#include "app/server/uploads/tus_handler.h"

#include "app/base/json_fields.h"
#include "app/base/logging.h"
#include "app/server/index/library_names.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

const QLatin1String basePath("/api/uploads");
/// As of every name of a recording in messages (message_fields.h), in UTF-16 code units.
constexpr qsizetype kLongestName = 255;

HttpResponse respond(int status, const char *sentence = "")
{
    HttpResponse response;
    response.status = status;
    response.headers.emplaceBack("Tus-Resumable", "1.0.0");
    response.headers.emplaceBack("Cache-Control", "no-store");
    response.body = sentence;
    if (!response.body.isEmpty()) {
        response.headers.emplaceBack("Content-Type", "text/plain; charset=utf-8");
    }
    return response;
}

HttpResponse sentenceFor(const Error &error)
{
    switch (error.code) {
    case ErrorCode::NotFound:
        return respond(404, "There is no such upload.");
    case ErrorCode::TokenInvalid:
    case ErrorCode::TokenExpired: {
        auto response = respond(401, "The upload token is missing, wrong or expired.");
        response.headers.emplaceBack("WWW-Authenticate", "Bearer");
        return response;
    }
    case ErrorCode::NotAllowed:
        return respond(409, "This recording is published already.");
    case ErrorCode::OffsetMismatch:
        return respond(409, "Upload-Offset is not where this upload stands; ask with HEAD.");
    case ErrorCode::TooLarge:
        return respond(413, "That is more than was announced, or than is taken at once.");
    case ErrorCode::InvalidArgument:
        return respond(400, "What the chunk says of itself does not fit this upload.");
    case ErrorCode::Malformed:
        return respond(400, "This is not a recording in whole fragments; nothing was kept.");
    case ErrorCode::TooMany:
        return respond(423, "Another request is working on this upload.");
    case ErrorCode::ChecksumMismatch:
        return respond(460, "The checksum does not match; ask for the offset with HEAD.");
    case ErrorCode::Cancelled:
        return respond(400, "The chunk was cut off and has been dropped.");
    case ErrorCode::DiskFull:
        return respond(507, "There is not enough free space for this file.");
    default:
        qCWarning(logServer) << "upload failed:" << errorCodeName(error.code) << error.detail;
        return respond(500, "The file could not be written.");
    }
}

/// Names the error code as well, because an answer to HEAD has no body.
HttpResponse responseFor(const Error &error)
{
    auto response = sentenceFor(error);
    response.headers.emplaceBack("Proscenium-Error", errorCodeName(error.code).toLatin1());
    return response;
}

HttpResponse withProgress(HttpResponse response, const UploadProgress &progress)
{
    response.headers.emplaceBack("Upload-Offset", QByteArray::number(qlonglong{progress.offset}));
    if (progress.staged) {
        response.headers.emplaceBack("Proscenium-Staged",
                                     QByteArray::number(qlonglong{*progress.staged}));
    }
    if (!progress.sha256.isEmpty()) {
        response.headers.emplaceBack("Proscenium-Sha256", progress.sha256.toLatin1());
    }
    return response;
}

HttpResponse options()
{
    auto response = respond(204);
    response.headers.emplaceBack("Tus-Version", "1.0.0");
    response.headers.emplaceBack("Tus-Extension",
                                 "creation,creation-defer-length,checksum,termination");
    response.headers.emplaceBack("Tus-Checksum-Algorithm", "sha256");
    response.headers.emplaceBack("Tus-Max-Size",
                                 QByteArray::number(qlonglong{TusHandler::kMaxUpload}));
    return response;
}

HttpDecision answer(HttpResponse response)
{
    return {std::move(response), nullptr, 0};
}

/// Decimal digits only: no sign, no spaces; nullopt if the number does not fit.
std::optional<int64_t> parseSize(const QByteArray &text)
{
    for (const char digit : text) {
        if (digit < '0' || digit > '9') {
            return std::nullopt;
        }
    }
    bool ok = false;
    const qlonglong value = text.toLongLong(&ok);
    return ok ? std::optional<int64_t>(value) : std::nullopt;
}

std::optional<QByteArray> decodeBase64(const QByteArray &text)
{
    auto decoded = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
    return decoded ? std::optional(std::move(*decoded)) : std::nullopt;
}

std::optional<QHash<QByteArray, QByteArray>> parseMetadata(const QByteArray &header)
{
    QHash<QByteArray, QByteArray> values;
    for (const QByteArray &pair : header.split(',')) {
        const auto parts = pair.trimmed().split(' ');
        const auto value = decodeBase64(parts.size() > 1 ? parts.at(1) : QByteArray());
        if (parts.size() > 2 || parts.at(0).isEmpty() || !value || values.contains(parts.at(0))) {
            return std::nullopt;
        }
        values.insert(parts.at(0), *value);
    }
    return values;
}

bool isSha256Hex(const QByteArray &text)
{
    return text.size() == 64 && QByteArray::fromHex(text).toHex() == text;
}

/// The layout named by the metadata; a file if it names none.
std::optional<UploadLayout> parseLayout(const QHash<QByteArray, QByteArray> &metadata)
{
    const auto name = metadata.value("layout", "file");
    return enumFromName<UploadLayout>(QString::fromLatin1(name));
}

/// The length named by the client; 0 if it is deferred, which is allowed only for a body.
std::optional<int64_t> parseLength(const HttpRequest &request, UploadLayout layout)
{
    const auto deferred = request.header("upload-defer-length");
    const auto text = request.header("upload-length");
    if (!deferred.isEmpty()) {
        const bool mayDefer = deferred == "1" && text.isEmpty() && layout != UploadLayout::File;
        return mayDefer ? std::optional<int64_t>(0) : std::nullopt;
    }
    const auto length = text.isEmpty() ? std::nullopt : parseSize(text);
    return length && *length > 0 ? length : std::nullopt;
}

/// nullopt if a value is missing or invalid.
std::optional<UploadFacts> parseFacts(const HttpRequest &request)
{
    const auto metadata = parseMetadata(request.header("upload-metadata"));
    const auto layout = metadata ? parseLayout(*metadata) : std::nullopt;
    const auto length = layout ? parseLength(request, *layout) : std::nullopt;
    if (!length) {
        return std::nullopt;
    }
    const QByteArray sha256 = metadata->value("sha256").toLower();
    const bool mayLack = *layout == UploadLayout::Fragments && sha256.isEmpty();
    const auto duration = parseSize(metadata->value("duration", "0"));
    const auto name = QString::fromUtf8(metadata->value("filename"));
    // Everybody in the room is told these: the limits are those of the messages.
    if (!(mayLack || isSha256Hex(sha256)) || !duration || *duration > json::kMilliseconds.max ||
        name.isEmpty() || name.size() > kLongestName) {
        return std::nullopt;
    }
    return UploadFacts{RecordingId{QString::fromUtf8(metadata->value("recording"))},
                       name,
                       *length,
                       QString::fromLatin1(sha256),
                       *duration,
                       *layout};
}

/// Empty if the client sent no checksum; nullopt if it is not a SHA-256.
std::optional<QByteArray> parseChecksum(const QByteArray &header)
{
    if (header.isEmpty()) {
        return QByteArray();
    }
    const auto parts = header.split(' ');
    if (parts.size() != 2 || parts.at(0) != "sha256") {
        return std::nullopt;
    }
    auto digest = decodeBase64(parts.at(1));
    return digest && digest->size() == 32 ? digest : std::nullopt;
}

/// The headers of a PATCH; nullopt if one is invalid.
std::optional<ChunkFacts> parseChunk(const HttpRequest &request)
{
    const QByteArray offsetText = request.header("upload-offset");
    const QByteArray lengthText = request.header("upload-length");
    const auto offset = offsetText.isEmpty() ? std::nullopt : parseSize(offsetText);
    const auto length = lengthText.isEmpty() ? std::nullopt : parseSize(lengthText);
    auto checksum = parseChecksum(request.header("upload-checksum"));
    const auto whole = request.header("proscenium-checksum").toLower();
    const auto unit = request.header("proscenium-unit-sha256").toLower();
    const auto isRight = [](const QByteArray &hex) { return hex.isEmpty() || isSha256Hex(hex); };
    if (!offset || !checksum || (!lengthText.isEmpty() && !length) || !isRight(whole) ||
        !isRight(unit)) {
        return std::nullopt;
    }
    return ChunkFacts{*offset, std::move(*checksum),       request.contentLength,
                      length,  QString::fromLatin1(whole), QByteArray::fromHex(unit)};
}

class ChunkSink final : public BodySink
{
public:
    explicit ChunkSink(std::unique_ptr<IncomingChunk> chunk) : m_chunk(std::move(chunk)) {}

    Status write(const QByteArray &bytes) override { return m_chunk->write(bytes); }

    HttpResponse finish(bool complete) override
    {
        const auto progress = m_chunk->finish(complete);
        return progress ? withProgress(respond(204), *progress) : responseFor(progress.error());
    }

private:
    std::unique_ptr<IncomingChunk> m_chunk;
};

} // namespace

Result<UploadGrant> uploadGrantOf(const HttpRequest &request, const CheckUploadToken &check)
{
    const QByteArray header = request.header("authorization");
    if (!header.toLower().startsWith("bearer ")) {
        return fail(ErrorCode::TokenInvalid, u"no bearer token"_s);
    }
    return check(header.mid(7).trimmed());
}

QByteArray methodOf(const HttpRequest &request)
{
    const QByteArray replaced = request.header("x-http-method-override");
    return replaced.isEmpty() || request.method != "POST" ? request.method : replaced;
}

TusHandler::TusHandler(UploadStore &uploads, const LibraryRows &rows, CheckUploadToken checkToken)
    : m_uploads(uploads), m_rows(rows), m_checkToken(std::move(checkToken))
{
}

HttpDecision TusHandler::decide(const HttpRequest &request)
{
    const QByteArray method = methodOf(request);
    if (method == "OPTIONS") {
        return answer(options());
    }
    if (request.header("tus-resumable") != "1.0.0") {
        auto response = respond(412, "This service speaks tus 1.0.0.");
        response.headers.emplaceBack("Tus-Version", "1.0.0");
        return answer(std::move(response));
    }
    return decideAuthorized(request, method);
}

HttpDecision TusHandler::decideAuthorized(const HttpRequest &request, const QByteArray &method)
{
    const auto grant = uploadGrantOf(request, m_checkToken);
    if (!grant) {
        return answer(responseFor(grant.error()));
    }
    const QString rest = request.path.mid(basePath.size());
    if (method == "POST" && (rest.isEmpty() || rest == QLatin1String("/"))) {
        return answer(create(request, *grant));
    }
    const RecordingId recording{rest.mid(1)};
    if (!isSafeFolderId(recording.value)) {
        return answer(respond(404, "There is no such upload."));
    }
    if (auto refused = refusal(*grant, recording)) {
        return answer(std::move(*refused));
    }
    if (method == "HEAD") {
        return answer(head(recording));
    }
    if (method == "PATCH") {
        return patch(request, recording);
    }
    if (method == "DELETE") {
        return answer(terminate(recording));
    }
    auto response = respond(405, "An upload takes HEAD, PATCH and DELETE.");
    response.headers.emplaceBack("Allow", "HEAD, PATCH, DELETE, OPTIONS");
    return answer(std::move(response));
}

std::optional<HttpResponse> TusHandler::refusal(const UploadGrant &grant,
                                                const RecordingId &recording) const
{
    if (grant.recording != recording) {
        return respond(403, "The upload token is for another recording.");
    }
    const auto row = m_rows.row(recording);
    if (!row) {
        return responseFor(row.error());
    }
    if (row->room != grant.room || row->epoch != grant.epoch) {
        return respond(403, "The upload token is for another run of this recording.");
    }
    return std::nullopt;
}

HttpResponse TusHandler::create(const HttpRequest &request, const UploadGrant &grant)
{
    if (const auto length = parseSize(request.header("upload-length"));
        length && *length > kMaxUpload) {
        return respond(413, "The file is larger than Tus-Max-Size.");
    }
    const auto facts = parseFacts(request);
    if (!facts) {
        return respond(400, "Upload-Length (in layout fragments it may be deferred) and the"
                            " metadata recording, filename and sha256 are needed.");
    }
    if (request.contentLength.value_or(0) > 0) {
        return respond(400, "Create the upload without a body, then PATCH it.");
    }
    if (auto refused = refusal(grant, facts->recording)) {
        return std::move(*refused);
    }
    if (m_uploads.isFull(facts->recording)) {
        auto response = respond(429, "This room has too many uploads that are not complete.");
        response.headers.emplaceBack("Retry-After", "60");
        return response;
    }
    const auto created = m_uploads.create(*facts);
    if (!created) {
        return responseFor(created.error());
    }
    auto response = withProgress(respond(201), *created);
    response.headers.emplaceBack("Location", QByteArray(basePath.data(), basePath.size()) + '/' +
                                                 facts->recording.value.toLatin1());
    return response;
}

HttpResponse TusHandler::head(const RecordingId &recording)
{
    const auto progress = m_uploads.progress(recording);
    if (!progress) {
        return responseFor(progress.error());
    }
    auto response = withProgress(respond(200), *progress);
    if (progress->length) {
        response.headers.emplaceBack("Upload-Length",
                                     QByteArray::number(qlonglong{*progress->length}));
    } else {
        response.headers.emplaceBack("Upload-Defer-Length", "1");
    }
    return response;
}

HttpDecision TusHandler::patch(const HttpRequest &request, const RecordingId &recording)
{
    if (request.header("content-type") != "application/offset+octet-stream") {
        return answer(respond(415, "A chunk is application/offset+octet-stream."));
    }
    const auto facts = parseChunk(request);
    if (!facts) {
        return answer(respond(400, "Upload-Offset, Upload-Length, Upload-Checksum (sha256),"
                                   " Proscenium-Unit-Sha256 or Proscenium-Checksum is wrong."));
    }
    auto chunk = m_uploads.append(recording, *facts);
    if (!chunk) {
        return answer(responseFor(chunk.error()));
    }
    const int64_t remaining = (*chunk)->remaining();
    if (request.contentLength.value_or(0) > remaining) {
        return answer(responseFor({ErrorCode::TooLarge, {}}));
    }
    return {{}, std::make_unique<ChunkSink>(std::move(*chunk)), remaining};
}

HttpResponse TusHandler::terminate(const RecordingId &recording)
{
    const auto removed = m_uploads.remove(recording);
    return removed ? respond(204) : responseFor(removed.error());
}

} // namespace prosc
