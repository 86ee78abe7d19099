#include "app/server/library/recording_preview_file.h"

#include "app/disk/files.h"
#include "app/server/library/recording_meta.h"

#include <QJsonDocument>

namespace prosc {

QJsonObject readPreview(const QString &folder)
{
    return QJsonDocument::fromJson(contentOf(folder + QLatin1Char('/') + kPreviewFile)).object();
}

QJsonObject failedPreview(const QString &sha256)
{
    return {{QStringLiteral("version"), 1},
            {QStringLiteral("sha256"), sha256},
            {QStringLiteral("error"), errorCodeName(ErrorCode::MediaFailed)}};
}

Status writePreview(const QString &folder, const QJsonObject &preview)
{
    return replaceFile(folder + QLatin1Char('/') + kPreviewFile,
                       QJsonDocument(preview).toJson(QJsonDocument::Indented));
}

Result<PublishedFile> publishedFileIn(const QString &folder)
{
    const auto row = recordingFromMeta(contentOf(folder + QStringLiteral("/meta.json")));
    if (!row) {
        return fail(row.error());
    }
    if (!isPublished(row->item.state)) {
        return fail(ErrorCode::NotFound, QStringLiteral("nothing is published in %1").arg(folder));
    }
    const bool isFinal = row->item.state == MediaItemState::Ready;
    return PublishedFile{folder + QLatin1Char('/') +
                             (isFinal ? row->file : QStringLiteral("upload.part")),
                         row->item.sha256};
}

} // namespace prosc
