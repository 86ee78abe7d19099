#pragma once

#include "app/uploads/ports.h"

#include <optional>
#include <vector>

namespace prosc {

/// A job as stored on disk, with its position in the queue.
struct StoredUpload
{
    UploadJob job;
    int64_t order = 0;
    /// Set after a permanent failure, so that a restart does not hide it.
    std::optional<Error> failure;
    /// The user has paused it.
    bool paused = false;

    friend bool operator==(const StoredUpload &, const StoredUpload &) = default;
};

/// A folder with one JSON file for each unfinished upload, mode 0600 because of the token, written
/// atomically and synced. Jobs of earlier versions (whole files) are read as bodies that are not
/// measured yet. An unreadable file is left where it is, logged and skipped.
class UploadJobStore
{
public:
    /// Creates the folder if necessary. DiskError, PermissionDenied.
    [[nodiscard]] static Result<UploadJobStore> open(const QString &folder);

    /// All stored jobs, in the order of the queue.
    [[nodiscard]] std::vector<StoredUpload> load() const;
    /// InvalidArgument when the recording's id cannot be a file name, DiskError.
    [[nodiscard]] Status save(const StoredUpload &upload) const;
    [[nodiscard]] Status remove(const RecordingId &recording) const;

private:
    explicit UploadJobStore(QString folder) : m_folder(std::move(folder)) {}

    QString m_folder;
};

} // namespace prosc
