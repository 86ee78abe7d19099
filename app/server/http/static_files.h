#pragma once

#include "app/server/http/http_types.h"

#include <QHash>
#include <QString>

namespace prosc {

/// The web pages: "/" and "/join/<room>" are index.html, "/watch/<item>" watch.html, "/web/<file>"
/// a file under `root`, which is resources/web inside the program. Everything is read once, at
/// construction. Thread-safe.
class StaticFiles final : public HttpHandler
{
public:
    explicit StaticFiles(const QString &root = QStringLiteral(":/web"));

    [[nodiscard]] HttpDecision decide(const HttpRequest &request) override;

private:
    struct File
    {
        QByteArray content;
        QByteArray type;
        QByteArray etag;
    };
    [[nodiscard]] const File *find(const QString &path) const;

    QHash<QString, File> m_files;
};

} // namespace prosc
