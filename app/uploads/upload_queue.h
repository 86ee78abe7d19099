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

/// What an upload queue needs; all of it outlives the queue.
struct UploadQueueSetup
{
    /// The folder of the jobs; see UploadJobStore.
    QString folder;
    /// Sends what is being recorded, and another one what is finished.
    Uploader &live;
    Uploader &uploader;
    RetryTimer &timer;
    const Clock &clock;
    /// 0 to 1, for the back-off.
    std::function<double()> random;
};

/// Recordings on their way to the library. The one that is being recorded goes up at once, beside
/// finished ones, which go one after the other in the order of the queue; those wait while the live
/// one has fallen behind by kBehind, until it has nearly caught up. A job stays on disk until the
/// server has verified the recording; failures are tried again for ever, soon, or once an hour
/// where needsPerson(). The local file is never touched. Lives on the engine thread. Destroying it
/// leaves the jobs for the next start, at the server's offset.
class UploadQueue : public QObject
{
    Q_OBJECT
public:
    static constexpr int64_t kBehind = 8 * 1024 * 1024;

    /// Takes up the jobs in the folder and starts with them once the event loop runs. A job of a
    /// recording that did not come to its end waits for add() or discard(). DiskError,
    /// PermissionDenied.
    [[nodiscard]] static Result<std::unique_ptr<UploadQueue>> create(const UploadQueueSetup &setup);
    ~UploadQueue() override;

    /// A recording has begun, or goes on: keeps its growing job on disk and starts.
    /// InvalidArgument, DiskError.
    [[nodiscard]] Status begin(const UploadJob &job);
    /// So much of it is safe on this disk.
    void grow(const RecordingId &recording, int64_t bytes);
    /// Nothing was recorded: forgets the growing job.
    void discard(const RecordingId &recording);
    /// Recordings that did not come to their end, and wait for add(), giveUp() or discard().
    [[nodiscard]] std::vector<UploadJob> unfinished() const;
    /// Nothing could be saved of a recording that did not come to its end: shown until add() or
    /// discard().
    void giveUp(const RecordingId &recording, const Error &error);
    /// It is not recorded any more, and did not come to its end: add() or giveUp() follows.
    void interrupt(const RecordingId &recording);
    /// A finished recording: completes the growing job, or queues a new one; kept on disk when this
    /// returns. Adding a finished one again changes nothing. InvalidArgument, DiskError: then it
    /// is as before.
    [[nodiscard]] Status add(const UploadJob &job);

    /// Removes the job of a recording that is not recorded any more, and never its file: nobody
    /// will upload that. NotFound; NotAllowed while it is recorded or may still be completed.
    [[nodiscard]] Status forget(const RecordingId &recording);

    /// Tries a waiting or failed upload now. NotFound; NotAllowed after giveUp().
    [[nodiscard]] Status retryNow(const RecordingId &recording);
    /// Tries everything now that backs off, as when the network is back.
    void retryAllNow();
    /// NotFound.
    [[nodiscard]] Status setPaused(const RecordingId &recording, bool paused);
    /// Its service has another address now (scheme, host and port of `base`; `certificate` as in
    /// UploadJob), and is tried at once. NotFound.
    [[nodiscard]] Status moveTo(const RecordingId &recording, const QUrl &base,
                                const QString &certificate);
    /// Before all other finished recordings. NotFound.
    [[nodiscard]] Status moveFirst(const RecordingId &recording);
    /// Sends nothing while it is held: during a meeting, if somebody has set that.
    void setHeld(bool held);

    /// In the order of the queue; without those that are done.
    [[nodiscard]] std::vector<UploadStatus> uploads() const;
    /// True when the computer may be switched off without anything finished left to upload by
    /// itself.
    [[nodiscard]] bool isIdle() const;

Q_SIGNALS:
    void changed();
    /// The library has it, byte for byte; before its job is forgotten.
    void confirmed(const prosc::UploadJob &job);
    /// After that; `name` is its name there.
    void published(const prosc::RecordingId &recording, const QString &name);

private:
    struct Entry
    {
        StoredUpload stored;
        UploadStatus status;
        int failures = 0;
        MediaTime retryAt{};
        /// The most that was ever sent: only what goes beyond it shows that sending works again.
        int64_t best = 0;
        /// Who sends it now.
        Uploader *at = nullptr;

        /// Nothing could be saved of it.
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
