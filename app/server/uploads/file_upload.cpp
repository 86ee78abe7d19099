#include "app/server/uploads/file_upload.h"

#include "app/server/uploads/upload_chunk.h"

namespace prosc {

FileUpload::FileUpload(const UploadContext &context, UploadPublishing &publishing)
    : m_context(context), m_publishing(publishing)
{
}

Result<std::unique_ptr<IncomingChunk>> FileUpload::append(const RecordingRow &row,
                                                          const ChunkFacts &facts)
{
    OpenUpload upload{row};
    if (facts.offset < row.item.bytes) {
        auto opened = DurableFile::open(m_context.rows.partOf(row), FileMode::OpenOrCreate);
        // Bytes beyond the offset were never verified.
        const auto cut = opened ? opened->truncate(facts.offset) : fail(opened.error());
        if (!cut) {
            return fail(cut.error());
        }
        upload.file = std::move(*opened);
    }
    return std::make_unique<UploadChunk>(m_context, m_publishing, std::move(upload),
                                         facts.checksum);
}

} // namespace prosc
