#include "app/uploads/upload_queue.h"

#include "app/base/logging.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

/// Failed uploads are retried this soon after a start: their cause may have been fixed meanwhile.
constexpr std::chrono::minutes kAfterStart{1};

tl::unexpected<Error> noSuchUpload()
{
    return fail(ErrorCode::NotFound, u"no such upload"_s);
}

UploadStatus statusOf(const StoredUpload &stored)
{
    UploadStatus status;
    status.recording = stored.job.recording;
    status.name = stored.job.name;
    status.file = stored.job.file;
    status.state = stored.failure ? UploadState::Failed : UploadState::Waiting;
    status.total = std::max<int64_t>(0, stored.job.bodyBytes);
    status.error = stored.failure;
    status.paused = stored.paused;
    return status;
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
    : m_live(setup.live), m_uploader(setup.uploader), m_timer(setup.timer), m_clock(setup.clock),
      m_random(setup.random), m_store(std::move(store))
{
    for (StoredUpload &stored : m_store.load()) {
        auto status = statusOf(stored);
        m_entries.push_back(Entry{std::move(stored), std::move(status)});
        m_entries.back().retryAt = m_clock.now() + kAfterStart;
    }
    connectUploader(m_live);
    connectUploader(m_uploader);
    m_timer.setCallback([this] { wakeUp(); });
    armTimer();
    // Queued: nobody can have connected to our signals yet.
    QMetaObject::invokeMethod(this, &UploadQueue::schedule, Qt::QueuedConnection);
}

void UploadQueue::connectUploader(Uploader &uploader)
{
    auto *from = &uploader;
    connect(from, &Uploader::located, this,
            [this, from](const QUrl &location) { located(*from, location); });
    connect(from, &Uploader::measured, this, [this, from](qint64 bytes, const QString &checksum) {
        measured(*from, bytes, checksum);
    });
    connect(from, &Uploader::progress, this,
            [this, from](qint64 sent, qint64 total) { progress(*from, sent, total); });
    connect(from, &Uploader::finished, this, [this, from] { finished(*from); });
    connect(from, &Uploader::failed, this,
            [this, from](const Error &error) { failed(*from, error); });
}

UploadQueue::~UploadQueue()
{
    m_timer.stop();
    m_timer.setCallback({});
    for (auto *uploader : {&m_live, &m_uploader}) {
        uploader->disconnect(this);
        if (activeAt(*uploader) != nullptr) {
            uploader->cancel();
        }
    }
}

Status UploadQueue::append(const UploadJob &job)
{
    const int64_t order = m_entries.empty() ? 0 : m_entries.back().stored.order + 1;
    StoredUpload stored{job, order, std::nullopt, false};
    if (const auto saved = m_store.save(stored); !saved) {
        return saved;
    }
    auto status = statusOf(stored);
    status.live = job.isGrowing();
    m_entries.push_back(Entry{std::move(stored), std::move(status)});
    return {};
}

Status UploadQueue::begin(const UploadJob &job)
{
    if (Entry *entry = find(job.recording)) {
        entry->status.live = entry->stored.job.isGrowing();
        retry(*entry);
    } else if (const auto appended = append(job); !appended) {
        return appended;
    }
    Q_EMIT changed();
    schedule();
    return {};
}

void UploadQueue::grow(const RecordingId &recording, int64_t bytes)
{
    Entry *entry = find(recording);
    if (entry == nullptr || !entry->status.live) {
        return;
    }
    entry->status.total = std::max(entry->status.total, bytes);
    if (entry->at != nullptr) {
        entry->at->grow(bytes);
    }
    Q_EMIT changed();
    schedule();
}

void UploadQueue::discard(const RecordingId &recording)
{
    Entry *entry = find(recording);
    if (entry == nullptr || !entry->stored.job.isGrowing()) {
        return;
    }
    remove(recording);
}

Status UploadQueue::forget(const RecordingId &recording)
{
    const Entry *entry = find(recording);
    if (entry == nullptr) {
        return noSuchUpload();
    }
    if (entry->stored.job.isGrowing() && !entry->isGivenUp()) {
        return fail(ErrorCode::NotAllowed, u"it is not complete yet"_s);
    }
    remove(recording);
    return {};
}

void UploadQueue::remove(const RecordingId &recording)
{
    Entry *entry = find(recording);
    auto *uploader = std::exchange(entry->at, nullptr);
    m_entries.erase(m_entries.begin() + (entry - m_entries.data()));
    if (uploader != nullptr) {
        uploader->cancel();
    }
    if (const auto removed = m_store.remove(recording); !removed) {
        qCWarning(logLibrary) << "cannot remove an upload's file:" << removed.error().detail;
    }
    armTimer();
    Q_EMIT changed();
    schedule();
}

std::vector<UploadJob> UploadQueue::unfinished() const
{
    std::vector<UploadJob> all;
    for (const Entry &entry : m_entries) {
        if (entry.stored.job.isGrowing() && !entry.status.live &&
            entry.status.state != UploadState::Failed) {
            all.push_back(entry.stored.job);
        }
    }
    return all;
}

void UploadQueue::interrupt(const RecordingId &recording)
{
    Entry *entry = find(recording);
    if (entry == nullptr || !entry->stored.job.isGrowing()) {
        return;
    }
    entry->status.live = false;
    Q_EMIT changed();
    schedule();
}

void UploadQueue::giveUp(const RecordingId &recording, const Error &error)
{
    Entry *entry = find(recording);
    if (entry == nullptr || !entry->stored.job.isGrowing() || entry->at != nullptr) {
        return;
    }
    entry->stored.failure = error;
    entry->status.error = error;
    entry->status.state = UploadState::Failed;
    keep(*entry);
    Q_EMIT changed();
}

Status UploadQueue::add(const UploadJob &job)
{
    if (job.isGrowing()) {
        return fail(ErrorCode::InvalidArgument, u"it is still recorded"_s);
    }
    Entry *entry = find(job.recording);
    if (entry != nullptr && !entry->stored.job.isGrowing()) {
        return {};
    }
    if (const auto kept = entry != nullptr ? complete(*entry, job) : append(job); !kept) {
        return kept;
    }
    Q_EMIT changed();
    schedule();
    return {};
}

Status UploadQueue::complete(Entry &entry, const UploadJob &job)
{
    auto stored = entry.stored;
    stored.job = job;
    stored.job.location = entry.stored.job.location;
    stored.failure.reset();
    if (const auto saved = m_store.save(stored); !saved) {
        return saved;
    }
    entry.stored = std::move(stored);
    auto &status = entry.status;
    status.live = false;
    status.total = job.bodyBytes;
    // The recording is complete, so do not wait for the back-off.
    retry(entry);
    if (entry.at != nullptr) {
        if (status.sent >= status.total) {
            status.state = next(status.state, UploadEvent::AllSent);
        }
        entry.at->seal(entry.stored.job);
    }
    return {};
}

void UploadQueue::retry(Entry &entry)
{
    entry.status.state = next(entry.status.state, UploadEvent::Retry);
    armTimer();
}

Status UploadQueue::retryNow(const RecordingId &recording)
{
    Entry *entry = find(recording);
    if (entry == nullptr) {
        return noSuchUpload();
    }
    if (entry->isGivenUp()) {
        return fail(ErrorCode::NotAllowed, u"nothing could be saved of it"_s);
    }
    if (entry->stored.failure) {
        entry->stored.failure.reset();
        keep(*entry);
    }
    retry(*entry);
    Q_EMIT changed();
    schedule();
    return {};
}

void UploadQueue::retryAllNow()
{
    for (Entry &entry : m_entries) {
        if (entry.status.state == UploadState::BackingOff) {
            retry(entry);
        }
    }
    Q_EMIT changed();
    schedule();
}

Status UploadQueue::setPaused(const RecordingId &recording, bool paused)
{
    Entry *entry = find(recording);
    if (entry == nullptr) {
        return noSuchUpload();
    }
    entry->stored.paused = paused;
    entry->status.paused = paused;
    keep(*entry);
    Q_EMIT changed();
    schedule();
    return {};
}

Status UploadQueue::moveFirst(const RecordingId &recording)
{
    const auto entry = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry &e) {
        return e.status.recording == recording;
    });
    if (entry == m_entries.end()) {
        return noSuchUpload();
    }
    std::rotate(m_entries.begin(), entry, entry + 1);
    int64_t order = 0;
    for (Entry &one : m_entries) {
        if (std::exchange(one.stored.order, order) != order) {
            keep(one);
        }
        ++order;
    }
    const Entry *active = activeAt(m_uploader);
    if (active != nullptr && active->status.recording != recording &&
        active->status.state == UploadState::Uploading) {
        m_uploader.cancel();
    }
    Q_EMIT changed();
    schedule();
    return {};
}

