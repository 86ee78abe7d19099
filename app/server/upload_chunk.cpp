#include "app/base/logging.h"
#include "app/server/upload_store.h"

namespace prosc {

namespace {

/// How often the bytes of a chunk without a checksum are made to last while it comes in.
constexpr std::chrono::milliseconds commitInterval{500};

} // namespace

UploadChunk::UploadChunk(UploadStore &store, const RecordingId &recording,
                         std::optional<DurableFile> file, UploadProgress start, QByteArray checksum)
    : m_store(store), m_recording(recording), m_file(std::move(file)), m_start(std::move(start)),
      m_checksum(std::move(checksum)), m_lastCommit(store.m_clock.now())
{
    const auto &known = store.running(recording);
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
                         : fail(ErrorCode::TooLarge, QStringLiteral("more than announced"));
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
    if (m_checksum.isEmpty() && m_store.m_clock.now() - m_lastCommit >= commitInterval) {
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
    auto result = finishEntered(complete);
    m_file.reset();
    m_store.leave(m_recording);
    return result;
}

Result<UploadProgress> UploadChunk::finishEntered(bool complete)
{
    if (!m_checksum.isEmpty()) {
        if (m_error) {
            return drop(m_error->code, m_error->detail);
        }
        if (!complete) {
            return drop(ErrorCode::Cancelled, QStringLiteral("the chunk was cut off"));
        }
        if (m_chunkHash.result() != m_checksum) {
            return drop(ErrorCode::ChecksumMismatch, QStringLiteral("the chunk"));
        }
    }
    if (m_written > m_committed) {
        if (auto committed = commit(); !committed) {
            return fail(m_error ? *m_error : committed.error());
        }
    }
    if (m_error) {
        return fail(*m_error);
    }
    if (remaining() == 0) {
        return m_store.verify(m_recording);
    }
    return UploadProgress{m_start.offset + m_written, m_start.length, {}};
}

/// The index still has the offset from before this chunk, so what it wrote does not count.
Result<UploadProgress> UploadChunk::drop(ErrorCode code, const QString &why)
{
    if (m_file) {
        const auto cut = m_file->truncate(m_start.offset);
        if (!cut) {
            qCWarning(logServer) << "upload" << m_recording.value << cut.error().detail;
        }
    }
    return fail(code, why);
}

Status UploadChunk::commit()
{
    if (auto synced = m_file->sync(); !synced) {
        return synced;
    }
    const int64_t received = m_start.offset + m_written;
    if (auto noted = m_store.m_store.setReceived(m_recording, received); !noted) {
        return noted;
    }
    m_committed = m_written;
    m_lastCommit = m_store.m_clock.now();
    auto &known = m_store.running(m_recording);
    known.length = m_wholeHash ? received : 0;
    if (m_wholeHash) {
        known.hash = *m_wholeHash;
    }
    return {};
}

} // namespace prosc
