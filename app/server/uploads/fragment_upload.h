#pragma once

#include "app/server/uploads/incoming_chunk.h"
#include "app/server/uploads/upload_chunk.h"

namespace prosc {

/// Layout `fragments`: a body that is uploaded while it is recorded.
class FragmentUpload
{
public:
    /// Both must outlive it and its chunks.
    FragmentUpload(const UploadContext &context, UploadPublishing &publishing);

    /// The next chunk of `row`, which reopens an interrupted recording. Only while the upload is
    /// held. OffsetMismatch (the disk lost data), InvalidArgument, NotFound (it is in the bin),
    /// TooLarge, DiskFull, DiskError.
    [[nodiscard]] Result<std::unique_ptr<IncomingChunk>> append(const RecordingRow &row,
                                                                const ChunkFacts &facts);

private:
    [[nodiscard]] Result<RecordingRow> admit(const RecordingRow &row, const ChunkFacts &facts);
    [[nodiscard]] Result<OpenUpload> open(const RecordingRow &row);
    [[nodiscard]] Status cutBack(const RecordingRow &row, const FragmentBody &body,
                                 DurableFile &part) const;

    const UploadContext &m_context;
    UploadPublishing &m_publishing;
};

} // namespace prosc
