#include "app/base/logging.h"
#include "app/server/uploads/upload_store.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

/// How often a chunk without a checksum is synced and committed while it arrives.
constexpr std::chrono::milliseconds kCommitInterval{500};

} // namespace

UploadChunk::UploadChunk(UploadStore &store, const RecordingRow &row,
                         std::optional<DurableFile> file, FragmentBody *body, QByteArray checksum)
    : m_store(store), m_recording(row.item.item), m_unitsFile(store.m_store.unitsOf(row)),
      m_file(std::move(file)), m_body(body), m_start(progressOf(row)),
      m_limit(m_start.length.value_or(std::numeric_limits<int64_t>::max()) - m_start.offset),
      m_checksum(std::move(checksum)), m_lastCommit(store.m_clock.now())
{
    if (row.layout == UploadLayout::Fragments) {
        m_limit = m_file ? std::min(m_limit, kMaxBodyChunk) : 0;
        return;
    }
    const auto &known = store.running(m_recording);
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
    if (m_checksum.isEmpty() && m_store.m_clock.now() - m_lastCommit >= kCommitInterval) {
        if (auto committed = commit(); !committed) {
            m_error = committed.error();
            return committed;
        }
    }
    return {};
}

Result<UploadProgress> UploadChunk::finish(bool complete)
{
    auto result = finishHeld(complete);
    m_store.leave(m_recording);
    return result;
}

Result<UploadProgress> UploadChunk::finishHeld(bool complete)
{
    m_finished = true;
    auto result = finishEntered(complete);
    m_file.reset();
    return result;
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

Result<UploadProgress> UploadChunk::finishEntered(bool complete)
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
    const auto row = m_store.m_store.row(m_recording);
    if (!row) {
        return fail(row.error());
    }
    const bool isBody = row->layout == UploadLayout::Fragments;
    const bool isAll = row->item.received == row->fullLength();
    if (isAll && !(isBody && row->uploadSha256.isEmpty())) {
        return m_store.verify(m_recording);
    }
    return progressOf(*row);
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
        m_store.running(m_recording).body.reset();
    }
    return fail(why);
}

Status UploadChunk::commit()
{
    if (auto synced = m_file->sync(); !synced) {
        return synced;
    }
    if (m_body != nullptr) {
        auto units = DurableFile::open(m_unitsFile, FileMode::OpenOrCreate);
        const auto records = m_body->takeRecords();
        const auto at = m_body->units() * FragmentBody::kRecordBytes - records.size();
        const auto kept = units
                              ? units->writeAt(at, records).and_then([&] { return units->sync(); })
                              : fail(units.error());
        if (!kept) {
            return kept;
        }
    }
    const int64_t received = m_start.offset + m_written;
    if (auto noted = m_store.m_store.setReceived(m_recording, received); !noted) {
        return noted;
    }
    m_committed = m_written;
    m_lastCommit = m_store.m_clock.now();
    if (m_body != nullptr) {
        m_store.heard(m_recording);
        return {};
    }
    auto &known = m_store.running(m_recording);
    known.length = m_wholeHash ? received : 0;
    if (m_wholeHash) {
        known.hash = *m_wholeHash;
    }
    return {};
}

} // namespace prosc
