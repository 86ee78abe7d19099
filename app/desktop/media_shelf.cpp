#include "app/desktop/media_shelf.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace prosc {

MediaShelf::MediaShelf(ObjectThread &thread, Options options)
    : m_thread(thread), m_options(std::move(options))
{
}

MediaShelf::~MediaShelf() = default;

void MediaShelf::setClient(RoomClient &client)
{
    m_client = &client;
    connect(&client.session(), &RoomSession::mediaItemChanged, this, &MediaShelf::itemChanged);
}

void MediaShelf::itemChanged(const MediaItem &item)
{
    const auto found = std::ranges::find(m_items, item.item, &MediaItem::item);
    if (found != m_items.end()) {
        *found = item;
    } else {
        m_items.insert(m_items.begin(), item);
    }
    Q_EMIT listChanged();
}

void MediaShelf::refresh()
{
    m_thread.post([this, client = m_client] {
        client->session().request(msg::ListMedia{}, [this](const RoomSession::Reply &reply) {
            QMetaObject::invokeMethod(this, [this, reply] {
                const auto *list = reply.body ? std::get_if<msg::MediaList>(&*reply.body) : nullptr;
                if (list == nullptr) {
                    Q_EMIT failed(reply.body ? Error{ErrorCode::Malformed, {}} : reply.body.error(),
                                  reply.name);
                    return;
                }
                m_items = list->items;
                Q_EMIT listChanged();
            });
        });
    });
}

void MediaShelf::askLink(const RecordingId &item, msg::LinkPurpose purpose, LinkCallback done)
{
    m_thread.post([this, client = m_client, item, purpose, done = std::move(done)] {
        client->session().request(
            msg::MediaLink{item, purpose}, [this, client, done](const RoomSession::Reply &reply) {
                const auto *link =
                    reply.body ? std::get_if<msg::MediaLinkReady>(&*reply.body) : nullptr;
                Result<QUrl> url = link != nullptr
                                       ? Result<QUrl>(client->link().resolved(link->path))
                                   : reply.body ? fail(ErrorCode::Malformed)
                                                : fail(reply.body.error());
                QMetaObject::invokeMethod(this, [done, url] { done(url); });
            });
    });
}

QString MediaShelf::localCopy(const RecordingId &item) const
{
    const auto listed = std::ranges::find(m_items, item, &MediaItem::item);
    const QDir folder(QDir(m_options.recordingsFolder).filePath(item.value));
    for (const auto &file : folder.entryInfoList({QStringLiteral("*.mp4")}, QDir::Files)) {
        if (listed == m_items.end() || listed->bytes == file.size()) {
            return file.absoluteFilePath();
        }
    }
    return {};
}

void MediaShelf::open(const RecordingId &item)
{
    if (const auto file = localCopy(item); !file.isEmpty()) {
        Q_EMIT viewReady(item, QUrl::fromLocalFile(file));
        return;
    }
    askLink(item, msg::LinkPurpose::View, [this, item](const Result<QUrl> &url) {
        if (!url) {
            Q_EMIT failed(url.error(), {});
        } else if (m_options.link.certificate.isEmpty()) {
            Q_EMIT viewReady(item, *url);
        } else {
            // The player knows nothing of a pinned certificate, so the file is fetched first.
            fetchForViewing(item, *url);
        }
    });
}

MediaDownloader &MediaShelf::newDownloader(const RecordingId &item)
{
    auto &downloader = m_downloads[item];
    downloader = std::make_unique<MediaDownloader>(m_options.link.certificate);
    return *downloader;
}

void MediaShelf::fetchForViewing(const RecordingId &item, const QUrl &url)
{
    auto &downloader = m_views[item];
    downloader = std::make_unique<MediaDownloader>(m_options.link.certificate);
    connect(downloader.get(), &MediaDownloader::finished, this, [this, item](const QString &file) {
        Q_EMIT viewReady(item, QUrl::fromLocalFile(file));
    });
    connect(downloader.get(), &MediaDownloader::failed, this,
            [this](const Error &error) { Q_EMIT failed(error, {}); });
    downloader->fetch(url,
                      QDir(m_options.cacheFolder).filePath(item.value + QLatin1String(".mp4")));
}

void MediaShelf::download(const RecordingId &item, const QString &toFile)
{
    askLink(item, msg::LinkPurpose::Download, [this, item, toFile](const Result<QUrl> &url) {
        if (!url) {
            Q_EMIT downloadFinished(item, toFile, url.error());
            return;
        }
        auto &downloader = newDownloader(item);
        connect(&downloader, &MediaDownloader::progress, this,
                [this, item](qint64 received, qint64 total) {
                    Q_EMIT downloadProgress(item, received, total);
                });
        connect(&downloader, &MediaDownloader::finished, this, [this, item](const QString &file) {
            Q_EMIT downloadFinished(item, file, std::nullopt);
        });
        connect(&downloader, &MediaDownloader::failed, this,
                [this, item, toFile](const Error &error) {
                    Q_EMIT downloadFinished(item, toFile, error);
                });
        downloader.fetch(*url, toFile);
    });
}

void MediaShelf::cancelDownload(const RecordingId &item)
{
    const auto found = m_downloads.find(item);
    if (found != m_downloads.end()) {
        found->second->cancel();
    }
}

} // namespace prosc
