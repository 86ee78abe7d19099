#pragma once

#include "app/server/http/http_types.h"
#include "app/server/uploads/upload_store.h"

#include <functional>

namespace prosc {

/// What an upload token allows.
struct UploadGrant
{
    RoomId room;
    RecordingId recording;
    int epoch = 0;
};

using CheckUploadToken = std::function<Result<UploadGrant>(const QByteArray &token)>;
/// The grant of the bearer token of `request`. TokenInvalid, TokenExpired.
[[nodiscard]] Result<UploadGrant> uploadGrantOf(const HttpRequest &request,
                                                const CheckUploadToken &check);

/// The method of an upload request. In a POST it is the one in X-HTTP-Method-Override, if present,
/// for clients behind a proxy that lets only GET and POST through.
[[nodiscard]] QByteArray methodOf(const HttpRequest &request);

/// tus 1.0.0 (https://tus.io/protocols/resumable-upload): core, creation, creation-defer-length,
/// checksum (sha256), termination, under /api/uploads; our own extensions are in protocol.md. The
/// answer to the last PATCH, and to HEAD from then on, has "Proscenium-Sha256: <hex>", which the
/// client compares. Thread-safe.
class TusHandler final : public HttpHandler
{
public:
    static constexpr int64_t kMaxUpload = UploadLimits::kUpload;

    /// `uploads` and `rows` must outlive it and every sink it has made. `checkToken` is called on
    /// the disk pool.
    TusHandler(UploadStore &uploads, const LibraryRows &rows, CheckUploadToken checkToken);

    [[nodiscard]] HttpDecision decide(const HttpRequest &request) override;

private:
    [[nodiscard]] HttpDecision decideAuthorized(const HttpRequest &request,
                                                const QByteArray &method);
    /// The refusal; nullopt if `grant` covers `recording`.
    [[nodiscard]] std::optional<HttpResponse> refusal(const UploadGrant &grant,
                                                      const RecordingId &recording) const;
    [[nodiscard]] HttpResponse create(const HttpRequest &request, const UploadGrant &grant);
    [[nodiscard]] HttpResponse head(const RecordingId &recording);
    [[nodiscard]] HttpDecision patch(const HttpRequest &request, const RecordingId &recording);
    [[nodiscard]] HttpResponse terminate(const RecordingId &recording);

    UploadStore &m_uploads;
    const LibraryRows &m_rows;
    CheckUploadToken m_checkToken;
};

} // namespace prosc
