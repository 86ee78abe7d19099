#pragma once

#include "app/base/result.h"
#include "app/room/protocol/messages.h"

#include <QDateTime>
#include <QObject>
#include <QUrl>

#include <optional>
#include <vector>

namespace prosc {

/// The room's library as Media and Files shows it. Lives on the GUI thread.
class LibraryModel : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// The person's role allows changes; if one is refused all the same, its recording is the
    /// reason.
    [[nodiscard]] virtual bool mayModerate() const = 0;
    [[nodiscard]] virtual const std::vector<MediaItem> &items() const = 0;
    /// Answered by listChanged() or requestFailed().
    virtual void refresh() = 0;
    /// Answered by viewReady() or requestFailed().
    virtual void open(const RecordingId &item) = 0;
    /// Answered by downloadProgress() and then downloadFinished().
    virtual void download(const RecordingId &item, const QString &toFile) = 0;
    virtual void cancelDownload(const RecordingId &item) = 0;
    /// Requests a link for other people, valid for `hours`. Answered by shareLinkReady(), or by
    /// answered() with the error.
    virtual void share(const RecordingId &item, msg::LinkPurpose purpose, int hours) = 0;
    /// Each of these is answered by answered(); changes follow by listChanged().
    virtual void revokeLinks(const RecordingId &item) = 0;
    virtual void rename(const RecordingId &item, const QString &name) = 0;
    virtual void remove(const RecordingId &item) = 0;
    virtual void restore(const RecordingId &item) = 0;
    virtual void saveReport(const RecordingId &item, const QString &toFile) = 0;

Q_SIGNALS:
    void listChanged();
    /// `source` is a local file or an http(s) address that QMediaPlayer can play.
    void viewReady(const prosc::RecordingId &item, const QUrl &source);
    /// `link` is the complete URL of the page that plays it.
    void shareLinkReady(const prosc::RecordingId &item, const QUrl &link, const QDateTime &expires);
    /// The request succeeded, or was refused with `error`.
    void answered(const prosc::RecordingId &item, const std::optional<prosc::Error> &error);
    void downloadProgress(const prosc::RecordingId &item, qint64 received, qint64 total);
    void downloadFinished(const prosc::RecordingId &item, const QString &file,
                          const std::optional<prosc::Error> &error);
    /// The list or a recording could not be opened. `name` is the person it is about, or empty.
    void requestFailed(const prosc::Error &error, const QString &name);
};

} // namespace prosc
