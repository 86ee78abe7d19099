#pragma once

#include "app/server/uploads/state/superseded_files.h"
#include "app/server/uploads/state/upload_publishing.h"

namespace prosc {

/// Uploads that a service finds when it starts. Blocks on disk.
class ResumedUploads
{
public:
    /// All must outlive it.
    ResumedUploads(const UploadContext &context, const SupersededFiles &superseded,
                   UploadPublishing &publishing);

    /// See UploadStore::resumeVerification().
    void resume();

private:
    void putBackSuperseded();
    void resume(const RecordingRow &row);

    const UploadContext &m_context;
    const SupersededFiles &m_superseded;
    UploadPublishing &m_publishing;
};

} // namespace prosc
