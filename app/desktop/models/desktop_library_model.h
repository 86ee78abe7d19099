#pragma once

#include "app/desktop/models/client_thread.h"
#include "app/net/media_downloader.h"
#include "ui/model/library_model.h"

#include <functional>
#include <map>
#include <memory>

namespace prosc {

/// The library of a RoomClient's room: the list, links for viewing, downloads. Lives on the GUI
/// thread.
class DesktopLibraryModel final : public LibraryModel
{
    Q_OBJECT
public:
    struct Folders
    {
        /// Where this computer stores its own recordings, which are viewed from disk.
        QString recordings;
        QString cache;
    };

    /// The client is destroyed before this.
    DesktopLibraryModel(ClientThread client, Folders folders);
    ~DesktopLibraryModel() override;

    [[nodiscard]] bool mayModerate() const override { return m_mayModerate; }
    [[nodiscard]] const std::vector<MediaItem> &items() const override { return m_items; }
    void refresh() override;
    void open(const RecordingId &item) override;
    void download(const RecordingId &item, const QString &toFile) override;
    void cancelDownload(const RecordingId &item) override;
    void share(const RecordingId &item, msg::LinkPurpose purpose, int hours) override;
    void revokeLinks(const RecordingId &item) override;
    void rename(const RecordingId &item, const QString &name) override;
    void remove(const RecordingId &item) override;
    void restore(const RecordingId &item) override;
    void saveReport(const RecordingId &item, const QString &toFile) override;

private:
    struct Link
    {
        QUrl url;
        QDateTime expires;
    };
    using LinkCallback = std::function<void(const Result<Link> &)>;

    void itemChanged(const MediaItem &item);
    /// Asks the service to perform `body` on `item`. Answered by answered().
    void change(const RecordingId &item, ClientBody body);
    void askLink(ClientBody body, LinkCallback done);
    [[nodiscard]] QString localCopy(const RecordingId &item) const;
    void downloadEnded(const RecordingId &item, const QString &file,
                       const std::optional<Error> &error);
    void fetchForViewing(const RecordingId &item, const QUrl &url);

    const ClientThread m_client;
    const QString m_certificate;
    const Folders m_folders;
    bool m_mayModerate = false;
    std::vector<MediaItem> m_items;
    std::map<RecordingId, std::unique_ptr<MediaDownloader>> m_downloads;
    std::map<RecordingId, std::unique_ptr<MediaDownloader>> m_views;
    std::map<RecordingId, std::unique_ptr<MediaDownloader>> m_reports;
};

} // namespace prosc
