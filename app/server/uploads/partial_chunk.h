#pragma once

#include "app/server/storage/staged_unit.h"
#include "app/server/uploads/upload_chunk.h"

namespace prosc {

/// A chunk smaller than a unit of a body (protocol.md, "Partial chunks"). It is appended to the
/// StagedUnit; once the unit is complete and has the SHA-256 that the client named, the unit is
/// processed as an UploadChunk. A chunk that is cut off keeps the bytes that arrived. Only while
/// the upload is held.
class PartialChunk final : public IncomingChunk
{
public:
    /// `context` and `publishing` must outlive it. `upload` has a file and a body; `facts` name a
    /// unit's SHA-256, and their offset is the end of the staged bytes. Call open() next.
    PartialChunk(const UploadContext &context, UploadPublishing &publishing, OpenUpload upload,
                 const ChunkFacts &facts);
    ~PartialChunk() override;
    PartialChunk(const PartialChunk &) = delete;
    PartialChunk &operator=(const PartialChunk &) = delete;

    /// Continues from the bytes already staged. OffsetMismatch (they were not the beginning of a
    /// unit, and are dropped), DiskFull, DiskError, PermissionDenied.
    [[nodiscard]] Status open();
    [[nodiscard]] int64_t remaining() const override { return m_limit - m_taken; }
    /// DiskFull, DiskError; TooLarge, Malformed (not our layout, or more than the rest of the
    /// unit): all staged bytes of the unit are then dropped.
    [[nodiscard]] Status write(const QByteArray &bytes) override;
    /// ChecksumMismatch, Malformed: the unit is complete but has another checksum, or is not a
    /// valid unit; it is dropped.
    [[nodiscard]] Result<UploadProgress> finish(bool complete) override;

private:
    [[nodiscard]] Status take(const QByteArray &bytes);
    [[nodiscard]] Status sync();
    [[nodiscard]] Result<UploadProgress> keepStaged();
    [[nodiscard]] Result<UploadProgress> admit();
    void drop();

    const UploadContext &m_context;
    UploadPublishing &m_publishing;
    const RecordingRow m_row;
    OpenUpload m_upload;
    const QByteArray m_unitSha256;
    std::optional<StagedUnit> m_staged;
    FragmentGate m_gate;
    int64_t m_limit = 0;
    int64_t m_taken = 0;
    MediaTime m_lastSync;
    /// The unit's last byte, once it has arrived. It is never staged, so that a complete unit is
    /// either admitted or lost, even if the service dies in between.
    QByteArray m_last;
    std::optional<Error> m_error;
    bool m_finished = false;
};

} // namespace prosc
