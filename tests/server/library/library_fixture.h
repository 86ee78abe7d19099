#pragma once

#include "app/base/clock.h"
#include "app/disk/files.h"
#include "app/server/library/local_library_store.h"
#include "app/server/uploads/upload_store.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QTemporaryDir>

#include <atomic>
#include <memory>

namespace prosc {

/// A clock that the test moves.
class HandClock final : public Clock
{
public:
    [[nodiscard]] MediaTime now() const override { return time; }
    [[nodiscard]] QDateTime wallTime() const override
    {
        return QDateTime::currentDateTime().addDays(days);
    }
    /// Moves the time of day ahead by this many days.
    std::atomic<int> days{0};
    std::atomic<MediaTime> time{std::chrono::hours(1)};
};

inline QString hexSha256(const QByteArray &bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

/// Copies the state that a power cut or kill -9 would leave: everything in `from` as it is now.
inline bool copyFolder(const QString &from, const QString &to)
{
    bool copied = QDir().mkpath(to);
    QDirIterator entries(from, QDir::AllEntries | QDir::NoDotAndDotDot,
                         QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        entries.next();
        const QString target = to + entries.filePath().mid(from.size());
        copied = copied && (entries.fileInfo().isDir() ? QDir().mkpath(target)
                                                       : QFile::copy(entries.filePath(), target));
    }
    return copied;
}

/// A store with one announced recording, "rec-1" of "room-1".
struct Library
{
    explicit Library(const QString &folder) : dataFolder(folder)
    {
        auto made = LocalLibraryStore::create(folder, clock);
        if (!made) {
            qFatal("%s", qPrintable(made.error().detail));
        }
        store = std::move(*made);
        uploads = std::make_unique<UploadStore>(store->rows(), store->history(), clock,
                                                [this](const QString &) { return freeBytes; });
    }

    [[nodiscard]] Status announce(int epoch = 1)
    {
        return store->recordings().announce({room, recording, epoch, QStringLiteral("A title"),
                                             QStringLiteral("owner"), startedAt});
    }
    [[nodiscard]] UploadFacts factsOf(const QByteArray &content) const
    {
        return {recording, QStringLiteral("Rec.mp4"), content.size(), hexSha256(content), 5000};
    }
    [[nodiscard]] Result<UploadProgress> send(int64_t offset, const QByteArray &bytes)
    {
        auto chunk = uploads->append(recording, {offset, {}, bytes.size(), {}, {}});
        if (!chunk) {
            return fail(chunk.error());
        }
        const auto written = (*chunk)->write(bytes);
        return (*chunk)->finish(written.has_value());
    }

    QString dataFolder;
    RoomId room{QStringLiteral("room-1")};
    RecordingId recording{QStringLiteral("rec-1")};
    QDateTime startedAt =
        QDateTime::fromString(QStringLiteral("2024-05-06T07:08:09.000+02:00"), Qt::ISODateWithMs);
    HandClock clock;
    int64_t freeBytes = 1'000'000'000'000;
    std::unique_ptr<LocalLibraryStore> store;
    std::unique_ptr<UploadStore> uploads;
};

} // namespace prosc
