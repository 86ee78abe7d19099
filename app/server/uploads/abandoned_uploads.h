#pragma once

#include "app/server/uploads/superseded_upload.h"

namespace prosc {

/// Bodies whose upload has stopped, and their return. Thread-safe, blocks on disk.
class AbandonedUploads
{
public:
    /// All must outlive it.
    AbandonedUploads(const UploadContext &context, UploadPublishing &publishing,
                     SupersededUpload &superseded);

    /// See UploadStore::closeAbandoned().
    void close(MediaTime silence);
    /// See UploadStore.
    void recorderLives(const RecordingId &recording);

private:
    [[nodiscard]] Status closeIfSilent(const RecordingId &recording, MediaTime silence);
    [[nodiscard]] Status goOn(const RecordingId &recording);
    [[nodiscard]] Result<UploadProgress> interrupt(const RecordingId &recording);
    [[nodiscard]] Result<UploadProgress> failEmpty(const RecordingRow &row);

    const UploadContext &m_context;
    UploadPublishing &m_publishing;
    SupersededUpload &m_superseded;
};

} // namespace prosc
