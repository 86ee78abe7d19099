#include "app/server/uploads/upload_chunk.h"

#include "app/base/logging.h"
#include "app/server/uploads/state/upload_files.h"

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

/// How often a chunk without a checksum is synced and committed while it arrives.
constexpr std::chrono::milliseconds kCommitInterval{500};

} // namespace

UploadChunk::UploadChunk(const UploadContext &context, UploadPublishing &publishing,
                         OpenUpload upload, QByteArray checksum)
    : m_context(context), m_publishing(publishing), m_recording(upload.row.item.item),
      m_unitsFile(UploadFiles(context.rows, upload.row).units()), m_file(std::move(upload.file)),
      m_body(upload.body), m_start(progressOf(upload.row)),
      m_limit(m_start.length.value_or(std::numeric_limits<int64_t>::max()) - m_start.offset),
      m_checksum(std::move(checksum)), m_lastCommit(context.clock.now())
{
    if (upload.row.layout == UploadLayout::Fragments) {
        m_limit = m_file ? std::min(m_limit, UploadLimits::kBodyChunk) : 0;
        return;
    }
    const auto &known = context.running.of(m_recording);
    if (m_start.offset == 0) {
        m_wholeHash.emplace();
    } else if (known.length == m_start.offset) {
        m_wholeHash = known.hash;
    }
}

UploadChunk::~UploadChunk()
{
    if (!m_finished) {
        const auto finished = finish(false);
        if (!finished) {
            qCDebug(logServer) << "upload" << m_recording.value
                               << "was cut off:" << finished.error().detail;
        }
    }
}

Status UploadChunk::write(const QByteArray &bytes)
{
    if (m_error) {
        return fail(*m_error);
    }
    Status written = bytes.size() <= remaining()
                         ? Status()
                         : fail(ErrorCode::TooLarge, u"more than announced"_s);
    if (written && m_body != nullptr) {
        written = m_body->feed(bytes);
    }
    if (written && !bytes.isEmpty()) {
        written = m_file->writeAt(m_start.offset + m_written, bytes);
    }
    if (!written) {
        m_error = written.error();
        return written;
    }
    m_written += bytes.size();
    if (!m_checksum.isEmpty()) {
        m_chunkHash.add(bytes);
    }
    if (m_wholeHash) {
        m_wholeHash->add(bytes);
    }
    if (m_checksum.isEmpty() && m_context.clock.now() - m_lastCommit >= kCommitInterval) {
        if (auto committed = commit(); !committed) {
            m_error = committed.error();
            return committed;
        }
    }
    return {};
}

Result<UploadProgress> UploadChunk::finish(bool complete)
{
    m_finished = true;
    auto result = keepOrDrop(complete);
    m_file.reset();
    return result;
}

Result<UploadProgress> UploadChunk::keepOrDrop(bool complete)
{
    if (auto whole = checkWhole(complete); !whole) {
        return drop(whole.error());
    }
    if (m_written > m_committed) {
        if (auto committed = commit(); !committed) {
            if (m_body != nullptr) {
                return drop(committed.error());
            }
            return fail(m_error ? *m_error : committed.error());
        }
    }
    if (m_error) {
        return fail(*m_error);
    }
    const auto row = m_context.rows.row(m_recording);
    if (!row) {
        return fail(row.error());
    }
    return isComplete(*row) ? m_publishing.verify(m_recording) : progressOf(*row);
}

/// A chunk with a checksum, or of a body, is kept only if it is complete and valid.
Status UploadChunk::checkWhole(bool complete) const
{
    if (m_checksum.isEmpty() && m_body == nullptr) {
        return {};
    }
    if (m_error) {
        return fail(*m_error);
    }
    if (!complete) {
        return fail(ErrorCode::Cancelled, u"the chunk was cut off"_s);
    }
    if (!m_checksum.isEmpty() && m_chunkHash.result() != m_checksum) {
        return fail(ErrorCode::ChecksumMismatch, u"the chunk"_s);
    }
    if (m_body != nullptr && !m_body->isWhole()) {
        return fail(ErrorCode::Malformed, u"not whole fragments"_s);
    }
    return {};
}

/// The index still holds the offset from before this chunk, so the bytes written do not count.
Result<UploadProgress> UploadChunk::drop(const Error &why)
{
    if (m_file) {
        const auto cut = m_file->truncate(m_start.offset);
        if (!cut) {
            qCWarning(logServer) << "upload" << m_recording.value << cut.error().detail;
        }
    }
    if (m_body != nullptr) {
        // It includes the dropped bytes; it is read from disk again when needed.
        m_context.running.of(m_recording).body.reset();
    }
    return fail(why);
}

Status UploadChunk::commit()
{
    if (auto synced = m_file->sync(); !synced) {
        return synced;
    }
    if (auto saved = m_body != nullptr ? saveRecords() : Status(); !saved) {
        return saved;
    }
    const int64_t received = m_start.offset + m_written;
    if (auto noted = m_context.rows.setReceived(m_recording, received); !noted) {
        return noted;
    }
    m_committed = m_written;
    m_lastCommit = m_context.clock.now();
    if (m_body != nullptr) {
        m_context.timeouts.heard(m_recording);
        return {};
    }
    auto &known = m_context.running.of(m_recording);
    known.length = m_wholeHash ? received : 0;
    if (m_wholeHash) {
        known.hash = *m_wholeHash;
    }
    return {};
}

/// Before the offset: a unit that counts has its checksum beside it.
Status UploadChunk::saveRecords()
{
    auto units = DurableFile::open(m_unitsFile, FileMode::OpenOrCreate);
    if (!units) {
        return fail(units.error());
    }
    const auto records = m_body->takeRecords();
    const auto at = m_body->units() * FragmentBody::kRecordBytes - records.size();
    return units->writeAt(at, records).and_then([&] { return units->sync(); });
}

} // namespace prosc
