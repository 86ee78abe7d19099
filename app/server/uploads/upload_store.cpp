#include "app/server/uploads/upload_store.h"

#include "app/disk/files.h"
#include "app/mp4/recording_limits.h"
#include "app/server/library/library_names.h"

#include <QFile>
#include <QStorageInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

/// Free space that uploads leave for everything else.
constexpr int64_t kReservedBytes = 256LL * 1024 * 1024;
/// Memory limit for the tables of all idle bodies.
constexpr int64_t kIdleTables = 256LL * 1024 * 1024;

int64_t volumeFreeBytes(const QString &folder)
{
    return QStorageInfo(folder).bytesAvailable();
}

} // namespace

UploadProgress progressOf(const RecordingRow &row)
{
    const bool ready = row.item.state == MediaItemState::Ready;
    const bool isOpenBody = row.layout == UploadLayout::Fragments && !ready;
    return {row.item.received, row.fullLength(), ready ? row.item.sha256 : QString(),
            isOpenBody ? std::optional<int64_t>(0) : std::nullopt};
}

UploadStore::UploadStore(LibraryRows &rows, LocalRecordingHistory &history, const Clock &clock,
                         FreeBytes freeBytes)
    : m_store(rows), m_history(history), m_clock(clock),
      m_freeBytes(freeBytes ? std::move(freeBytes) : volumeFreeBytes)
{
}

UploadStore::~UploadStore() = default;

Result<UploadProgress> UploadStore::create(const UploadFacts &facts)
{
    return holding(facts.recording, [&] { return createEntered(facts); });
}

bool UploadStore::isFull(const RecordingId &recording) const
{
    const auto own = m_store.row(recording);
    int open = 0;
    for (const auto state : {MediaItemState::Recording, MediaItemState::Uploading}) {
        const auto rows = m_store.rowsIn(state).value_or(std::vector<RecordingRow>());
        open += static_cast<int>(std::ranges::count_if(rows, [&](const RecordingRow &row) {
            return own && row.room == own->room && row.uploadCreated && row.item.item != recording;
        }));
    }
    return open >= kMaxOpenUploads;
}

Result<UploadProgress> UploadStore::progress(const RecordingId &recording)
{
    const auto row = m_store.row(recording);
    if (!row) {
        return fail(row.error());
    }
    if (!row->uploadCreated || row->item.state == MediaItemState::Deleted) {
        return fail(ErrorCode::NotFound, u"no such upload"_s);
    }
    const auto now = progressOf(*row);
    const bool isBody = row->layout == UploadLayout::Fragments;
    if (now.offset != now.length || !now.sha256.isEmpty() || isPublished(row->item.state) ||
        (isBody && row->uploadSha256.isEmpty())) {
        return wholeProgressOf(*row);
    }
    auto verified = holding(recording, [&] { return verify(recording); });
    if (verified || verified.error().code == ErrorCode::DiskError) {
        return verified;
    }
    return m_store.row(recording).map(progressOf);
}

Result<std::unique_ptr<IncomingChunk>> UploadStore::append(const RecordingId &recording,
                                                           const ChunkFacts &facts)
{
    if (auto entered = enter(recording); !entered) {
        return fail(entered.error());
    }
    auto chunk = appendEntered(recording, facts);
    if (!chunk) {
        leave(recording);
    }
    return chunk;
}

Status UploadStore::remove(const RecordingId &recording)
{
    const auto removed = holding(recording, [&] { return removeEntered(recording); });
    return removed ? Status() : fail(removed.error());
}

Status UploadStore::enter(const RecordingId &recording)
{
    std::lock_guard lock(m_mutex);
    Running &entry = m_running[recording];
    if (entry.busy) {
        return fail(ErrorCode::TooMany, u"another request works on this upload"_s);
    }
    entry.busy = true;
    return {};
}

void UploadStore::leave(const RecordingId &recording)
{
    std::lock_guard lock(m_mutex);
    const auto entry = m_running.find(recording);
    entry->second.busy = false;
    entry->second.used = m_clock.now();
    if (entry->second.length == 0 && !entry->second.body) {
        m_running.erase(entry);
    }
    evictIdle();
}

