#pragma once

#include "app/uploads/ports.h"

#include <optional>
#include <vector>

namespace prosc {

/// A job as it is kept on disk, with its place in the queue.
struct StoredUpload
{
    UploadJob job;
    int64_t order = 0;
    /// Set when it failed for good, so that a restart does not hide it.
    std::optional<Error> failure;
    /// Somebody wants it to wait.
    bool paused = false;

    friend bool operator==(const StoredUpload &, const StoredUpload &) = default;
};

/// A folder with one JSON file for each upload that is not done, mode 0600 because of the token,
/// written atomically and synced. Jobs of earlier versions (whole files) are read as bodies that
/// are not measured yet. A file that cannot be read is left where it is, logged and passed over.
class UploadJobStore
{
public:
    /// Makes the folder if need be. DiskError, PermissionDenied.
    [[nodiscard]] static Result<UploadJobStore> open(const QString &folder);

    /// In the order of the queue.
    [[nodiscard]] std::vector<StoredUpload> load() const;
    /// InvalidArgument when the recording's id cannot be a file name, DiskError.
    [[nodiscard]] Status save(const StoredUpload &upload) const;
    [[nodiscard]] Status remove(const RecordingId &recording) const;

private:
    explicit UploadJobStore(QString folder) : m_folder(std::move(folder)) {}

    QString m_folder;
};

} // namespace prosc
