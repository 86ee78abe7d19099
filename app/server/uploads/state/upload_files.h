#pragma once

#include "app/server/index/library_rows.h"

namespace prosc {

/// The names of an upload's files, all in the recording's folder.
class UploadFiles
{
public:
    UploadFiles(const LibraryRows &rows, const RecordingRow &row);

    [[nodiscard]] QString folder() const { return m_folder; }
    /// What arrives is written there.
    [[nodiscard]] QString part() const { return m_part; }
    /// The checksums of a body's units, and the chunks of its next one.
    [[nodiscard]] QString units() const;
    [[nodiscard]] QString staged() const;
    [[nodiscard]] QString published() const { return m_published; }
    /// The one that holds the bytes: after a crash between the rename and the index's commit, the
    /// file has its final name already.
    [[nodiscard]] QString bytes() const;

private:
    QString m_folder;
    QString m_part;
    QString m_published;
};

} // namespace prosc
