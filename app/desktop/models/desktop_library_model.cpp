#include "app/desktop/models/desktop_library_model.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

DesktopLibraryModel::DesktopLibraryModel(ClientThread client, Folders folders)
    : m_client(client), m_certificate(client.client.link().certificate),
      m_folders(std::move(folders))
{
    connect(&client.client, &RoomClient::viewChanged, this,
            [this](const ClientView &view) { m_mayModerate = isModerating(view.role); });
    connect(&client.client.session(), &RoomSession::mediaItemChanged, this,
            &DesktopLibraryModel::itemChanged);
}

DesktopLibraryModel::~DesktopLibraryModel() = default;

void DesktopLibraryModel::itemChanged(const MediaItem &item)
{
    const auto found = std::ranges::find(m_items, item.item, &MediaItem::item);
    if (found != m_items.end()) {
        *found = item;
    } else {
        m_items.insert(m_items.begin(), item);
    }
    Q_EMIT listChanged();
}

void DesktopLibraryModel::refresh()
{
    m_client.post([this](RoomClient &client) {
        client.session().request(msg::ListMedia{}, [this](const RoomSession::Reply &reply) {
            QMetaObject::invokeMethod(this, [this, reply] {
                const auto *list = reply.body ? std::get_if<msg::MediaList>(&*reply.body) : nullptr;
                if (list == nullptr) {
                    Q_EMIT requestFailed(reply.body ? Error{ErrorCode::Malformed, {}}
                                                    : reply.body.error(),
                                         reply.name);
                    return;
                }
                m_items = list->items;
                Q_EMIT listChanged();
            });
        });
    });
}

void DesktopLibraryModel::askLink(ClientBody body, LinkCallback done)
{
    m_client.post([this, body = std::move(body), done = std::move(done)](RoomClient &client) {
        client.session().request(body, [this, &client, done](const RoomSession::Reply &reply) {
            const auto *ready =
                reply.body ? std::get_if<msg::MediaLinkReady>(&*reply.body) : nullptr;
            const Result<Link> link =
                ready != nullptr
                    ? Result<Link>(Link{client.link().resolved(ready->path), ready->expires})
                : reply.body ? fail(ErrorCode::Malformed)
                             : fail(reply.body.error());
            QMetaObject::invokeMethod(this, [done, link] { done(link); });
        });
    });
}

void DesktopLibraryModel::share(const RecordingId &item, msg::LinkPurpose purpose, int hours)
{
    askLink(msg::ShareMedia{item, purpose, hours}, [this, item](const Result<Link> &link) {
        if (link) {
            Q_EMIT shareLinkReady(item, link->url, link->expires);
        } else {
            Q_EMIT answered(item, link.error());
        }
    });
}

void DesktopLibraryModel::change(const RecordingId &item, ClientBody body)
{
    m_client.post([this, item, body = std::move(body)](RoomClient &client) {
        client.session().request(body, [this, item](const RoomSession::Reply &reply) {
            const std::optional<Error> error =
                reply.body ? std::nullopt : std::optional(reply.body.error());
            QMetaObject::invokeMethod(this, [this, item, error] { Q_EMIT answered(item, error); });
        });
    });
}

void DesktopLibraryModel::revokeLinks(const RecordingId &item)
{
    change(item, msg::RevokeLinks{item});
}

void DesktopLibraryModel::rename(const RecordingId &item, const QString &name)
{
    change(item, msg::RenameMedia{item, name});
}

void DesktopLibraryModel::remove(const RecordingId &item)
{
    change(item, msg::DeleteMedia{item});
}

void DesktopLibraryModel::restore(const RecordingId &item)
{
    change(item, msg::RestoreMedia{item});
}

QString DesktopLibraryModel::localCopy(const RecordingId &item) const
{
    // The service finalises its own copy, so a published recording may still be unfinished here; it
    // is finished once its note is gone.
    const QDir folder(QDir(m_folders.recordings).filePath(item.value));
    if (folder.exists(u"recording.json"_s)) {
        return {};
    }
    const auto files = folder.entryInfoList({u"*.mp4"_s}, QDir::Files);
    return files.size() == 1 ? files.front().absoluteFilePath() : QString();
}

