#pragma once

#include "app/server/uploads/state/superseded_files.h"
#include "app/server/uploads/state/upload_context.h"
#include "app/server/uploads/state/upload_space.h"

namespace prosc {

/// Creates uploads, takes them back to their start, and removes them. Thread-safe, blocks on disk;
/// all but isFull() only while the upload is held.
class UploadEntries
{
public:
    /// Maximum number of incomplete uploads of one room; a token opens one.
    static constexpr int kMaxOpen = 64;

    /// All must outlive it.
    UploadEntries(const UploadContext &context, const SupersededFiles &superseded,
                  const UploadSpace &space);

    /// See UploadStore.
    [[nodiscard]] bool isFull(const RecordingId &recording) const;
    [[nodiscard]] Result<UploadProgress> create(const UploadFacts &facts);
    [[nodiscard]] Status remove(const RecordingId &recording);
    /// Resets the upload to offset 0 with an empty file.
    [[nodiscard]] Status restart(const RecordingRow &row);

private:
    [[nodiscard]] Status prepare(const RecordingRow &row, const UploadFacts &facts);
    [[nodiscard]] Result<RecordingRow> forgetIn(const RecordingRow &row);

    const UploadContext &m_context;
    const SupersededFiles &m_superseded;
    const UploadSpace &m_space;
};

} // namespace prosc
