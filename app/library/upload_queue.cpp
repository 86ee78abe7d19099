#include "app/library/upload_queue.h"

#include "app/base/logging.h"

#include <algorithm>

namespace prosc {

namespace {

bool isActive(UploadState state)
{
    return state == UploadState::Uploading || state == UploadState::Verifying;
}

} // namespace

Result<std::unique_ptr<UploadQueue>> UploadQueue::create(const UploadQueueSetup &setup)
{
    auto store = UploadJobStore::open(setup.folder);
    if (!store) {
        return fail(store.error());
    }
    return std::unique_ptr<UploadQueue>(new UploadQueue(setup, *std::move(store)));
}

UploadQueue::UploadQueue(const UploadQueueSetup &setup, UploadJobStore store)
    : m_uploader(setup.uploader), m_timer(setup.timer), m_clock(setup.clock),
      m_random(setup.random), m_store(std::move(store))
{
    for (StoredUpload &stored : m_store.load()) {
        UploadStatus status{stored.job.recording, stored.job.name, UploadState::Waiting, 0,
                            stored.job.bytes,     stored.failure};
        if (stored.failure) {
            status.state = UploadState::Failed;
        }
        m_entries.push_back(Entry{std::move(stored), std::move(status)});
    }
    connect(&m_uploader, &Uploader::located, this, &UploadQueue::located);
    connect(&m_uploader, &Uploader::progress, this, &UploadQueue::progress);
    connect(&m_uploader, &Uploader::finished, this, &UploadQueue::finished);
    connect(&m_uploader, &Uploader::failed, this, &UploadQueue::failed);
    m_timer.setCallback([this] { wakeUp(); });
    // Not now: nobody could have connected to our signals yet.
    QMetaObject::invokeMethod(this, &UploadQueue::startNext, Qt::QueuedConnection);
}

UploadQueue::~UploadQueue()
{
    m_timer.stop();
    m_timer.setCallback({});
    m_uploader.disconnect(this);
    if (active() != nullptr) {
        m_uploader.cancel();
    }
}

Status UploadQueue::add(const UploadJob &job)
{
    const auto same = [&job](const Entry &e) { return e.status.recording == job.recording; };
    if (std::any_of(m_entries.begin(), m_entries.end(), same)) {
        return {};
    }
    const int64_t order = m_entries.empty() ? 0 : m_entries.back().stored.order + 1;
    StoredUpload stored{job, order, std::nullopt};
    if (const auto saved = m_store.save(stored); !saved) {
        return saved;
    }
    UploadStatus status{job.recording, job.name, UploadState::Waiting, 0, job.bytes, std::nullopt};
    m_entries.push_back(Entry{std::move(stored), std::move(status)});
    Q_EMIT changed();
    startNext();
    return {};
}

Status UploadQueue::retryNow(const RecordingId &recording)
{
    const auto entry = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry &e) {
        return e.status.recording == recording;
    });
    if (entry == m_entries.end()) {
        return fail(ErrorCode::NotFound, QStringLiteral("no such upload"));
    }
    entry->status.state = next(entry->status.state, UploadEvent::Retry);
    if (entry->stored.failure) {
        entry->stored.failure.reset();
        keep(*entry);
    }
    armTimer();
    Q_EMIT changed();
    startNext();
    return {};
}

void UploadQueue::retryAllNow()
{
    // By id: what is started may finish at once and take its entry out of the list.
    std::vector<RecordingId> recordings;
    for (const Entry &entry : m_entries) {
        recordings.push_back(entry.status.recording);
    }
    for (const RecordingId &recording : recordings) {
        if (const auto tried = retryNow(recording); !tried) {
            qCDebug(logLibrary) << "an upload was done before it was tried again";
        }
    }
}

std::vector<UploadStatus> UploadQueue::uploads() const
{
    std::vector<UploadStatus> all;
    all.reserve(m_entries.size());
    for (const Entry &entry : m_entries) {
        all.push_back(entry.status);
    }
    return all;
}

bool UploadQueue::isIdle() const
{
    return std::all_of(m_entries.begin(), m_entries.end(), [](const Entry &entry) {
        return entry.status.state == UploadState::Failed;
    });
}

