// UploadStore: verifies and publishes complete uploads.
#include "app/base/logging.h"
#include "app/disk/files.h"
#include "app/server/uploads/upload_store.h"

#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr int64_t kReadSize = 1024 * 1024;

Result<QString> readSha256(const QString &file, int64_t length)
{
    const auto opened = DurableFile::open(file, FileMode::ReadOnly);
    if (!opened) {
        return fail(opened.error());
    }
    Sha256 hash;
    for (int64_t offset = 0; offset < length;) {
        const auto bytes = opened->readAt(offset, std::min(kReadSize, length - offset));
        if (!bytes) {
            return fail(bytes.error());
        }
        if (bytes->isEmpty()) {
            break; // shorter than expected: the digest will not match
        }
        hash.add(*bytes);
        offset += bytes->size();
    }
    return QString::fromLatin1(hash.result().toHex());
}

} // namespace

void UploadStore::resumeVerification()
{
    for (const RecordingRow &row :
         m_store.rowsIn(MediaItemState::Interrupted).value_or(std::vector<RecordingRow>())) {
        if (const auto back = hasKept(row) ? putBack(row) : Status(); !back) {
            qCWarning(logServer) << "upload" << row.item.item.value << back.error().detail;
        }
    }
    for (const auto state :
         {MediaItemState::Processing, MediaItemState::Uploading, MediaItemState::Recording}) {
        const auto rows = m_store.rowsIn(state);
        if (!rows) {
            qCWarning(logServer) << "uploads could not be looked through:" << rows.error().detail;
            return;
        }
        for (const RecordingRow &row : *rows) {
            const auto id = row.item.item;
            const bool isBody = row.layout == UploadLayout::Fragments;
            if (state == MediaItemState::Recording) {
                // Its session ended with the service; if it is resumed, recorderLives() undoes
                // this.
                static_cast<void>(m_store.change(id, [](RecordingRow &waiting) -> Status {
                    return advance(waiting.item.state, MediaItemEvent::SessionLost);
                }));
            }
            if ((row.uploadCreated && isBody) || hasKept(row)) {
                heard(id);
            }
            if (!row.uploadCreated || row.item.received != row.fullLength() ||
                (isBody && row.uploadSha256.isEmpty())) {
                continue;
            }
            const auto verified = holding(id, [&] { return verify(id); });
            if (!verified) {
                qCWarning(logServer)
                    << "upload" << id.value << "was not published:" << verified.error().detail;
            }
        }
    }
}

Result<UploadProgress> UploadStore::verify(const RecordingId &recording)
{
    const auto row = m_store.change(recording, [](RecordingRow &changed) -> Status {
        if (changed.item.state == MediaItemState::Deleted) {
            return fail(ErrorCode::NotFound, u"it is in the bin"_s);
        }
        if (changed.item.state == MediaItemState::Ready) {
            return {};
        }
        changed.file = changed.item.name;
        return advance(changed.item.state, MediaItemEvent::AllArrived);
    });
    if (!row || row->item.state == MediaItemState::Ready) {
        return row.map(progressOf);
    }
    if (row->layout == UploadLayout::Fragments) {
        return verifyBody(*row);
    }
    const QString file = fileOf(*row);
    const auto sha256 = wholeSha256(*row, file);
    if (!sha256 && sha256.error().code != ErrorCode::NotFound) {
        return fail(sha256.error());
    }
    if (sha256 && *sha256 == row->item.sha256) {
        return publish(*row, file);
    }
    return startAgain(*row);
}

Result<UploadProgress> UploadStore::startAgain(const RecordingRow &row)
{
    if (auto restarted = restart(row); !restarted) {
        return fail(restarted.error());
    }
    return fail(ErrorCode::ChecksumMismatch, u"the whole file"_s);
}

Result<QString> UploadStore::wholeSha256(const RecordingRow &row, const QString &file)
{
    const Running &entry = running(row.item.item);
    if (entry.length == row.item.bytes) {
        return QString::fromLatin1(entry.hash.result().toHex());
    }
    return readSha256(file, row.item.bytes);
}

/// `row` holds the size, duration and checksum to publish.
Result<UploadProgress> UploadStore::publish(const RecordingRow &row, const QString &file)
{
    const QString published = m_store.folderOf(row) + QLatin1Char('/') + row.file;
    if (file != published) {
        if (auto renamed = renameDurably(file, published); !renamed) {
            return fail(renamed.error());
        }
    }
    forgetRunning(row.item.item);
    const auto changed = m_store.change(row.item.item, [&](RecordingRow &ready) -> Status {
        ready.item.reason.clear();
        ready.item.bytes = row.item.bytes;
        ready.item.duration = row.item.duration;
        ready.item.sha256 = row.item.sha256;
        return advance(ready.item.state, MediaItemEvent::Verified);
    });
    if (changed) {
        dropKept(row);
        QFile::remove(m_store.stagedOf(row));
        forgetHeard(row.item.item);
        m_history.note(*changed, u"finished"_s, {}, changed->item.sha256);
    }
    return changed.map(progressOf);
}

void UploadStore::dropExpired()
{
    const auto rows =
        m_store.rowsIn(MediaItemState::Uploading).value_or(std::vector<RecordingRow>());
    const auto limit = m_clock.wallTime().addSecs(-std::chrono::seconds(kLongestUpload).count());
    for (const auto &row : rows) {
        const QFileInfo part(m_store.partOf(row));
        const auto last = part.exists() ? part.lastModified() : row.item.created;
        if ((row.layout != UploadLayout::File && row.uploadCreated) || last > limit) {
            continue; // bodies are closed by closeAbandoned()
        }
        const auto dropped = holding(row.item.item, [&] { return giveUp(row.item.item); });
        if (!dropped) {
            qCWarning(logServer) << "upload" << row.item.item.value << dropped.error().detail;
        }
    }
}

Result<UploadProgress> UploadStore::giveUp(const RecordingId &recording)
{
    forgetRunning(recording);
    auto changed = m_store.change(recording, [](RecordingRow &expired) -> Status {
        if (auto moved = advance(expired.item.state, MediaItemEvent::UploadExpired); !moved) {
            return moved; // it was continued meanwhile
        }
        expired.item.reason = errorCodeName(ErrorCode::Timeout);
        expired.item.received = 0;
        expired.uploadCreated = false;
        return {};
    });
    if (changed) {
        QFile::remove(m_store.partOf(*changed));
        m_history.note(*changed, u"failed"_s, {}, changed->item.reason);
        if (hasKept(*changed)) {
            heard(recording);
        }
    }
    return changed.map(progressOf);
}

Status UploadStore::restart(const RecordingRow &row)
{
    forgetRunning(row.item.item);
    // The index first: bytes beyond its offset are truncated when the next chunk arrives.
    const auto changed = m_store.change(row.item.item, [](RecordingRow &empty) -> Status {
        empty.item.received = 0;
        empty.uploadLength.reset();
        empty.uploadSha256.clear();
        return advance(empty.item.state, MediaItemEvent::UploadRestarted);
    });
    if (!changed) {
        return fail(changed.error());
    }
    QFile::remove(m_store.unitsOf(row));
    dropStaged(row);
    auto file = DurableFile::open(m_store.partOf(row), FileMode::OpenOrCreate);
    const auto cut = file ? file->truncate(0) : fail(file.error());
    return cut ? syncFolder(m_store.folderOf(row)) : cut;
}

QString UploadStore::fileOf(const RecordingRow &row) const
{
    const QString part = m_store.partOf(row);
    return QFile::exists(part) ? part : m_store.folderOf(row) + QLatin1Char('/') + row.file;
}

} // namespace prosc