/// Evicts the least recently used tables; they are read from disk again when needed.
void UploadStore::evictIdle()
{
    int64_t sum = 0;
    for (const auto &[id, entry] : m_running) {
        sum += !entry.busy && entry.body ? entry.body->memory() : 0;
    }
    while (sum > kIdleTables) {
        auto oldest = m_running.end();
        for (auto entry = m_running.begin(); entry != m_running.end(); ++entry) {
            if (!entry->second.busy && entry->second.body &&
                (oldest == m_running.end() || entry->second.used < oldest->second.used)) {
                oldest = entry;
            }
        }
        sum -= oldest->second.body->memory();
        m_running.erase(oldest);
    }
}

int64_t UploadStore::memory() const
{
    std::lock_guard lock(m_mutex);
    int64_t sum = 0;
    for (const auto &[id, entry] : m_running) {
        sum += !entry.busy && entry.body ? entry.body->memory() : 0;
    }
    return sum;
}

void UploadStore::forgetRunning(const RecordingId &recording)
{
    Running &entry = running(recording);
    entry.length = 0;
    entry.body.reset();
    entry.stagedGate.reset();
}

void UploadStore::heard(const RecordingId &recording)
{
    std::lock_guard lock(m_mutex);
    m_heard[recording] = m_clock.now();
}

void UploadStore::forgetHeard(const RecordingId &recording)
{
    std::lock_guard lock(m_mutex);
    m_heard.erase(recording);
}

UploadStore::Running &UploadStore::running(const RecordingId &recording)
{
    std::lock_guard lock(m_mutex);
    return m_running.at(recording);
}

Result<UploadProgress> UploadStore::holding(const RecordingId &recording,
                                            const std::function<Result<UploadProgress>()> &work)
{
    if (auto entered = enter(recording); !entered) {
        return fail(entered.error());
    }
    auto result = work();
    leave(recording);
    return result;
}

namespace {

bool isSameUpload(const RecordingRow &row, const UploadFacts &facts)
{
    if (!row.uploadCreated || row.layout != facts.layout) {
        return false;
    }
    return row.layout == UploadLayout::Fragments ||
           (row.item.sha256 == facts.sha256 && row.item.bytes == facts.bytes);
}

Status takeFacts(RecordingRow &row, const UploadFacts &facts)
{
    const bool isBody = facts.layout == UploadLayout::Fragments;
    const auto event = isBody && facts.bytes == 0 ? MediaItemEvent::LiveUploadCreated
                                                  : MediaItemEvent::UploadCreated;
    if (auto moved = advance(row.item.state, event); !moved) {
        return moved;
    }
    row.item.reason.clear();
    row.item.name = safeRecordingName(facts.name);
    row.uploadCreated = true;
    row.layout = facts.layout;
    if (!isBody) {
        row.item.bytes = facts.bytes;
        row.item.sha256 = facts.sha256;
        row.item.duration = facts.duration;
        return {};
    }
    if (facts.bytes > 0) {
        row.uploadLength = facts.bytes;
    }
    if (!facts.sha256.isEmpty()) {
        row.uploadSha256 = facts.sha256;
    }
    return {};
}

} // namespace

Result<UploadProgress> UploadStore::createEntered(const UploadFacts &facts)
{
    const auto row = m_store.row(facts.recording);
    if (!row) {
        return fail(row.error());
    }
    const bool same = isSameUpload(*row, facts);
    const bool isBody = facts.layout == UploadLayout::Fragments;
    const auto state = row->item.state;
    if (state == MediaItemState::Ready || state == MediaItemState::Deleted ||
        (state == MediaItemState::Interrupted && !same)) {
        return same && state == MediaItemState::Ready
                   ? Result<UploadProgress>(progressOf(*row))
                   : fail(ErrorCode::NotAllowed, u"it is published already"_s);
    }
    if (state == MediaItemState::Interrupted) {
        return wholeProgressOf(*row); // its next chunk reopens it
    }
    const int64_t missing = std::max<int64_t>(0, facts.bytes - (same ? row->item.received : 0));
    if (auto made = makeFolders(m_store.folderOf(*row)); !made) {
        return fail(made.error());
    }
    if (m_freeBytes(m_store.folderOf(*row)) < missing + kReservedBytes) {
        return fail(ErrorCode::DiskFull, u"%1 bytes do not fit"_s.arg(missing));
    }
    if (!same) {
        if (auto restarted = restart(*row); !restarted) {
            return fail(restarted.error());
        }
    } else if (isBody && facts.bytes > 0 && facts.bytes < row->item.received) {
        return fail(ErrorCode::OffsetMismatch, u"%1 bytes are here"_s.arg(row->item.received));
    }
    const auto changed =
        m_store.change(facts.recording, [&](RecordingRow &row_) { return takeFacts(row_, facts); });
    if (changed && isBody) {
        heard(facts.recording);
    }
    return changed.map([this](const RecordingRow &made) { return wholeProgressOf(made); });
}

