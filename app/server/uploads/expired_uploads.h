#pragma once

#include "app/server/uploads/state/superseded_files.h"
#include "app/server/uploads/state/upload_context.h"

namespace prosc {

/// Uploads of whole files that nobody can continue. Thread-safe, blocks on disk.
class ExpiredUploads
{
public:
    /// After this time the last token of a recording has expired.
    static constexpr std::chrono::hours kLongestUpload{30 * 24};

    /// Both must outlive it.
    ExpiredUploads(const UploadContext &context, const SupersededFiles &superseded);

    /// See UploadStore::dropExpired().
    void drop();

private:
    [[nodiscard]] bool isExpired(const RecordingRow &row) const;
    [[nodiscard]] Status giveUp(const RecordingId &recording);

    const UploadContext &m_context;
    const SupersededFiles &m_superseded;
};

} // namespace prosc
