#pragma once

#include "app/server/http/http_types.h"

#include <QHash>
#include <QString>

#include <functional>

namespace prosc {

/// The web pages: "/" and "/join/<room>" are index.html, "/watch/<item>" watch.html, "/web/<file>"
/// a file under `root`, which is resources/web inside the program. Everything is read once, at
/// construction. Thread-safe, if `pageToken` is.
class StaticFiles final : public HttpHandler
{
public:
    /// What index.html is to return when it joins, made for the request that asks for the page.
    /// Letters, digits, '.', '-' and '_' only.
    using PageToken = std::function<QByteArray(const HttpRequest &)>;

    explicit StaticFiles(PageToken pageToken, const QString &root = QStringLiteral(":/web"));

    [[nodiscard]] HttpDecision decide(const HttpRequest &request) override;

private:
    struct File
    {
        QByteArray content;
        QByteArray type;
        QByteArray etag;
        /// Where the page's token goes; -1: it carries none.
        qsizetype tokenAt = -1;
    };
    [[nodiscard]] const File *find(const QString &path) const;
    void answerWithToken(const HttpRequest &request, const File &file,
                         HttpResponse &response) const;

    PageToken m_pageToken;
    QHash<QString, File> m_files;
};

} // namespace prosc
