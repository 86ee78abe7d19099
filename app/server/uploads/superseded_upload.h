#pragma once

#include "app/server/uploads/state/superseded_files.h"
#include "app/server/uploads/state/upload_publishing.h"

namespace prosc {

/// An interrupted recording that is uploaded anew, of which nothing more arrives.
class SupersededUpload
{
public:
    /// All must outlive it.
    SupersededUpload(const UploadContext &context, const SupersededFiles &files,
                     UploadPublishing &publishing);

    [[nodiscard]] bool exists(const RecordingRow &row) const { return m_files.exist(row); }
    /// Publishes the longer of the two: what was put aside, or what has arrived since. Only while
    /// the upload is held.
    [[nodiscard]] Result<UploadProgress> settle(const RecordingRow &row);

private:
    [[nodiscard]] Result<UploadProgress> bringBack(const RecordingRow &row,
                                                   const FragmentBody &kept);

    const UploadContext &m_context;
    const SupersededFiles &m_files;
    UploadPublishing &m_publishing;
};

} // namespace prosc
