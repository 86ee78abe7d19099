#pragma once

#include "app/base/clock.h"
#include "app/uploads/ports.h"
#include "app/uploads/retry_timer.h"
#include "app/uploads/upload_job_store.h"
#include "app/uploads/upload_state.h"

#include <functional>
#include <memory>
#include <vector>

namespace prosc {

/// Dependencies of an upload queue; all of them outlive it.
struct UploadQueueSetup
{
    /// The folder of the jobs; see UploadJobStore.
    QString folder;
    /// One sends the recording in progress, the other finished ones.
    Uploader &live;
    Uploader &uploader;
    RetryTimer &timer;
    const Clock &clock;
    /// Random numbers from 0 to 1, for the jitter of the back-off.
    std::function<double()> random;
};

/// Uploads of recordings to the library. The recording in progress is uploaded at once, beside
/// finished ones, which are sent one after the other in the order of the queue; those wait while
/// the live upload is more than kBehind behind, until it has nearly caught up. A job stays on disk
/// until the server has verified the recording; failed uploads are retried for ever, with a
/// back-off, or once an hour where needsPerson(). Never touches the local file. Lives on the engine
/// thread. Destroying it leaves the jobs to be resumed at the server's offset at the next start.
class UploadQueue : public QObject
{
    Q_OBJECT
public:
    static constexpr int64_t kBehind = 8 * 1024 * 1024;

    /// Loads the jobs in the folder and starts them once the event loop runs. The job of an
    /// interrupted recording waits for add() or discard(). DiskError, PermissionDenied.
    [[nodiscard]] static Result<std::unique_ptr<UploadQueue>> create(const UploadQueueSetup &setup);
    ~UploadQueue() override;

    /// A recording has begun or is continued: stores its growing job on disk and starts it.
    /// InvalidArgument, DiskError.
    [[nodiscard]] Status begin(const UploadJob &job);
    /// The first `bytes` of its body are durable on this disk.
    void grow(const RecordingId &recording, int64_t bytes);
    /// Nothing was recorded: removes the growing job.
    void discard(const RecordingId &recording);
    /// Jobs of interrupted recordings, which wait for add(), giveUp() or discard().
    [[nodiscard]] std::vector<UploadJob> unfinished() const;
    /// Nothing of an interrupted recording could be recovered: it is shown as failed until add() or
    /// discard().
    void giveUp(const RecordingId &recording, const Error &error);
    /// The recording was interrupted: add() or giveUp() follows.
    void interrupt(const RecordingId &recording);
    /// A finished recording: completes its growing job or queues a new one, stored on disk when
    /// this returns. Does nothing if the queue has it as finished already. InvalidArgument,
    /// DiskError: nothing has changed.
    [[nodiscard]] Status add(const UploadJob &job);

    /// Removes the job of a recording that has ended, but never its file: the recording will not be
    /// uploaded. NotFound; NotAllowed while it is being recorded or may still be completed.
    [[nodiscard]] Status forget(const RecordingId &recording);

    /// Retries a waiting or failed upload now. NotFound; NotAllowed after giveUp().
    [[nodiscard]] Status retryNow(const RecordingId &recording);
    /// Retries now everything that is backing off, for example when the network is back.
    void retryAllNow();
    /// NotFound.
    [[nodiscard]] Status setPaused(const RecordingId &recording, bool paused);
    /// Its service has a new address (scheme, host and port of `base`; `certificate` as in
    /// UploadJob); retries at once. NotFound.
    [[nodiscard]] Status moveTo(const RecordingId &recording, const QUrl &base,
                                const QString &certificate);
    /// Moves it before all other finished recordings. NotFound.
    [[nodiscard]] Status moveFirst(const RecordingId &recording);
    /// Sends nothing while held: during a meeting, if the user has set that.
    void setHeld(bool held);

    /// All unfinished uploads, in the order of the queue.
    [[nodiscard]] std::vector<UploadStatus> uploads() const;
    /// True when the computer may be switched off: no finished recording is waiting to be uploaded,
    /// other than failed and paused ones.
    [[nodiscard]] bool isIdle() const;

Q_SIGNALS:
    void changed();
    /// The library has verified it; emitted before its job is removed.
    void confirmed(const prosc::UploadJob &job);
    /// Emitted after the job is removed; `name` is its name in the library.
    void published(const prosc::RecordingId &recording, const QString &name);

private:
    struct Entry
    {
        StoredUpload stored;
        UploadStatus status;
        int failures = 0;
        MediaTime retryAt{};
        /// The most bytes ever sent: only progress beyond it shows that sending works again.
        int64_t best = 0;
        /// The uploader that is sending it; null if none.
        Uploader *at = nullptr;

        /// Nothing of it could be recovered.
        [[nodiscard]] bool isGivenUp() const
        {
            return stored.job.isGrowing() && !status.live && status.state == UploadState::Failed;
        }
    };

    UploadQueue(const UploadQueueSetup &setup, UploadJobStore store);

    [[nodiscard]] Status append(const UploadJob &job);
    [[nodiscard]] Status complete(Entry &entry, const UploadJob &job);
    void connectUploader(Uploader &uploader);
    void schedule();
    void takeBackWhatMustNotRun();
    void startWhatMayRun();
    void start(Entry &entry, Uploader &uploader);
    [[nodiscard]] bool mayRun(const Entry &entry) const;
    [[nodiscard]] bool liveIsBehind();
    [[nodiscard]] static bool retriesByItself(const Entry &entry);
    void wakeUp();
    void armTimer();
    void retry(Entry &entry);
    void remove(const RecordingId &recording);
    void located(Uploader &uploader, const QUrl &location);
    void measured(Uploader &uploader, int64_t bodyBytes, const QString &checksum);
    void progress(Uploader &uploader, qint64 sent, qint64 total);
    void finished(Uploader &uploader);
    void failed(Uploader &uploader, const Error &error);
    void keep(const Entry &entry);
    [[nodiscard]] Entry *find(const RecordingId &recording);
    [[nodiscard]] Entry *activeAt(const Uploader &uploader);

    Uploader &m_live;
    Uploader &m_uploader;
    RetryTimer &m_timer;
    const Clock &m_clock;
    std::function<double()> m_random;
    UploadJobStore m_store;
    std::vector<Entry> m_entries;
    bool m_held = false;
    bool m_behind = false;
    bool m_scheduling = false;
    bool m_scheduleAgain = false;
};

} // namespace prosc
