#include "app/server/uploads/partial_chunk.h"

#include "app/base/logging.h"
#include "app/mp4/recording_limits.h"
#include "app/server/uploads/state/upload_files.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

/// How often incoming bytes are synced.
constexpr std::chrono::milliseconds kSyncInterval{500};
constexpr int64_t kReadBytes = 1024 * 1024;

/// A disk error says nothing about whether the bytes are valid.
bool isOfTheDisk(ErrorCode code)
{
    return code == ErrorCode::DiskFull || code == ErrorCode::DiskError;
}

FragmentGate gateAt(int64_t base)
{
    return FragmentGate(base == 0 ? FragmentGate::Start::OfTheBody
                                  : FragmentGate::Start::BetweenFragments);
}

} // namespace

PartialChunk::PartialChunk(const UploadContext &context, UploadPublishing &publishing,
                           OpenUpload upload, const ChunkFacts &facts)
    : m_context(context), m_publishing(publishing), m_row(upload.row), m_upload(std::move(upload)),
      m_unitSha256(facts.unitSha256), m_gate(gateAt(m_row.item.received)),
      m_lastSync(context.clock.now())
{
}

PartialChunk::~PartialChunk()
{
    if (!m_finished && !finish(false)) {
        qCDebug(logServer) << "a chunk of upload" << m_row.item.item.value << "was cut off";
    }
}

Status PartialChunk::open()
{
    m_finished = true; // nothing for the destructor to save until it is open
    auto staged =
        StagedUnit::open(UploadFiles(m_context.rows, m_row).staged(), m_row.item.received);
    if (!staged) {
        return fail(staged.error());
    }
    auto &known = m_context.running.of(m_row.item.item);
    if (known.stagedGate && known.stagedBytes == staged->bytes()) {
        m_gate = *known.stagedGate;
    } else {
        const auto gate = staged->gate();
        if (!gate) {
            drop();
            return fail(ErrorCode::OffsetMismatch, gate.error().detail);
        }
        m_gate = *gate;
    }
    known.stagedGate.reset();
    m_limit = RecordingLimits::kFragmentBytes - staged->bytes();
    if (m_row.uploadLength) {
        m_limit = std::min(m_limit, *m_row.uploadLength - m_row.item.received - staged->bytes());
    }
    m_staged = std::move(*staged);
    m_finished = false;
    return {};
}

Status PartialChunk::write(const QByteArray &bytes)
{
    if (m_error) {
        return fail(*m_error);
    }
    auto taken = bytes.size() <= remaining()
                     ? take(bytes)
                     : fail(ErrorCode::TooLarge, u"more than a unit may have"_s);
    if (!taken) {
        m_error = taken.error();
    }
    return taken;
}

Status PartialChunk::take(const QByteArray &bytes)
{
    bool isBeyond = false;
    bool isWhole = !m_last.isEmpty();
    const auto passed = m_gate.pass(bytes, [&](QByteArrayView, bool ends) {
        isBeyond = isBeyond || isWhole;
        isWhole = isWhole || ends;
    });
    if (!passed) {
        return passed;
    }
    if (isBeyond) {
        return fail(ErrorCode::Malformed, u"more than the rest of the unit"_s);
    }
    m_taken += bytes.size();
    if (isWhole && !bytes.isEmpty()) {
        m_last = bytes.last(1);
        return m_staged->add(bytes.chopped(1));
    }
    if (auto added = m_staged->add(bytes); !added) {
        return added;
    }
    return m_context.clock.now() - m_lastSync >= kSyncInterval ? sync() : Status();
}

Status PartialChunk::sync()
{
    auto synced = m_staged->sync();
    if (synced) {
        m_lastSync = m_context.clock.now();
        m_context.timeouts.heard(m_row.item.item);
    }
    return synced;
}

Result<UploadProgress> PartialChunk::finish(bool)
{
    m_finished = true;
    return !m_error && !m_last.isEmpty() ? admit() : keepStaged();
}

Result<UploadProgress> PartialChunk::keepStaged()
{
    const auto synced = m_error ? fail(*m_error) : sync();
    if (!synced) {
        if (!isOfTheDisk(synced.error().code) || !m_staged->goBack()) {
            drop();
        }
        return fail(synced.error());
    }
    auto &known = m_context.running.of(m_row.item.item);
    known.stagedGate = m_gate;
    known.stagedBytes = m_staged->bytes();
    auto progress = progressOf(m_row);
    progress.offset += m_staged->bytes();
    progress.staged = m_staged->bytes();
    return progress;
}

/// Processes the complete unit as if it had arrived in one request with its checksum.
Result<UploadProgress> PartialChunk::admit()
{
    UploadChunk unit(m_context, m_publishing, std::move(m_upload), m_unitSha256);
    Status taken;
    for (int64_t at = 0; taken && at < m_staged->bytes();) {
        const auto bytes = m_staged->read(at, kReadBytes);
        taken = bytes ? unit.write(*bytes) : fail(bytes.error());
        at += bytes ? bytes->size() : 0;
        if (taken && bytes->isEmpty()) {
            taken = fail(ErrorCode::DiskError, u"what was staged became shorter"_s);
        }
    }
    taken = taken.and_then([&] { return unit.write(m_last); });
    auto result = unit.finish(taken.has_value());
    const bool isHeldUp =
        taken ? !result && isOfTheDisk(result.error().code) : isOfTheDisk(taken.error().code);
    if (!isHeldUp) {
        // Even if it was refused: the client resumes after the last complete unit.
        drop();
    }
    return taken || result ? result : fail(taken.error());
}

void PartialChunk::drop()
{
    m_context.bodies.dropStaged(m_row);
}

} // namespace prosc
