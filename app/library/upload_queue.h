#pragma once

#include "app/base/clock.h"
#include "app/library/ports.h"
#include "app/library/retry_timer.h"
#include "app/library/upload_job_store.h"
#include "app/library/upload_state.h"

#include <functional>
#include <memory>
#include <vector>

namespace prosc {

/// What an upload queue needs; all of it outlives the queue.
struct UploadQueueSetup
{
    /// The folder of the jobs; see UploadJobStore.
    QString folder;
    Uploader &uploader;
    RetryTimer &timer;
    const Clock &clock;
    /// 0 to 1, for the back-off.
    std::function<double()> random;
};

/// Finished files on their way to the library, one after the other in the order they came. A job
/// stays on disk until the server has verified the file; failures are tried again for ever unless
/// cannotHeal(). The local file is never touched. Lives on the engine thread. Destroying it leaves
/// the jobs for the next start.
class UploadQueue : public QObject
{
    Q_OBJECT
public:
    /// Takes up the jobs in the folder and starts with them once the event loop runs. DiskError,
    /// PermissionDenied.
    [[nodiscard]] static Result<std::unique_ptr<UploadQueue>> create(const UploadQueueSetup &setup);
    ~UploadQueue() override;

    /// Keeps the job on disk, then uploads it when it is its turn. Adding a recording that is
    /// queued already changes nothing. InvalidArgument, DiskError: then it is not queued.
    [[nodiscard]] Status add(const UploadJob &job);
    /// Tries a waiting or failed upload now. NotFound.
    [[nodiscard]] Status retryNow(const RecordingId &recording);
    /// The same for all of them, as when the network is back.
    void retryAllNow();

    /// In the order of the queue; without those that are done.
    [[nodiscard]] std::vector<UploadStatus> uploads() const;
    /// True when the computer may be switched off without anything left to upload by itself.
    [[nodiscard]] bool isIdle() const;

Q_SIGNALS:
    void changed();
    /// The library has it, byte for byte; `name` is its name there.
    void published(const prosc::RecordingId &recording, const QString &name);

private:
    struct Entry
    {
        StoredUpload stored;
        UploadStatus status;
        int failures = 0;
        MediaTime retryAt{};
    };

    UploadQueue(const UploadQueueSetup &setup, UploadJobStore store);

    void startNext();
    void wakeUp();
    void armTimer();
    void located(const QUrl &location);
    void progress(qint64 sent, qint64 total);
    void finished();
    void failed(const Error &error);
    void keep(const Entry &entry);
    [[nodiscard]] Entry *active();

    Uploader &m_uploader;
    RetryTimer &m_timer;
    const Clock &m_clock;
    std::function<double()> m_random;
    UploadJobStore m_store;
    std::vector<Entry> m_entries;
};

} // namespace prosc
