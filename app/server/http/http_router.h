#pragma once

#include "app/server/http/http_types.h"

#include <memory>

namespace prosc {

/// Routes each request to its handler by path; answers /api/health itself.
class HttpRouter final : public HttpHandler
{
public:
    struct Handlers
    {
        /// "/", "/join/<room>", "/web/<file>"
        std::shared_ptr<HttpHandler> pages;
        /// "/media/<item>"
        std::shared_ptr<HttpHandler> media;
        /// "/api/uploads", "/api/uploads/<id>"
        std::shared_ptr<HttpHandler> uploads;
        /// "/api/uploads/<id>/report"; null: the uploads handler answers that too.
        std::shared_ptr<HttpHandler> reports = {};
    };

    explicit HttpRouter(Handlers handlers);

    [[nodiscard]] HttpDecision decide(const HttpRequest &request) override;

private:
    Handlers m_handlers;
};

/// A small page with one sentence, for refusals.
[[nodiscard]] HttpResponse plainAnswer(int status, const QByteArray &sentence);

} // namespace prosc
