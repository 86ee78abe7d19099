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
/// What the bearer token of `request` allows. TokenInvalid, TokenExpired.
[[nodiscard]] Result<UploadGrant> uploadGrantOf(const HttpRequest &request,
                                                const CheckUploadToken &check);

/// Of a request of an upload: what X-HTTP-Method-Override says, for clients behind a proxy that
/// lets only GET and POST through.
[[nodiscard]] QByteArray methodOf(const HttpRequest &request);

/// tus 1.0.0 (https://tus.io/protocols/resumable-upload): core, creation, creation-defer-length,
/// checksum (sha256), termination, under /api/uploads; what is our own is in protocol.md. The
/// answer to the last PATCH, and to HEAD from then on, has "Proscenium-Sha256: <hex>", which the
/// client compares. Thread-safe.
class TusHandler final : public HttpHandler
{
public:
    static constexpr int64_t kMaxUpload = UploadStore::kMaxUpload;

    /// `uploads` and `store` must outlive it and every sink it has made. `checkToken` is called on
    /// the disk pool.
    TusHandler(UploadStore &uploads, const LocalLibraryStore &store, CheckUploadToken checkToken);

    [[nodiscard]] HttpDecision decide(const HttpRequest &request) override;

private:
    [[nodiscard]] HttpDecision decideAuthorized(const HttpRequest &request,
                                                const QByteArray &method);
    /// Nothing when `grant` covers `recording`, else the refusal.
    [[nodiscard]] std::optional<HttpResponse> refusal(const UploadGrant &grant,
                                                      const RecordingId &recording) const;
    [[nodiscard]] HttpResponse create(const HttpRequest &request, const UploadGrant &grant);
    [[nodiscard]] HttpResponse head(const RecordingId &recording);
    [[nodiscard]] HttpDecision patch(const HttpRequest &request, const RecordingId &recording);
    [[nodiscard]] HttpResponse terminate(const RecordingId &recording);

    UploadStore &m_uploads;
    const LocalLibraryStore &m_store;
    CheckUploadToken m_checkToken;
};

} // namespace prosc
