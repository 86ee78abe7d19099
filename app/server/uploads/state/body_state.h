#pragma once

#include "app/server/index/library_rows.h"
#include "app/server/uploads/state/running_uploads.h"
#include "app/server/uploads/state/upload_values.h"

namespace prosc {

/// What is here of the bodies (layout `fragments`): the tables of their whole units, and the staged
/// bytes of the next one. Thread-safe, blocks on disk.
class BodyState
{
public:
    /// Both must outlive it.
    BodyState(const LibraryRows &rows, RunningUploads &running);

    /// The tables of the committed bytes of `row`: from memory, otherwise from disk. Only while the
    /// upload is held. DiskError.
    [[nodiscard]] Result<FragmentBody *> tables(const RecordingRow &row);
    /// How many bytes of the next unit are staged; only for a body that is not published.
    [[nodiscard]] std::optional<int64_t> stagedBytes(const RecordingRow &row) const;
    /// progressOf() plus the staged bytes; of any layout.
    [[nodiscard]] UploadProgress progress(const RecordingRow &row) const;
    /// Only while the upload is held.
    void dropStaged(const RecordingRow &row);

private:
    const LibraryRows &m_rows;
    RunningUploads &m_running;
};

} // namespace prosc
