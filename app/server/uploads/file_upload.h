#pragma once

#include "app/server/uploads/incoming_chunk.h"
#include "app/server/uploads/state/upload_publishing.h"

namespace prosc {

/// Layout `file`: a finished file, from its first byte to its last.
class FileUpload
{
public:
    /// Both must outlive it and its chunks.
    FileUpload(const UploadContext &context, UploadPublishing &publishing);

    /// The next chunk of `row`. Only while the upload is held. DiskFull, DiskError,
    /// PermissionDenied.
    [[nodiscard]] Result<std::unique_ptr<IncomingChunk>> append(const RecordingRow &row,
                                                                const ChunkFacts &facts);

private:
    const UploadContext &m_context;
    UploadPublishing &m_publishing;
};

} // namespace prosc
