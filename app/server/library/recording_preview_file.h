#pragma once

#include "app/base/result.h"

#include <QJsonObject>
#include <QString>

namespace prosc {

// The files that `library process` writes beside a published recording: preview.json with its
// findings (protocol.md, "What is made of a recording") and two pictures.

constexpr QLatin1String kPreviewFile("preview.json");
constexpr QLatin1String kPosterFile("poster.jpg");
constexpr QLatin1String kStripFile("strip.jpg");

/// preview.json of a recording's folder; empty if there is none.
[[nodiscard]] QJsonObject readPreview(const QString &folder);
/// The preview.json of a recording whose preview could not be made.
[[nodiscard]] QJsonObject failedPreview(const QString &sha256);
[[nodiscard]] Status writePreview(const QString &folder, const QJsonObject &preview);

/// A recording as `library process` finds it in its folder.
struct PublishedFile
{
    QString path;
    /// MediaItem::sha256: identifies the state of the file that a preview belongs to.
    QString sha256;
};
/// NotFound (nothing is published there), FileDamaged.
[[nodiscard]] Result<PublishedFile> publishedFileIn(const QString &folder);

} // namespace prosc