void UploadQueue::setHeld(bool held)
{
    if (m_held == held) {
        return;
    }
    m_held = held;
    Q_EMIT changed();
    schedule();
}

std::vector<UploadStatus> UploadQueue::uploads() const
{
    std::vector<UploadStatus> all;
    all.reserve(m_entries.size());
    for (const Entry &entry : m_entries) {
        all.push_back(entry.status);
        all.back().held = m_held;
        all.back().givenUp = entry.isGivenUp();
        all.back().canForget = !entry.stored.job.isGrowing() || entry.isGivenUp();
    }
    return all;
}

bool UploadQueue::isIdle() const
{
    return std::all_of(m_entries.begin(), m_entries.end(), [](const Entry &entry) {
        return entry.status.state == UploadState::Failed || entry.status.paused ||
               entry.stored.job.isGrowing();
    });
}

void UploadQueue::keep(const Entry &entry)
{
    if (const auto saved = m_store.save(entry.stored); !saved) {
        // The previous version of the job is still there; at worst some bytes are sent twice.
        qCWarning(logLibrary) << "cannot update an upload's file:" << saved.error().detail;
    }
}

UploadQueue::Entry *UploadQueue::find(const RecordingId &recording)
{
    const auto entry = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry &e) {
        return e.status.recording == recording;
    });
    return entry == m_entries.end() ? nullptr : &*entry;
}

} // namespace prosc