void UploadQueue::startNext()
{
    if (active() != nullptr) {
        return;
    }
    const auto waiting = std::find_if(m_entries.begin(), m_entries.end(), [](const Entry &entry) {
        return entry.status.state == UploadState::Waiting;
    });
    if (waiting == m_entries.end()) {
        return;
    }
    waiting->status.state = next(waiting->status.state, UploadEvent::Started);
    waiting->status.error.reset();
    waiting->status.sent = 0;
    // A copy: the uploader may answer at once, which changes the list.
    const UploadJob job = waiting->stored.job;
    Q_EMIT changed();
    m_uploader.start(job);
}

void UploadQueue::wakeUp()
{
    const MediaTime now = m_clock.now();
    for (Entry &entry : m_entries) {
        if (entry.status.state == UploadState::BackingOff && entry.retryAt <= now) {
            entry.status.state = next(entry.status.state, UploadEvent::Retry);
        }
    }
    armTimer();
    Q_EMIT changed();
    startNext();
}

void UploadQueue::armTimer()
{
    using namespace std::chrono;
    std::optional<MediaTime> earliest;
    for (const Entry &entry : m_entries) {
        if (entry.status.state == UploadState::BackingOff) {
            earliest = std::min(earliest.value_or(entry.retryAt), entry.retryAt);
        }
    }
    if (!earliest) {
        m_timer.stop();
        return;
    }
    const auto left = ceil<milliseconds>(*earliest - m_clock.now());
    m_timer.start(std::max(left, milliseconds(0)));
}

void UploadQueue::located(const QUrl &location)
{
    if (Entry *entry = active()) {
        entry->stored.job.location = location;
        keep(*entry);
    }
}

void UploadQueue::progress(qint64 sent, qint64 total)
{
    Entry *entry = active();
    if (entry == nullptr) {
        return;
    }
    // The server's offset may go back, then there is something to send again.
    if (sent > entry->status.sent) {
        entry->failures = 0;
    }
    entry->status.sent = sent;
    entry->status.total = total;
    if (sent >= total) {
        entry->status.state = next(entry->status.state, UploadEvent::AllSent);
    }
    Q_EMIT changed();
}

void UploadQueue::finished()
{
    const auto entry = std::find_if(m_entries.begin(), m_entries.end(),
                                    [](const Entry &e) { return isActive(e.status.state); });
    if (entry == m_entries.end()) {
        return;
    }
    const UploadStatus done = entry->status;
    m_entries.erase(entry);
    if (const auto removed = m_store.remove(done.recording); !removed) {
        // It will be sent again after a restart; the service then answers that it has it.
        qCWarning(logLibrary) << "cannot remove an upload that is done:" << removed.error().detail;
    }
    Q_EMIT changed();
    Q_EMIT published(done.recording, done.name);
    startNext();
}

void UploadQueue::failed(const Error &error)
{
    Entry *entry = active();
    if (entry == nullptr) {
        return;
    }
    qCInfo(logLibrary) << "an upload failed:" << errorCodeName(error.code) << error.detail;
    entry->status.error = error;
    if (cannotHeal(error.code)) {
        entry->status.state = next(entry->status.state, UploadEvent::FailedForGood);
        entry->stored.failure = error;
        keep(*entry);
    } else {
        entry->status.state = next(entry->status.state, UploadEvent::FailedForNow);
        entry->retryAt = m_clock.now() + backOff(++entry->failures, m_random());
        if (error.code == ErrorCode::ChecksumMismatch) {
            // What the server holds is not our file: start from nothing.
            entry->stored.job.location.clear();
            keep(*entry);
        }
    }
    armTimer();
    Q_EMIT changed();
    startNext();
}

void UploadQueue::keep(const Entry &entry)
{
    if (const auto saved = m_store.save(entry.stored); !saved) {
        // The earlier version of the job is still there; at worst bytes are sent twice.
        qCWarning(logLibrary) << "cannot update an upload's file:" << saved.error().detail;
    }
}

UploadQueue::Entry *UploadQueue::active()
{
    const auto entry = std::find_if(m_entries.begin(), m_entries.end(),
                                    [](const Entry &e) { return isActive(e.status.state); });
    return entry == m_entries.end() ? nullptr : &*entry;
}

} // namespace prosc
