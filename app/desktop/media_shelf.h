#pragma once

#include "app/base/object_thread.h"
#include "app/composition/room_client.h"
#include "app/net/media_downloader.h"

#include <map>

namespace prosc {

/// Media and Files of a room as this client sees them: the list, links for viewing, downloads.
/// Lives on the GUI thread; sends its requests through the RoomClient on the engine's thread.
class MediaShelf : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        JoinLink link;
        /// Where this computer stores its own recordings, which are viewed from disk.
        QString recordingsFolder;
        QString cacheFolder;
    };

    MediaShelf(ObjectThread &thread, Options options);
    ~MediaShelf() override;

    /// Call once, before anything else.
    void setClient(RoomClient &client);

    [[nodiscard]] const std::vector<MediaItem> &items() const { return m_items; }
    void refresh();
    void open(const RecordingId &item);
    void download(const RecordingId &item, const QString &toFile);
    void cancelDownload(const RecordingId &item);
    /// Answered by shareLinkReady(), or answered() with the error.
    void share(const RecordingId &item, msg::LinkPurpose purpose, int hours);
    /// Answered by answered().
    void saveReport(const RecordingId &item, const QString &toFile);
    /// Asks the service to perform `body` on `item`. Answered by answered().
    void change(const RecordingId &item, ClientBody body);

Q_SIGNALS:
    void listChanged();
    void viewReady(const prosc::RecordingId &item, const QUrl &source);
    void failed(const prosc::Error &error, const QString &name);
    void shareLinkReady(const prosc::RecordingId &item, const QUrl &link, const QDateTime &expires);
    void answered(const prosc::RecordingId &item, const std::optional<prosc::Error> &error);
    void downloadProgress(const prosc::RecordingId &item, qint64 received, qint64 total);
    void downloadFinished(const prosc::RecordingId &item, const QString &file,
                          const std::optional<prosc::Error> &error);

private:
    struct Link
    {
        QUrl url;
        QDateTime expires;
    };
    using LinkCallback = std::function<void(const Result<Link> &)>;

    void itemChanged(const MediaItem &item);
    void askLink(ClientBody body, LinkCallback done);
    [[nodiscard]] QString localCopy(const RecordingId &item) const;
    void downloadEnded(const RecordingId &item, const QString &file,
                       const std::optional<Error> &error);
    void fetchForViewing(const RecordingId &item, const QUrl &url);

    ObjectThread &m_thread;
    const Options m_options;
    RoomClient *m_client = nullptr;
    std::vector<MediaItem> m_items;
    std::map<RecordingId, std::unique_ptr<MediaDownloader>> m_downloads;
    std::map<RecordingId, std::unique_ptr<MediaDownloader>> m_views;
    std::map<RecordingId, std::unique_ptr<MediaDownloader>> m_reports;
};

} // namespace prosc
