#pragma once

#include "app/server/uploads/incoming_chunk.h"
#include "app/server/uploads/state/running_uploads.h"

namespace prosc {

/// A chunk that holds its upload until it is finished.
class HeldChunk final : public IncomingChunk
{
public:
    HeldChunk(UploadHold hold, std::unique_ptr<IncomingChunk> chunk)
        : m_hold(std::move(hold)), m_chunk(std::move(chunk))
    {
    }

    [[nodiscard]] int64_t remaining() const override { return m_chunk->remaining(); }
    [[nodiscard]] Status write(const QByteArray &bytes) override { return m_chunk->write(bytes); }
    [[nodiscard]] Result<UploadProgress> finish(bool complete) override
    {
        auto result = m_chunk->finish(complete);
        m_hold.reset();
        return result;
    }

private:
    /// Outlives the chunk, which may still save something when it is destroyed.
    std::optional<UploadHold> m_hold;
    std::unique_ptr<IncomingChunk> m_chunk;
};

} // namespace prosc
