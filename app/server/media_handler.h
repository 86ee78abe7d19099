#pragma once

#include "app/server/http_types.h"
#include "app/server/library_store.h"
#include "app/server/token_service.h"

namespace prosc {

/// GET and HEAD /media/<item>?ticket=...: the published file, with single byte ranges (RFC 9110,
/// section 14) and If-Range by entity tag. A download ticket makes it an attachment (RFC 6266, file
/// name as in RFC 8187).
class MediaHandler final : public HttpHandler
{
public:
    /// Both must outlive the handler.
    MediaHandler(const LibraryStore &library, const TokenService &tokens);

    [[nodiscard]] HttpDecision decide(const HttpRequest &request) override;

    /// The relative address of an item, with a ticket, as mediaLinkReady carries it.
    [[nodiscard]] static Result<QString> signedPath(const TokenService &tokens,
                                                    const MediaClaims &claims);

private:
    [[nodiscard]] HttpResponse answer(const HttpRequest &request) const;

    const LibraryStore &m_library;
    const TokenService &m_tokens;
};

} // namespace prosc
