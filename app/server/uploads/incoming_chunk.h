#pragma once

#include "app/server/uploads/state/upload_values.h"

namespace prosc {

/// The bytes of one request on their way to disk. While it exists, no other chunk of the same
/// upload is accepted. Destroyed before finish(), it keeps what was verified or synced. On any one
/// thread at a time; blocks on disk.
class IncomingChunk
{
public:
    virtual ~IncomingChunk() = default;
    /// How many bytes it still accepts.
    [[nodiscard]] virtual int64_t remaining() const = 0;
    [[nodiscard]] virtual Status write(const QByteArray &bytes) = 0;
    /// Call once the bytes are complete, or were cut off.
    [[nodiscard]] virtual Result<UploadProgress> finish(bool complete) = 0;
};

} // namespace prosc
