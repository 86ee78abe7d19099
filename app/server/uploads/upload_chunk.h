#pragma once

#include "app/disk/durable_file.h"
#include "app/server/uploads/incoming_chunk.h"
#include "app/server/uploads/state/upload_publishing.h"

namespace prosc {

/// An upload, opened for its next bytes.
struct OpenUpload
{
    RecordingRow row;
    /// nullopt if every byte is on disk already.
    std::optional<DurableFile> file = std::nullopt;
    /// In layout `fragments` the tables of what is here; owned by RunningUploads.
    FragmentBody *body = nullptr;
};

/// A chunk of a file, or whole units of a body. Only while the upload is held.
class UploadChunk final : public IncomingChunk
{
public:
    /// `context` and `publishing` must outlive it. `checksum` is empty if the client sent none.
    UploadChunk(const UploadContext &context, UploadPublishing &publishing, OpenUpload upload,
                QByteArray checksum);
    ~UploadChunk() override;
    UploadChunk(const UploadChunk &) = delete;
    UploadChunk &operator=(const UploadChunk &) = delete;

    [[nodiscard]] int64_t remaining() const override { return m_limit - m_written; }
    /// DiskFull, DiskError, TooLarge (more than announced, or than a fragment may have), Malformed
    /// (not a body in fragments).
    [[nodiscard]] Status write(const QByteArray &bytes) override;
    /// Syncs what arrived, and verifies the whole after the last chunk. ChecksumMismatch: the chunk
    /// was dropped, or the whole does not match its checksum (see UploadPublishing::verify()).
    /// Cancelled: a chunk with a checksum was cut off and is dropped. Malformed: a chunk that was
    /// not whole fragments is dropped. Without a checksum, what arrived is kept.
    [[nodiscard]] Result<UploadProgress> finish(bool complete) override;

private:
    [[nodiscard]] Result<UploadProgress> keepOrDrop(bool complete);
    [[nodiscard]] Status checkWhole(bool complete) const;
    [[nodiscard]] Result<UploadProgress> drop(const Error &why);
    [[nodiscard]] Status commit();
    [[nodiscard]] Status saveRecords();

    const UploadContext &m_context;
    UploadPublishing &m_publishing;
    RecordingId m_recording;
    QString m_unitsFile;
    std::optional<DurableFile> m_file;
    FragmentBody *m_body;
    UploadProgress m_start;
    int64_t m_limit;
    QByteArray m_checksum;
    int64_t m_written = 0;
    int64_t m_committed = 0;
    MediaTime m_lastCommit;
    Sha256 m_chunkHash;
    /// Of the whole upload so far; nullopt if this process did not see it from its first byte.
    std::optional<Sha256> m_wholeHash;
    std::optional<Error> m_error;
    bool m_finished = false;
};

} // namespace prosc
