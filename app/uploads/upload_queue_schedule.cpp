// Scheduling of UploadQueue, and its handling of the uploaders' signals.

#include "app/base/logging.h"
#include "app/uploads/upload_queue.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

/// The live upload has nearly caught up when it is at most this far behind.
constexpr int64_t kNearlyThere = int64_t{1024} * 1024;
/// Maximum back-off while recording, so that the upload does not fall behind for minutes.
constexpr std::chrono::seconds kLongestLiveWait{15};
/// Retry interval for errors that somebody has to fix.
constexpr std::chrono::hours kUntilMended{1};

QUrl movedTo(const QUrl &base, QUrl url)
{
    if (!url.isEmpty()) {
        url.setScheme(base.scheme());
        url.setHost(base.host());
        url.setPort(base.port());
    }
    return url;
}

} // namespace

UploadQueue::Entry *UploadQueue::activeAt(const Uploader &uploader)
{
    const auto entry = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&](const Entry &e) { return e.at == &uploader; });
    return entry == m_entries.end() ? nullptr : &*entry;
}

bool UploadQueue::mayRun(const Entry &entry) const
{
    return !m_held && !entry.status.paused && (entry.status.live || !entry.stored.job.isGrowing());
}

bool UploadQueue::liveIsBehind()
{
    const Entry *live = activeAt(m_live);
    const int64_t behind = live != nullptr ? live->status.total - live->status.sent : 0;
    m_behind = behind > (m_behind ? kNearlyThere : kBehind);
    return m_behind;
}

void UploadQueue::schedule()
{
    // An uploader may answer synchronously, which re-enters schedule().
    m_scheduleAgain = true;
    if (std::exchange(m_scheduling, true)) {
        return;
    }
    while (std::exchange(m_scheduleAgain, false)) {
        takeBackWhatMustNotRun();
        startWhatMayRun();
    }
    m_scheduling = false;
}

void UploadQueue::takeBackWhatMustNotRun()
{
    for (auto *uploader : {&m_live, &m_uploader}) {
        if (const Entry *entry = activeAt(*uploader); entry != nullptr && !mayRun(*entry)) {
            uploader->cancel();
        }
    }
    const bool newOneWaits = std::any_of(m_entries.begin(), m_entries.end(), [](const Entry &e) {
        return e.status.live && e.at == nullptr && e.status.state == UploadState::Waiting;
    });
    const Entry *live = activeAt(m_live);
    if (newOneWaits && live != nullptr && !live->status.live) {
        m_live.cancel();
    }
    const Entry *other = activeAt(m_uploader);
    if (liveIsBehind() && other != nullptr && other->status.state == UploadState::Uploading) {
        m_uploader.cancel();
    }
}

void UploadQueue::startWhatMayRun()
{
    const auto startFirst = [this](Uploader &uploader, bool live) {
        const auto waiting = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry &e) {
            return e.status.state == UploadState::Waiting && e.at == nullptr &&
                   e.status.live == live && mayRun(e);
        });
        if (waiting != m_entries.end() && activeAt(uploader) == nullptr) {
            start(*waiting, uploader);
        }
    };
    startFirst(m_live, true);
    if (!m_behind) {
        startFirst(m_uploader, false);
    }
}

void UploadQueue::start(Entry &entry, Uploader &uploader)
{
    entry.at = &uploader;
    entry.status.state = next(entry.status.state, UploadEvent::Started);
    entry.status.error.reset();
    // Copies: the uploader may answer synchronously, which changes m_entries.
    const UploadJob job = entry.stored.job;
    const int64_t known = entry.status.total;
    Q_EMIT changed();
    uploader.start(job);
    if (job.isGrowing() && known > 0) {
        uploader.grow(known);
    }
}

bool UploadQueue::retriesByItself(const Entry &entry)
{
    const bool isHere = entry.status.live || !entry.stored.job.isGrowing();
    return entry.status.state == UploadState::BackingOff ||
           (entry.status.state == UploadState::Failed && isHere);
}

void UploadQueue::wakeUp()
{
    const MediaTime now = m_clock.now();
    for (Entry &entry : m_entries) {
        if (retriesByItself(entry) && entry.retryAt <= now) {
            entry.status.state = next(entry.status.state, UploadEvent::Retry);
        }
    }
    armTimer();
    Q_EMIT changed();
    schedule();
}

