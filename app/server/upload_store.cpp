#include "app/server/upload_store.h"

#include "app/base/logging.h"

#include <QFile>
#include <QStorageInfo>

namespace prosc {

namespace {

/// What uploads leave free for everything else.
constexpr int64_t reservedBytes = 256LL * 1024 * 1024;
constexpr int64_t readSize = 1024 * 1024;

int64_t volumeFreeBytes(const QString &folder)
{
    return QStorageInfo(folder).bytesAvailable();
}

UploadProgress progressOf(const RecordingRow &row)
{
    const bool ready = row.item.state == MediaItemState::Ready;
    return {row.item.received, row.item.bytes, ready ? row.item.sha256 : QString()};
}

Result<QString> readSha256(const QString &file, int64_t length)
{
    const auto opened = DurableFile::openForReading(file);
    if (!opened) {
        return fail(opened.error());
    }
    Sha256 hash;
    for (int64_t offset = 0; offset < length;) {
        const auto bytes = opened->readAt(offset, std::min(readSize, length - offset));
        if (!bytes) {
            return fail(bytes.error());
        }
        if (bytes->isEmpty()) {
            break; // shorter than it should be: the digest will say so
        }
        hash.add(*bytes);
        offset += bytes->size();
    }
    return QString::fromLatin1(hash.result().toHex());
}

} // namespace

UploadStore::UploadStore(LocalLibraryStore &store, const Clock &clock, FreeBytes freeBytes)
    : m_store(store), m_clock(clock),
      m_freeBytes(freeBytes ? std::move(freeBytes) : volumeFreeBytes)
{
}

UploadStore::~UploadStore() = default;

Result<UploadProgress> UploadStore::create(const UploadFacts &facts)
{
    return holding(facts.recording, [&] { return createEntered(facts); });
}

Result<UploadProgress> UploadStore::progress(const RecordingId &recording)
{
    const auto row = m_store.row(recording);
    if (!row) {
        return fail(row.error());
    }
    if (!row->uploadCreated) {
        return fail(ErrorCode::NotFound, QStringLiteral("no such upload"));
    }
    const auto now = progressOf(*row);
    if (now.offset < now.length || !now.sha256.isEmpty()) {
        return now;
    }
    auto verified = holding(recording, [&] { return verify(recording); });
    if (verified || verified.error().code == ErrorCode::DiskError) {
        return verified;
    }
    return m_store.row(recording).map(progressOf);
}

Result<std::unique_ptr<UploadChunk>> UploadStore::append(const RecordingId &recording,
                                                         int64_t offset, QByteArray checksum)
{
    if (auto entered = enter(recording); !entered) {
        return fail(entered.error());
    }
    auto chunk = appendEntered(recording, offset, std::move(checksum));
    if (!chunk) {
        leave(recording);
    }
    return chunk;
}

Status UploadStore::remove(const RecordingId &recording)
{
    const auto removed = holding(recording, [&] { return removeEntered(recording); });
    return removed ? Status() : fail(removed.error());
}

void UploadStore::resumeVerification()
{
    for (const auto state : {MediaItemState::Processing, MediaItemState::Uploading}) {
        const auto rows = m_store.rowsIn(state);
        if (!rows) {
            qCWarning(logServer) << "uploads could not be looked through:" << rows.error().detail;
            return;
        }
        for (const RecordingRow &row : *rows) {
            if (!row.uploadCreated || row.item.received != row.item.bytes) {
                continue;
            }
            const auto verified = holding(row.item.item, [&] { return verify(row.item.item); });
            if (!verified) {
                qCWarning(logServer) << "upload" << row.item.item.value
                                     << "was not published:" << verified.error().detail;
            }
        }
    }
}

Status UploadStore::enter(const RecordingId &recording)
{
    std::lock_guard lock(m_mutex);
    Running &entry = m_running[recording];
    if (entry.busy) {
        return fail(ErrorCode::TooMany, QStringLiteral("another request works on this upload"));
    }
    entry.busy = true;
    return {};
}

void UploadStore::leave(const RecordingId &recording)
{
    std::lock_guard lock(m_mutex);
    const auto entry = m_running.find(recording);
    entry->second.busy = false;
    if (entry->second.length == 0) {
        m_running.erase(entry);
    }
}

UploadStore::Running &UploadStore::running(const RecordingId &recording)
{
    std::lock_guard lock(m_mutex);
    return m_running.at(recording);
}

Result<UploadProgress> UploadStore::holding(const RecordingId &recording,
                                            const std::function<Result<UploadProgress>()> &work)
{
    if (auto entered = enter(recording); !entered) {
        return fail(entered.error());
    }
    auto result = work();
    leave(recording);
    return result;
}

Result<UploadProgress> UploadStore::createEntered(const UploadFacts &facts)
{
    const auto row = m_store.row(facts.recording);
    if (!row) {
        return fail(row.error());
    }
    const bool same =
        row->uploadCreated && row->item.sha256 == facts.sha256 && row->item.bytes == facts.bytes;
    if (row->item.state == MediaItemState::Ready) {
        return same ? Result<UploadProgress>(progressOf(*row))
                    : fail(ErrorCode::NotAllowed, QStringLiteral("it is published already"));
    }
    const int64_t missing = facts.bytes - (same ? row->item.received : 0);
    if (auto made = makeFolders(m_store.folderOf(*row)); !made) {
        return fail(made.error());
    }
    if (m_freeBytes(m_store.folderOf(*row)) < missing + reservedBytes) {
        return fail(ErrorCode::DiskFull, QStringLiteral("%1 bytes do not fit").arg(missing));
    }
    if (!same) {
        if (auto restarted = restart(*row); !restarted) {
            return fail(restarted.error());
        }
    }
    return m_store
        .change(facts.recording,
                [&](RecordingRow &changed) -> Status {
                    changed.item.state = MediaItemState::Uploading;
                    changed.item.reason.clear();
                    changed.item.name = safeRecordingName(facts.name);
                    changed.item.bytes = facts.bytes;
                    changed.item.sha256 = facts.sha256;
                    changed.item.duration = facts.duration;
                    changed.uploadCreated = true;
                    return {};
                })
        .map(progressOf);
}

Result<UploadProgress> UploadStore::removeEntered(const RecordingId &recording)
{
    const auto row = m_store.row(recording);
    if (!row) {
        return fail(row.error());
    }
    if (!row->uploadCreated) {
        return fail(ErrorCode::NotFound, QStringLiteral("no such upload"));
    }
    if (row->item.state == MediaItemState::Ready) {
        return fail(ErrorCode::NotAllowed, QStringLiteral("it is published already"));
    }
    running(recording).length = 0;
    auto changed = m_store.change(recording, [](RecordingRow &forgotten) -> Status {
        forgotten.uploadCreated = false;
        forgotten.item.received = 0;
        forgotten.item.state = MediaItemState::Uploading;
        return {};
    });
    QFile::remove(partOf(*row));
    return changed.map(progressOf);
}

Result<std::unique_ptr<UploadChunk>> UploadStore::appendEntered(const RecordingId &recording,
                                                                int64_t offset, QByteArray checksum)
{
    const auto row = m_store.row(recording);
    if (!row) {
        return fail(row.error());
    }
    if (!row->uploadCreated) {
        return fail(ErrorCode::NotFound, QStringLiteral("no such upload"));
    }
    if (offset != row->item.received) {
        return fail(ErrorCode::OffsetMismatch,
                    QStringLiteral("%1 bytes are here").arg(row->item.received));
    }
    std::optional<DurableFile> file;
    if (offset < row->item.bytes) {
        auto opened = DurableFile::openOrCreate(partOf(*row));
        // What lies behind the offset was never verified.
        const auto cut = opened ? opened->truncate(offset) : fail(opened.error());
        if (!cut) {
            return fail(cut.error());
        }
        file = std::move(*opened);
    }
    return std::make_unique<UploadChunk>(*this, recording, std::move(file), progressOf(*row),
                                         std::move(checksum));
}

Result<UploadProgress> UploadStore::verify(const RecordingId &recording)
{
    const auto row = m_store.change(recording, [](RecordingRow &changed) -> Status {
        if (changed.item.state != MediaItemState::Ready) {
            changed.item.state = MediaItemState::Processing;
        }
        return {};
    });
    if (!row || row->item.state == MediaItemState::Ready) {
        return row.map(progressOf);
    }
    // After a crash between renaming and the index' commit the file has its name already.
    const QString part = partOf(*row);
    const QString published = m_store.folderOf(*row) + QLatin1Char('/') + row->item.name;
    const QString file = QFile::exists(part) ? part : published;
    const auto sha256 = wholeSha256(*row, file);
    if (!sha256 && sha256.error().code != ErrorCode::NotFound) {
        return fail(sha256.error());
    }
    if (sha256 && *sha256 == row->item.sha256) {
        return publish(*row, file);
    }
    if (auto restarted = restart(*row); !restarted) {
        return fail(restarted.error());
    }
    return fail(ErrorCode::ChecksumMismatch, QStringLiteral("the whole file"));
}

Result<QString> UploadStore::wholeSha256(const RecordingRow &row, const QString &file)
{
    const Running &entry = running(row.item.item);
    if (entry.length == row.item.bytes) {
        return QString::fromLatin1(entry.hash.result().toHex());
    }
    return readSha256(file, row.item.bytes);
}

Result<UploadProgress> UploadStore::publish(const RecordingRow &row, const QString &file)
{
    const QString published = m_store.folderOf(row) + QLatin1Char('/') + row.item.name;
    if (file != published) {
        if (auto renamed = renameDurably(file, published); !renamed) {
            return fail(renamed.error());
        }
    }
    running(row.item.item).length = 0;
    return m_store
        .change(row.item.item,
                [](RecordingRow &ready) -> Status {
                    ready.item.state = MediaItemState::Ready;
                    ready.item.reason.clear();
                    return {};
                })
        .map(progressOf);
}

Status UploadStore::restart(const RecordingRow &row)
{
    running(row.item.item).length = 0;
    // The index first: bytes that it does not count are cut off when the next chunk comes.
    const auto changed = m_store.change(row.item.item, [](RecordingRow &empty) -> Status {
        empty.item.state = MediaItemState::Uploading;
        empty.item.received = 0;
        return {};
    });
    if (!changed) {
        return fail(changed.error());
    }
    auto file = DurableFile::openOrCreate(partOf(row));
    const auto cut = file ? file->truncate(0) : fail(file.error());
    return cut ? syncFolder(m_store.folderOf(row)) : cut;
}

QString UploadStore::partOf(const RecordingRow &row) const
{
    return m_store.folderOf(row) + QStringLiteral("/upload.part");
}

} // namespace prosc
