// UploadStore, layout `fragments`: bodies that are uploaded while they are recorded.
#include "app/base/logging.h"
#include "app/base/milliseconds.h"
#include "app/disk/files.h"
#include "app/server/uploads/partial_chunk.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

tl::unexpected<Error> wrong(const char *what)
{
    return fail(ErrorCode::InvalidArgument, QString::fromLatin1(what));
}

/// Checks what the headers of a chunk claim, before any of it is read.
Status checkChunk(const RecordingRow &row, const ChunkFacts &facts)
{
    const int64_t bytes = facts.bytes.value_or(0);
    if (bytes > UploadChunk::kMaxBodyChunk || facts.offset + bytes > UploadStore::kMaxUpload) {
        return fail(ErrorCode::TooLarge, u"a chunk of %1 bytes"_s.arg(bytes));
    }
    if (facts.checksum.isEmpty() && facts.unitSha256.isEmpty() && facts.bytes != 0) {
        return wrong("a chunk of a body needs Upload-Checksum, or its unit's SHA-256");
    }
    const auto length = facts.uploadLength ? facts.uploadLength : row.uploadLength;
    if (row.uploadLength && length != row.uploadLength) {
        return wrong("Upload-Length was another one before");
    }
    if (length && (*length > UploadStore::kMaxUpload || *length < facts.offset)) {
        return wrong("Upload-Length is less than what is here, or too large");
    }
    if (length && facts.offset + bytes > *length) {
        return fail(ErrorCode::TooLarge, u"more than Upload-Length"_s);
    }
    return {};
}

} // namespace

/// Stores the length and checksum of the whole, if named, and resumes an interrupted recording.
Result<RecordingRow> UploadStore::admitToBody(const RecordingRow &row, const ChunkFacts &facts)
{
    if (auto checked = checkChunk(row, facts); !checked) {
        return fail(checked.error());
    }
    if (row.item.state == MediaItemState::Ready) {
        return row;
    }
    heard(row.item.item);
    const bool stopped =
        row.item.state == MediaItemState::Interrupted || row.item.state == MediaItemState::Failed;
    if (!stopped && !facts.uploadLength && facts.uploadSha256.isEmpty()) {
        return row;
    }
    return m_store.change(row.item.item, [&](RecordingRow &changed) -> Status {
        if (changed.item.state == MediaItemState::Deleted) {
            return fail(ErrorCode::NotFound, u"it is in the bin"_s);
        }
        const auto moved =
            advance(changed.item.state,
                    facts.uploadLength ? MediaItemEvent::EndNamed : MediaItemEvent::ChunkArrived);
        if (!moved) {
            return moved;
        }
        if (stopped) {
            changed.item.reason.clear();
            changed.item.sha256.clear();
        }
        if (facts.uploadLength) {
            changed.uploadLength = facts.uploadLength;
        }
        if (!facts.uploadSha256.isEmpty()) {
            changed.uploadSha256 = facts.uploadSha256;
        }
        return {};
    });
}

Result<std::unique_ptr<IncomingChunk>> UploadStore::appendToBody(const RecordingRow &row,
                                                                 const ChunkFacts &facts)
{
    const auto admitted = admitToBody(row, facts);
    FragmentBody *body = nullptr;
    auto opened = admitted ? openBody(*admitted, body) : fail(admitted.error());
    if (!opened) {
        return fail(opened.error());
    }
    if (facts.unitSha256.isEmpty() || !*opened) {
        return std::make_unique<UploadChunk>(*this, *admitted, std::move(*opened), body,
                                             facts.checksum);
    }
    auto chunk = std::make_unique<PartialChunk>(
        *this, *admitted, PartialChunk::Part{std::move(**opened), body}, facts);
    const auto ready = chunk->open();
    return ready ? Result<std::unique_ptr<IncomingChunk>>(std::move(chunk)) : fail(ready.error());
}

std::optional<int64_t> UploadStore::stagedBytes(const RecordingRow &row) const
{
    if (!progressOf(row).staged) {
        return std::nullopt;
    }
    const auto bytes = StagedUnit::bytesIn(m_store.stagedOf(row), row.item.received);
    if (!bytes) {
        qCWarning(logServer) << "upload" << row.item.item.value << bytes.error().detail;
    }
    return bytes.value_or(0);
}

UploadProgress UploadStore::wholeProgressOf(const RecordingRow &row) const
{
    auto progress = progressOf(row);
    progress.staged = stagedBytes(row);
    // A unit completed in between is no longer staged: read both again.
    const auto now = m_store.row(row.item.item);
    if (now && now->item.received != row.item.received) {
        return wholeProgressOf(*now);
    }
    progress.offset += progress.staged.value_or(0);
    return progress;
}

