#pragma once

#include "app/server/uploads/state/superseded_files.h"
#include "app/server/uploads/state/upload_context.h"
#include "app/server/uploads/state/upload_entries.h"

namespace prosc {

/// Verifies uploads and makes them playable. Thread-safe, blocks on disk; only while the upload is
/// held.
class UploadPublishing
{
public:
    /// All must outlive it.
    UploadPublishing(const UploadContext &context, const SupersededFiles &superseded,
                     UploadEntries &entries);

    /// All bytes are here: it is ready if they have the checksum that the client named.
    /// ChecksumMismatch: a file starts again at 0, a body stays as it is until the client names
    /// another end. OffsetMismatch: the disk lost part of a body. NotFound, DiskError, DiskFull.
    [[nodiscard]] Result<UploadProgress> verify(const RecordingId &recording);
    /// Makes the body so far playable, as interrupted; failed if it has no pictures.
    [[nodiscard]] Result<UploadProgress> publishInterrupted(const RecordingRow &row);

    /// What `row` says of a recording of which `file`, with `body` in it, is all there is.
    static void describeInterrupted(RecordingRow &row, const FragmentBody &body,
                                    const QString &file);

private:
    [[nodiscard]] Result<UploadProgress> verifyFile(const RecordingRow &row);
    [[nodiscard]] Result<QString> wholeSha256(const RecordingRow &row, const QString &file);
    [[nodiscard]] Result<UploadProgress> verifyBody(const RecordingRow &row);
    [[nodiscard]] Result<UploadProgress> startAgain(const RecordingRow &row);
    [[nodiscard]] Result<UploadProgress> refuseEnd(const RecordingRow &row, int64_t bytes);
    [[nodiscard]] Result<UploadProgress> makeReady(const RecordingRow &row, const QString &file);

    const UploadContext &m_context;
    const SupersededFiles &m_superseded;
    UploadEntries &m_entries;
};

} // namespace prosc
