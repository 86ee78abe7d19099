#include "app/server/library/recording_preview_file.h"

#include "app/disk/files.h"
#include "app/server/index/recording_file.h"
#include "app/server/index/recording_meta.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace prosc {

QJsonObject readPreview(const QString &folder)
{
    return QJsonDocument::fromJson(contentOf(folder + QLatin1Char('/') + kPreviewFile)).object();
}

QJsonObject failedPreview(const QString &sha256)
{
    return {{u"version"_s, 1},
            {u"sha256"_s, sha256},
            {u"error"_s, errorCodeName(ErrorCode::MediaFailed)}};
}

Status writePreview(const QString &folder, const QJsonObject &preview)
{
    return replaceFile(folder + QLatin1Char('/') + kPreviewFile,
                       QJsonDocument(preview).toJson(QJsonDocument::Indented));
}

Result<PublishedFile> publishedFileIn(const QString &folder)
{
    const auto row = recordingFromMeta(contentOf(folder + u"/meta.json"_s));
    if (!row) {
        return fail(row.error());
    }
    if (!isPublished(row->item.state)) {
        return fail(ErrorCode::NotFound, u"nothing is published in %1"_s.arg(folder));
    }
    const bool isFinal = row->item.state == MediaItemState::Ready;
    return recordingFileIn(folder, isFinal ? row->file : u"upload.part"_s)
        .map([&](const QString &path) {
            return PublishedFile{path, row->item.sha256};
        });
}

} // namespace prosc