void UploadQueue::armTimer()
{
    using namespace std::chrono;
    std::optional<MediaTime> earliest;
    for (const Entry &entry : m_entries) {
        if (retriesByItself(entry)) {
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

void UploadQueue::located(Uploader &uploader, const QUrl &location)
{
    if (Entry *entry = activeAt(uploader)) {
        entry->stored.job.location = location;
        keep(*entry);
    }
}

void UploadQueue::measured(Uploader &uploader, int64_t bodyBytes, const QString &checksum)
{
    if (Entry *entry = activeAt(uploader)) {
        auto &job = entry->stored.job;
        job.bodyBytes = bodyBytes;
        job.checksum = checksum;
        job.location.clear();
        entry->status.total = bodyBytes;
        keep(*entry);
        Q_EMIT changed();
    }
}

void UploadQueue::progress(Uploader &uploader, qint64 sent, qint64 total)
{
    Entry *entry = activeAt(uploader);
    if (entry == nullptr) {
        return;
    }
    // Only bytes beyond `best` count: the server's offset may go back, and bytes are then sent
    // again.
    if (sent > entry->best) {
        entry->best = sent;
        entry->failures = 0;
    }
    entry->status.sent = sent;
    entry->status.total =
        entry->status.live ? std::max<int64_t>(entry->status.total, total) : total;
    if (!entry->status.live) {
        const auto event = sent >= total ? UploadEvent::AllSent : UploadEvent::SendsAgain;
        entry->status.state = next(entry->status.state, event);
    }
    Q_EMIT changed();
    schedule();
}

void UploadQueue::finished(Uploader &uploader)
{
    const Entry *entry = activeAt(uploader);
    if (entry == nullptr) {
        return;
    }
    const UploadJob done = entry->stored.job;
    Q_EMIT confirmed(done);
    m_entries.erase(m_entries.begin() + (activeAt(uploader) - m_entries.data()));
    if (const auto removed = m_store.remove(done.recording); !removed) {
        // It is retried after a restart; the service then answers that it has it.
        qCWarning(logLibrary) << "cannot remove an upload that is done:" << removed.error().detail;
    }
    Q_EMIT changed();
    Q_EMIT published(done.recording, done.name);
    schedule();
}

void UploadQueue::failed(Uploader &uploader, const Error &error)
{
    Entry *entry = activeAt(uploader);
    if (entry == nullptr) {
        return;
    }
    entry->at = nullptr;
    auto &status = entry->status;
    if (error.code == ErrorCode::Cancelled) {
        status.state = next(status.state, UploadEvent::TakenBack);
        Q_EMIT changed();
        return schedule();
    }
    qCInfo(logLibrary) << "an upload failed:" << errorCodeName(error.code) << error.detail;
    status.error = error;
    if (needsPerson(error.code)) {
        status.state = next(status.state, UploadEvent::FailedForGood);
        entry->retryAt = m_clock.now() + kUntilMended;
        entry->stored.failure = error;
        keep(*entry);
    } else {
        status.state = next(status.state, UploadEvent::FailedForNow);
        const auto longest = status.live ? kLongestLiveWait : std::chrono::minutes(5);
        entry->retryAt = m_clock.now() + retryDelay(++entry->failures, m_random(), longest);
        const bool wasMended = std::exchange(entry->stored.failure, std::nullopt).has_value();
        if (error.code == ErrorCode::ChecksumMismatch) {
            // The server's bytes are not our recording: start from scratch.
            entry->stored.job.location.clear();
        }
        if (wasMended || error.code == ErrorCode::ChecksumMismatch) {
            keep(*entry);
        }
    }
    armTimer();
    Q_EMIT changed();
    schedule();
}

Status UploadQueue::moveTo(const RecordingId &recording, const QUrl &base,
                           const QString &certificate)
{
    Entry *entry = find(recording);
    if (entry == nullptr) {
        return fail(ErrorCode::NotFound, u"no such upload"_s);
    }
    auto &job = entry->stored.job;
    const auto endpoint = movedTo(base, job.endpoint);
    if (entry->at != nullptr && job.endpoint == endpoint && job.certificate == certificate) {
        return {}; // already being sent there
    }
    job.endpoint = endpoint;
    job.location = movedTo(base, job.location);
    job.certificate = certificate;
    if (!entry->isGivenUp()) {
        entry->stored.failure.reset();
        retry(*entry);
    }
    keep(*entry);
    if (entry->at != nullptr) {
        entry->at->cancel(); // restarts with the new address
    }
    Q_EMIT changed();
    schedule();
    return {};
}

} // namespace prosc