void UploadStore::dropStaged(const RecordingRow &row)
{
    running(row.item.item).stagedGate.reset();
    QFile::remove(m_store.stagedOf(row));
}

/// Opens the part file for the next bytes of `row`, and sets `body` to the tables of the bytes that
/// are there; no file if the recording is published.
Result<std::optional<DurableFile>> UploadStore::openBody(const RecordingRow &row,
                                                         FragmentBody *&body)
{
    if (row.item.state == MediaItemState::Ready) {
        return std::optional<DurableFile>();
    }
    const QString part = m_store.partOf(row);
    if (!row.file.isEmpty() && !QFile::exists(part) && QFile::exists(fileOf(row))) {
        return std::optional<DurableFile>(); // complete, and renamed already
    }
    auto file = DurableFile::open(part, FileMode::OpenOrCreate);
    auto units = DurableFile::open(m_store.unitsOf(row), FileMode::OpenOrCreate);
    const auto known = file ? bodyOf(row) : fail(file.error());
    if (!units || !known) {
        return fail(known ? units.error() : known.error());
    }
    if ((*known)->bytes() != row.item.received) {
        // The disk lost data: the client resumes from what is left.
        const auto noted = m_store.setReceived(row.item.item, (*known)->bytes());
        return noted
                   ? fail(ErrorCode::OffsetMismatch, u"%1 bytes are here"_s.arg((*known)->bytes()))
                   : fail(noted.error());
    }
    auto opened = PosixFileLayer().open(part, FileMode::ReadWrite);
    const auto reopened =
        opened ? reopenBody(**opened, (*known)->index(), row.item.received) : fail(opened.error());
    const auto cut = reopened.and_then(
        [&] { return units->truncate((*known)->units() * FragmentBody::kRecordBytes); });
    if (!cut) {
        return fail(cut.error());
    }
    if (row.item.received == 0) {
        if (auto synced = syncFolder(m_store.folderOf(row)); !synced) {
            return fail(synced.error());
        }
    }
    body = *known;
    return std::optional(std::move(*file));
}

/// The tables of the committed bytes of `row`: from memory, otherwise from disk.
Result<FragmentBody *> UploadStore::bodyOf(const RecordingRow &row)
{
    Running &entry = running(row.item.item);
    if (entry.body && entry.body->bytes() == row.item.received) {
        return entry.body.get();
    }
    entry.body.reset();
    QFile units(m_store.unitsOf(row));
    const QByteArray known = units.open(QIODevice::ReadOnly) ? units.readAll() : QByteArray();
    auto part = PosixFileLayer().open(fileOf(row), FileMode::ReadOnly);
    if (!part) {
        return fail(part.error());
    }
    auto body = FragmentBody::read(**part, known, row.item.received);
    if (!body) {
        return fail(body.error());
    }
    const auto records = (*body)->takeRecords();
    if (!known.startsWith(records)) {
        // Units had to be hashed again: save the digests, so that it happens only once.
        if (auto written = replaceFile(m_store.unitsOf(row), records); !written) {
            return fail(written.error());
        }
    }
    entry.body = std::move(*body);
    return entry.body.get();
}

/// The first `bytes` bytes are here, each verified on arrival: they stay, and the client names
/// another end or deletes the upload.
Result<UploadProgress> UploadStore::refuseEnd(const RecordingRow &row, int64_t bytes)
{
    const auto changed = m_store.change(row.item.item, [&](RecordingRow &open) -> Status {
        open.item.received = bytes;
        open.uploadLength.reset();
        open.uploadSha256.clear();
        return advance(open.item.state, MediaItemEvent::EndRefused);
    });
    if (!changed) {
        return fail(changed.error());
    }
    return bytes == row.item.received
               ? fail(ErrorCode::ChecksumMismatch, u"the whole body"_s)
               : fail(ErrorCode::OffsetMismatch, u"%1 bytes are here"_s.arg(bytes));
}

Result<UploadProgress> UploadStore::verifyBody(const RecordingRow &row)
{
    const auto body = bodyOf(row);
    if (!body) {
        return fail(body.error());
    }
    const auto &index = (*body)->index();
    if (index.fragmentEnds().empty()) {
        return startAgain(row);
    }
    if ((*body)->bytes() != row.item.received || (*body)->checksum() != row.uploadSha256) {
        return refuseEnd(row, (*body)->bytes());
    }
    const QString file = fileOf(row);
    if (auto finalised = finaliseBody(file, **body); !finalised) {
        return fail(finalised.error());
    }
    RecordingRow ready = row;
    ready.item.sha256 = (*body)->checksum();
    ready.item.duration = milliseconds(index.duration());
    ready.item.bytes = QFile(file).size();
    return publish(ready, file);
}

} // namespace prosc
