#pragma once

#include "app/server/index/library_rows.h"
#include "app/server/storage/fragment_body.h"

namespace prosc {

/// An interrupted recording that its client uploads from scratch: what had arrived is put aside
/// under names of its own. If they exist while the recording is still interrupted, a crash cut off
/// the move, and they must be moved back. Only while the upload is held, or before the first
/// request; blocks on disk.
class SupersededFiles
{
public:
    /// `rows` must outlive it.
    explicit SupersededFiles(const LibraryRows &rows);

    [[nodiscard]] QString path(const RecordingRow &row) const;
    [[nodiscard]] bool exist(const RecordingRow &row) const;
    [[nodiscard]] Status putAside(const RecordingRow &row) const;
    [[nodiscard]] Status putBack(const RecordingRow &row) const;
    void drop(const RecordingRow &row) const;
    [[nodiscard]] Result<std::unique_ptr<FragmentBody>> read(const RecordingRow &row) const;

private:
    [[nodiscard]] QString unitsOf(const RecordingRow &row) const;

    const LibraryRows &m_rows;
};

} // namespace prosc
