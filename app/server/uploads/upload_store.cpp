#include "app/server/uploads/upload_store.h"

#include "app/mp4/recording_limits.h"
#include "app/server/uploads/abandoned_uploads.h"
#include "app/server/uploads/expired_uploads.h"
#include "app/server/uploads/file_upload.h"
#include "app/server/uploads/fragment_upload.h"
#include "app/server/uploads/held_chunk.h"
#include "app/server/uploads/resumed_uploads.h"

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

bool isUpload(const RecordingRow &row)
{
    return row.uploadCreated && row.item.state != MediaItemState::Deleted;
}

/// How many bytes a chunk needs on the disk.
int64_t spaceFor(const RecordingRow &row, const ChunkFacts &facts, int64_t staged)
{
    if (!facts.unitSha256.isEmpty()) {
        // The unit is copied into the body once it is complete.
        return staged + 2 * facts.bytes.value_or(RecordingLimits::kFragmentBytes);
    }
    const bool isBody = row.layout == UploadLayout::Fragments;
    return facts.bytes.value_or(isBody ? UploadLimits::kBodyChunk : row.item.bytes - facts.offset);
}

/// Whether a chunk begins where the upload stands.
Status checkPlace(const RecordingRow &row, const ChunkFacts &facts, int64_t staged)
{
    const int64_t here = row.item.received + staged;
    if (facts.offset != here) {
        return fail(ErrorCode::OffsetMismatch, u"%1 bytes are here"_s.arg(here));
    }
    const bool isChunk = !facts.unitSha256.isEmpty();
    const bool isBody = row.layout == UploadLayout::Fragments;
    if (isChunk ? !isBody || !facts.checksum.isEmpty() : staged > 0) {
        return fail(ErrorCode::InvalidArgument, u"neither a chunk of a unit nor whole units"_s);
    }
    return {};
}

} // namespace

/// From the lowest to the highest: each uses only those above it.
struct UploadStore::Parts
{
    Parts(LibraryRows &rows, LocalRecordingHistory &history, const Clock &clock,
          UploadSpace::FreeBytes freeBytes)
        : running(clock), timeouts(clock),
          bodies(rows, running), context{rows, history, clock, running, timeouts, bodies},
          supersededFiles(rows), space(std::move(freeBytes))
    {
    }

    RunningUploads running;
    UploadTimeouts timeouts;
    BodyState bodies;
    UploadContext context;
    SupersededFiles supersededFiles;
    UploadSpace space;
    UploadEntries entries{context, supersededFiles, space};
    UploadPublishing publishing{context, supersededFiles, entries};
    FileUpload files{context, publishing};
    FragmentUpload fragments{context, publishing};
    SupersededUpload superseded{context, supersededFiles, publishing};
    AbandonedUploads abandoned{context, publishing, superseded};
    ExpiredUploads expired{context, supersededFiles};
    ResumedUploads resumed{context, supersededFiles, publishing};
};

UploadStore::UploadStore(LibraryRows &rows, LocalRecordingHistory &history, const Clock &clock,
                         UploadSpace::FreeBytes freeBytes)
    : m_parts(std::make_unique<Parts>(rows, history, clock, std::move(freeBytes)))
{
}

UploadStore::~UploadStore() = default;

Result<UploadProgress> UploadStore::create(const UploadFacts &facts)
{
    const auto hold = m_parts->running.hold(facts.recording);
    return hold ? m_parts->entries.create(facts) : fail(hold.error());
}

bool UploadStore::isFull(const RecordingId &recording) const
{
    return m_parts->entries.isFull(recording);
}

Result<UploadProgress> UploadStore::progress(const RecordingId &recording)
{
    const auto row = m_parts->context.rows.row(recording);
    if (!row) {
        return fail(row.error());
    }
    if (!isUpload(*row)) {
        return fail(ErrorCode::NotFound, u"no such upload"_s);
    }
    if (!isComplete(*row) || isPublished(row->item.state)) {
        return m_parts->bodies.progress(*row);
    }
    auto verified = [&]() -> Result<UploadProgress> {
        const auto hold = m_parts->running.hold(recording);
        return hold ? m_parts->publishing.verify(recording) : fail(hold.error());
    }();
    if (verified || verified.error().code == ErrorCode::DiskError) {
        return verified;
    }
    return m_parts->context.rows.row(recording).map(progressOf);
}

Result<std::unique_ptr<IncomingChunk>> UploadStore::append(const RecordingId &recording,
                                                           const ChunkFacts &facts)
{
    auto hold = m_parts->running.hold(recording);
    auto chunk = hold ? openChunk(recording, facts) : fail(hold.error());
    if (!chunk) {
        return chunk;
    }
    return std::make_unique<HeldChunk>(std::move(*hold), std::move(*chunk));
}

Result<std::unique_ptr<IncomingChunk>> UploadStore::openChunk(const RecordingId &recording,
                                                              const ChunkFacts &facts)
{
    const auto row = m_parts->context.rows.row(recording);
    if (!row) {
        return fail(row.error());
    }
    if (!isUpload(*row)) {
        return fail(ErrorCode::NotFound, u"no such upload"_s);
    }
    const int64_t staged = m_parts->bodies.stagedBytes(*row).value_or(0);
    const int64_t space = spaceFor(*row, facts, staged);
    const auto mayCome = checkPlace(*row, facts, staged).and_then([&] {
        const QString folder = m_parts->context.rows.folderOf(*row);
        return space > 0 ? m_parts->space.check(folder, space) : Status();
    });
    if (!mayCome) {
        return fail(mayCome.error());
    }
    return row->layout == UploadLayout::Fragments ? m_parts->fragments.append(*row, facts)
                                                  : m_parts->files.append(*row, facts);
}

Status UploadStore::remove(const RecordingId &recording)
{
    const auto hold = m_parts->running.hold(recording);
    return hold ? m_parts->entries.remove(recording) : fail(hold.error());
}

void UploadStore::resumeVerification()
{
    m_parts->resumed.resume();
}

void UploadStore::closeAbandoned(MediaTime silence)
{
    m_parts->abandoned.close(silence);
}

void UploadStore::recorderLives(const RecordingId &recording)
{
    m_parts->abandoned.recorderLives(recording);
}

void UploadStore::dropExpired()
{
    m_parts->expired.drop();
}

int64_t UploadStore::memory() const
{
    return m_parts->running.memory();
}

} // namespace prosc