void DesktopLibraryModel::open(const RecordingId &item)
{
    if (const auto file = localCopy(item); !file.isEmpty()) {
        Q_EMIT viewReady(item, QUrl::fromLocalFile(file));
        return;
    }
    askLink(msg::MediaLink{item, msg::LinkPurpose::View}, [this, item](const Result<Link> &link) {
        if (!link) {
            Q_EMIT requestFailed(link.error(), {});
        } else if (m_certificate.isEmpty()) {
            Q_EMIT viewReady(item, link->url);
        } else {
            // The player cannot check a pinned certificate, so the file is downloaded first.
            fetchForViewing(item, link->url);
        }
    });
}

void DesktopLibraryModel::fetchForViewing(const RecordingId &item, const QUrl &url)
{
    auto &downloader = m_views[item];
    downloader = std::make_unique<MediaDownloader>(m_certificate);
    connect(downloader.get(), &MediaDownloader::finished, this, [this, item](const QString &file) {
        Q_EMIT viewReady(item, QUrl::fromLocalFile(file));
    });
    connect(downloader.get(), &MediaDownloader::failed, this,
            [this](const Error &error) { Q_EMIT requestFailed(error, {}); });
    // Only one is cached; a player that shows an earlier one has it open.
    QDir cache(m_folders.cache);
    for (const auto &old : cache.entryList({u"*.mp4"_s}, QDir::Files)) {
        cache.remove(old);
    }
    downloader->fetch(url, QDir(m_folders.cache).filePath(item.value + QLatin1String(".mp4")));
}

void DesktopLibraryModel::download(const RecordingId &item, const QString &toFile)
{
    auto &kept = m_downloads[item];
    kept = std::make_unique<MediaDownloader>(m_certificate);
    auto *downloader = kept.get();
    connect(downloader, &MediaDownloader::progress, this,
            [this, item](qint64 received, qint64 total) {
                Q_EMIT downloadProgress(item, received, total);
            });
    connect(downloader, &MediaDownloader::finished, this,
            [this, item](const QString &file) { downloadEnded(item, file, std::nullopt); });
    connect(downloader, &MediaDownloader::failed, this,
            [this, item, toFile](const Error &error) { downloadEnded(item, toFile, error); });
    const msg::MediaLink wanted{item, msg::LinkPurpose::Download};
    // By then it may have been cancelled, or requested again.
    askLink(wanted, [this, item, toFile, downloader](const Result<Link> &link) {
        const auto found = m_downloads.find(item);
        if (found == m_downloads.end() || found->second.get() != downloader) {
            return;
        }
        if (link) {
            downloader->fetch(link->url, toFile);
        } else {
            downloadEnded(item, toFile, link.error());
        }
    });
}

void DesktopLibraryModel::downloadEnded(const RecordingId &item, const QString &file,
                                        const std::optional<Error> &error)
{
    if (auto ended = m_downloads.extract(item)) {
        ended.mapped().release()->deleteLater(); // it may be the sender of this signal
    }
    Q_EMIT downloadFinished(item, file, error);
}

void DesktopLibraryModel::saveReport(const RecordingId &item, const QString &toFile)
{
    const msg::MediaLink wanted{item, msg::LinkPurpose::Report};
    askLink(wanted, [this, item, toFile](const Result<Link> &link) {
        if (!link) {
            Q_EMIT answered(item, link.error());
            return;
        }
        auto &downloader = m_reports[item];
        downloader = std::make_unique<MediaDownloader>(m_certificate);
        connect(downloader.get(), &MediaDownloader::finished, this,
                [this, item] { Q_EMIT answered(item, std::nullopt); });
        connect(downloader.get(), &MediaDownloader::failed, this,
                [this, item](const Error &error) { Q_EMIT answered(item, error); });
        downloader->fetch(link->url, toFile);
    });
}

void DesktopLibraryModel::cancelDownload(const RecordingId &item)
{
    const auto found = m_downloads.find(item);
    if (found == m_downloads.end()) {
        return;
    }
    if (found->second->isRunning()) {
        found->second->cancel();
    } else { // its link has not arrived yet
        downloadEnded(item, {}, Error{ErrorCode::Cancelled, {}});
    }
}

} // namespace prosc