Result<UploadProgress> UploadStore::removeEntered(const RecordingId &recording)
{
    const auto row = m_store.row(recording);
    if (!row) {
        return fail(row.error());
    }
    if (!row->uploadCreated) {
        return fail(ErrorCode::NotFound, u"no such upload"_s);
    }
    const bool interrupted = row->item.state == MediaItemState::Interrupted;
    if (row->item.state == MediaItemState::Ready || row->item.state == MediaItemState::Deleted) {
        return fail(ErrorCode::NotAllowed, u"it is published already"_s);
    }
    if (auto kept = interrupted ? putAside(*row) : Status(); !kept) {
        return fail(kept.error());
    }
    forgetRunning(recording);
    auto changed = m_store.change(recording, [&](RecordingRow &forgotten) -> Status {
        forgotten.uploadCreated = false;
        forgotten.item.received = 0;
        forgotten.uploadLength.reset();
        forgotten.uploadSha256.clear();
        if (interrupted) {
            forgotten.item.reason.clear();
            forgotten.item.sha256.clear();
        }
        return advance(forgotten.item.state, MediaItemEvent::UploadRemoved);
    });
    if (!changed) {
        static_cast<void>(interrupted ? putBack(*row) : Status());
        return fail(changed.error());
    }
    if (hasKept(*row)) {
        heard(recording);
    } else {
        forgetHeard(recording);
    }
    if (interrupted) {
        m_history.note(*changed, u"uploadedAnew"_s);
    }
    QFile::remove(m_store.partOf(*row));
    QFile::remove(m_store.unitsOf(*row));
    dropStaged(*row);
    return changed.map(progressOf);
}

Status UploadStore::checkPlace(const RecordingRow &row, const ChunkFacts &facts) const
{
    const int64_t staged = stagedBytes(row).value_or(0);
    const int64_t here = row.item.received + staged;
    if (facts.offset != here) {
        return fail(ErrorCode::OffsetMismatch, u"%1 bytes are here"_s.arg(here));
    }
    const bool isChunk = !facts.unitSha256.isEmpty();
    const bool isBody = row.layout == UploadLayout::Fragments;
    if (isChunk ? !isBody || !facts.checksum.isEmpty() : staged > 0) {
        return fail(ErrorCode::InvalidArgument, u"neither a chunk of a unit nor whole units"_s);
    }
    int64_t coming = 0;
    if (isChunk) {
        // The unit is copied into the body once it is complete.
        coming = staged + 2 * facts.bytes.value_or(RecordingLimits::kFragmentBytes);
    } else {
        coming = facts.bytes.value_or(isBody ? UploadChunk::kMaxBodyChunk
                                             : row.item.bytes - facts.offset);
    }
    if (coming > 0 && m_freeBytes(m_store.folderOf(row)) < coming + kReservedBytes) {
        return fail(ErrorCode::DiskFull, u"%1 bytes do not fit"_s.arg(coming));
    }
    return {};
}

Result<std::unique_ptr<IncomingChunk>> UploadStore::appendEntered(const RecordingId &recording,
                                                                  const ChunkFacts &facts)
{
    const auto row = m_store.row(recording);
    if (!row) {
        return fail(row.error());
    }
    if (!row->uploadCreated || row->item.state == MediaItemState::Deleted) {
        return fail(ErrorCode::NotFound, u"no such upload"_s);
    }
    if (auto place = checkPlace(*row, facts); !place) {
        return fail(place.error());
    }
    return row->layout == UploadLayout::Fragments ? appendToBody(*row, facts)
                                                  : appendToFile(*row, facts);
}

Result<std::unique_ptr<IncomingChunk>> UploadStore::appendToFile(const RecordingRow &row,
                                                                 const ChunkFacts &facts)
{
    std::optional<DurableFile> file;
    if (facts.offset < row.item.bytes) {
        auto opened = DurableFile::open(m_store.partOf(row), FileMode::OpenOrCreate);
        // Bytes beyond the offset were never verified.
        const auto cut = opened ? opened->truncate(facts.offset) : fail(opened.error());
        if (!cut) {
            return fail(cut.error());
        }
        file = std::move(*opened);
    }
    return std::make_unique<UploadChunk>(*this, row, std::move(file), nullptr, facts.checksum);
}

} // namespace prosc
