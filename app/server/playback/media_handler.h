#pragma once

#include "app/server/http/http_types.h"
#include "app/server/index/library_store.h"
#include "app/server/security/token_service.h"

namespace prosc {

/// GET and HEAD /media/<item>?ticket=...: the published file, with single byte ranges (RFC 9110,
/// section 14) and If-Range by entity tag. A download ticket makes it an attachment (RFC 6266, file
/// name as in RFC 8187). With the same ticket /media/<item>/info.json, poster.jpg and strip.jpg:
/// what the player page shows (protocol.md, "What is made of a recording"). A ticket with purpose
/// Report opens /media/<item>/report.json and nothing else, and no other ticket opens that.
class MediaHandler final : public HttpHandler
{
public:
    /// Both must outlive the handler.
    MediaHandler(const LibraryPorts &library, const TokenService &tokens);

    [[nodiscard]] HttpDecision decide(const HttpRequest &request) override;

    /// The relative URL of an item's file, or its report, and of its player page, with its ticket.
    [[nodiscard]] static QString filePath(const QString &ticket, const MediaClaims &claims);
    [[nodiscard]] static QString pagePath(const QString &ticket, const MediaClaims &claims);

private:
    [[nodiscard]] HttpResponse answer(const HttpRequest &request) const;
    [[nodiscard]] HttpResponse reportAnswer(const RecordingId &id) const;
    /// nullopt if the request's ticket opens `item`, otherwise the refusal.
    [[nodiscard]] std::optional<HttpResponse>
    refusal(const HttpRequest &request, const RecordingId &item, msg::LinkPurpose &purpose) const;

    const LibraryPorts m_library;
    const TokenService &m_tokens;
};

} // namespace prosc
