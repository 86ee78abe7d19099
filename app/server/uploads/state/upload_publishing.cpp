#include "app/server/uploads/state/upload_publishing.h"

#include "app/base/milliseconds.h"
#include "app/disk/durable_file.h"
#include "app/disk/files.h"
#include "app/server/uploads/state/upload_files.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

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

UploadPublishing::UploadPublishing(const UploadContext &context, const SupersededFiles &superseded,
                                   UploadEntries &entries)
    : m_context(context), m_superseded(superseded), m_entries(entries)
{
}

Result<UploadProgress> UploadPublishing::verify(const RecordingId &recording)
{
    const auto row = m_context.rows.change(recording, [](RecordingRow &changed) -> Status {
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
    return row->layout == UploadLayout::Fragments ? verifyBody(*row) : verifyFile(*row);
}

Result<UploadProgress> UploadPublishing::verifyFile(const RecordingRow &row)
{
    const QString file = UploadFiles(m_context.rows, row).bytes();
    const auto sha256 = wholeSha256(row, file);
    if (!sha256 && sha256.error().code != ErrorCode::NotFound) {
        return fail(sha256.error());
    }
    return sha256 && *sha256 == row.item.sha256 ? makeReady(row, file) : startAgain(row);
}

Result<QString> UploadPublishing::wholeSha256(const RecordingRow &row, const QString &file)
{
    const RunningUpload &known = m_context.running.of(row.item.item);
    if (known.length == row.item.bytes) {
        return QString::fromLatin1(known.hash.result().toHex());
    }
    return readSha256(file, row.item.bytes);
}

Result<UploadProgress> UploadPublishing::verifyBody(const RecordingRow &row)
{
    const auto body = m_context.bodies.tables(row);
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
    const QString file = UploadFiles(m_context.rows, row).bytes();
    if (auto finalised = finaliseBody(file, **body); !finalised) {
        return fail(finalised.error());
    }
    RecordingRow ready = row;
    ready.item.sha256 = (*body)->checksum();
    ready.item.duration = milliseconds(index.duration());
    ready.item.bytes = QFile(file).size();
    return makeReady(ready, file);
}

Result<UploadProgress> UploadPublishing::startAgain(const RecordingRow &row)
{
    if (auto restarted = m_entries.restart(row); !restarted) {
        return fail(restarted.error());
    }
    return fail(ErrorCode::ChecksumMismatch, u"the whole file"_s);
}

/// The first `bytes` bytes are here, each verified on arrival: they stay, and the client names
/// another end or deletes the upload.
Result<UploadProgress> UploadPublishing::refuseEnd(const RecordingRow &row, int64_t bytes)
{
    const auto changed = m_context.rows.change(row.item.item, [&](RecordingRow &open) -> Status {
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

/// `row` holds the size, duration and checksum to publish.
Result<UploadProgress> UploadPublishing::makeReady(const RecordingRow &row, const QString &file)
{
    const UploadFiles files(m_context.rows, row);
    if (file != files.published()) {
        if (auto renamed = renameDurably(file, files.published()); !renamed) {
            return fail(renamed.error());
        }
    }
    m_context.running.forget(row.item.item);
    const auto changed = m_context.rows.change(row.item.item, [&](RecordingRow &ready) -> Status {
        ready.item.reason.clear();
        ready.item.bytes = row.item.bytes;
        ready.item.duration = row.item.duration;
        ready.item.sha256 = row.item.sha256;
        return advance(ready.item.state, MediaItemEvent::Verified);
    });
    if (changed) {
        m_superseded.drop(row);
        QFile::remove(files.staged());
        m_context.timeouts.forget(row.item.item);
        m_context.history.note(*changed, u"finished"_s, {}, changed->item.sha256);
    }
    return changed.map(progressOf);
}

Result<UploadProgress> UploadPublishing::publishInterrupted(const RecordingRow &row)
{
    const auto body = m_context.bodies.tables(row);
    if (!body) {
        return fail(body.error());
    }
    const QString part = UploadFiles(m_context.rows, row).part();
    const bool hasPictures = !(*body)->index().fragmentEnds().empty();
    const auto finalised = hasPictures ? finaliseBody(part, **body) : Status();
    if (!finalised) {
        return fail(finalised.error());
    }
    const auto changed = m_context.rows.change(row.item.item, [&](RecordingRow &closed) -> Status {
        describeInterrupted(closed, **body, part);
        return advance(closed.item.state,
                       hasPictures ? MediaItemEvent::FellSilent : MediaItemEvent::FellSilentEmpty);
    });
    if (changed) {
        m_context.running.forget(row.item.item);
        m_context.bodies.dropStaged(row);
        m_context.timeouts.forget(row.item.item);
        m_context.history.note(*changed, u"interrupted"_s, {}, changed->item.reason);
    }
    return changed.map(progressOf);
}

void UploadPublishing::describeInterrupted(RecordingRow &row, const FragmentBody &body,
                                           const QString &file)
{
    if (row.item.reason.isEmpty()) {
        row.item.reason = errorCodeName(ErrorCode::Timeout);
    }
    row.item.sha256 = body.checksum();
    row.item.duration = milliseconds(body.index().duration());
    row.item.bytes = QFileInfo(file).size();
    row.item.received = body.bytes();
}

} // namespace prosc
