#pragma once

#include "app/base/result.h"

#include <QJsonObject>
#include <QString>

namespace prosc {

// What `library process` makes of a published recording, beside its file: preview.json with what
// was found (protocol.md, "What is made of a recording") and two pictures.

constexpr QLatin1String kPreviewFile("preview.json");
constexpr QLatin1String kPosterFile("poster.jpg");
constexpr QLatin1String kStripFile("strip.jpg");

/// preview.json of a recording's folder; empty when there is none.
[[nodiscard]] QJsonObject readPreview(const QString &folder);
/// What stands in the place of a preview that could not be made.
[[nodiscard]] QJsonObject failedPreview(const QString &sha256);
[[nodiscard]] Status writePreview(const QString &folder, const QJsonObject &preview);

/// A recording as `library process` finds it in its folder.
struct PublishedFile
{
    QString path;
    /// MediaItem::sha256: says of which state of the file a preview is.
    QString sha256;
};
/// NotFound (nothing is published there), FileDamaged.
[[nodiscard]] Result<PublishedFile> publishedFileIn(const QString &folder);

} // namespace prosc
