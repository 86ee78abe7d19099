#include "app/server/uploads/fragment_upload.h"

#include "app/disk/files.h"
#include "app/server/uploads/partial_chunk.h"
#include "app/server/uploads/state/upload_files.h"

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
    if (bytes > UploadLimits::kBodyChunk || facts.offset + bytes > UploadLimits::kUpload) {
        return fail(ErrorCode::TooLarge, u"a chunk of %1 bytes"_s.arg(bytes));
    }
    if (facts.checksum.isEmpty() && facts.unitSha256.isEmpty() && facts.bytes != 0) {
        return wrong("a chunk of a body needs Upload-Checksum, or its unit's SHA-256");
    }
    const auto length = facts.uploadLength ? facts.uploadLength : row.uploadLength;
    if (row.uploadLength && length != row.uploadLength) {
        return wrong("Upload-Length was another one before");
    }
    if (length && (*length > UploadLimits::kUpload || *length < facts.offset)) {
        return wrong("Upload-Length is less than what is here, or too large");
    }
    if (length && facts.offset + bytes > *length) {
        return fail(ErrorCode::TooLarge, u"more than Upload-Length"_s);
    }
    return {};
}

} // namespace

FragmentUpload::FragmentUpload(const UploadContext &context, UploadPublishing &publishing)
    : m_context(context), m_publishing(publishing)
{
}

Result<std::unique_ptr<IncomingChunk>> FragmentUpload::append(const RecordingRow &row,
                                                              const ChunkFacts &facts)
{
    const auto admitted = admit(row, facts);
    auto opened = admitted ? open(*admitted) : fail(admitted.error());
    if (!opened) {
        return fail(opened.error());
    }
    if (facts.unitSha256.isEmpty() || !opened->file) {
        return std::make_unique<UploadChunk>(m_context, m_publishing, std::move(*opened),
                                             facts.checksum);
    }
    auto chunk = std::make_unique<PartialChunk>(m_context, m_publishing, std::move(*opened), facts);
    const auto ready = chunk->open();
    return ready ? Result<std::unique_ptr<IncomingChunk>>(std::move(chunk)) : fail(ready.error());
}

/// Stores the length and checksum of the whole, if named, and resumes an interrupted recording.
Result<RecordingRow> FragmentUpload::admit(const RecordingRow &row, const ChunkFacts &facts)
{
    if (auto checked = checkChunk(row, facts); !checked) {
        return fail(checked.error());
    }
    if (row.item.state == MediaItemState::Ready) {
        return row;
    }
    m_context.timeouts.heard(row.item.item);
    const bool stopped =
        row.item.state == MediaItemState::Interrupted || row.item.state == MediaItemState::Failed;
    if (!stopped && !facts.uploadLength && facts.uploadSha256.isEmpty()) {
        return row;
    }
    return m_context.rows.change(row.item.item, [&](RecordingRow &changed) -> Status {
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

/// No file if the recording is published.
Result<OpenUpload> FragmentUpload::open(const RecordingRow &row)
{
    OpenUpload upload{row};
    if (row.item.state == MediaItemState::Ready) {
        return upload;
    }
    const UploadFiles files(m_context.rows, row);
    if (!row.file.isEmpty() && !QFile::exists(files.part()) && QFile::exists(files.published())) {
        return upload; // complete, and renamed already
    }
    auto part = DurableFile::open(files.part(), FileMode::OpenOrCreate);
    const auto body = part ? m_context.bodies.tables(row) : fail(part.error());
    if (!body) {
        return fail(body.error());
    }
    const int64_t here = (*body)->bytes();
    if (here != row.item.received) {
        // The disk lost data: the client resumes from what is left.
        const auto noted = m_context.rows.setReceived(row.item.item, here);
        return noted ? fail(ErrorCode::OffsetMismatch, u"%1 bytes are here"_s.arg(here))
                     : fail(noted.error());
    }
    if (auto cut = cutBack(row, **body, *part); !cut) {
        return fail(cut.error());
    }
    upload.file = std::move(*part);
    upload.body = *body;
    return upload;
}

/// Leaves the body so far, and nothing behind it: neither the index of an interrupted recording nor
/// bytes that were never committed.
Status FragmentUpload::cutBack(const RecordingRow &row, const FragmentBody &body,
                               DurableFile &part) const
{
    const UploadFiles files(m_context.rows, row);
    auto units = DurableFile::open(files.units(), FileMode::OpenOrCreate);
    if (!units) {
        return fail(units.error());
    }
    return reopenBody(part, body.index(), row.item.received)
        .and_then([&] { return units->truncate(body.units() * FragmentBody::kRecordBytes); })
        .and_then([&] {
            // Both names are new.
            return row.item.received == 0 ? syncFolder(files.folder()) : Status();
        });
}

} // namespace prosc
