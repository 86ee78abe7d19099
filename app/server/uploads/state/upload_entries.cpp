#include "app/server/uploads/state/upload_entries.h"

#include "app/disk/durable_file.h"
#include "app/disk/files.h"
#include "app/server/index/library_names.h"
#include "app/server/uploads/state/upload_files.h"

#include <QFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

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

UploadEntries::UploadEntries(const UploadContext &context, const SupersededFiles &superseded,
                             const UploadSpace &space)
    : m_context(context), m_superseded(superseded), m_space(space)
{
}

bool UploadEntries::isFull(const RecordingId &recording) const
{
    const auto own = m_context.rows.row(recording);
    int open = 0;
    for (const auto state : {MediaItemState::Recording, MediaItemState::Uploading}) {
        const auto rows = m_context.rows.rowsIn(state).value_or(std::vector<RecordingRow>());
        open += static_cast<int>(std::ranges::count_if(rows, [&](const RecordingRow &row) {
            return own && row.room == own->room && row.uploadCreated && row.item.item != recording;
        }));
    }
    return open >= kMaxOpen;
}

Result<UploadProgress> UploadEntries::create(const UploadFacts &facts)
{
    const auto row = m_context.rows.row(facts.recording);
    if (!row) {
        return fail(row.error());
    }
    const bool same = isSameUpload(*row, facts);
    const auto state = row->item.state;
    if (state == MediaItemState::Ready || state == MediaItemState::Deleted ||
        (state == MediaItemState::Interrupted && !same)) {
        return same && state == MediaItemState::Ready
                   ? Result<UploadProgress>(progressOf(*row))
                   : fail(ErrorCode::NotAllowed, u"it is published already"_s);
    }
    if (state == MediaItemState::Interrupted) {
        return m_context.bodies.progress(*row); // its next chunk reopens it
    }
    if (auto prepared = prepare(*row, facts); !prepared) {
        return fail(prepared.error());
    }
    const auto changed = m_context.rows.change(
        facts.recording, [&](RecordingRow &made) { return takeFacts(made, facts); });
    if (changed && facts.layout == UploadLayout::Fragments) {
        m_context.timeouts.heard(facts.recording);
    }
    return changed.map(
        [this](const RecordingRow &made) { return m_context.bodies.progress(made); });
}

/// Makes sure that the rest of the upload has a place, and that it starts at 0 if it is another
/// one.
Status UploadEntries::prepare(const RecordingRow &row, const UploadFacts &facts)
{
    const bool same = isSameUpload(row, facts);
    const bool isBody = facts.layout == UploadLayout::Fragments;
    const int64_t missing = std::max<int64_t>(0, facts.bytes - (same ? row.item.received : 0));
    const QString folder = m_context.rows.folderOf(row);
    if (auto fits = makeFolders(folder).and_then([&] { return m_space.check(folder, missing); });
        !fits) {
        return fits;
    }
    if (!same) {
        return restart(row);
    }
    if (isBody && facts.bytes > 0 && facts.bytes < row.item.received) {
        return fail(ErrorCode::OffsetMismatch, u"%1 bytes are here"_s.arg(row.item.received));
    }
    return {};
}

Status UploadEntries::remove(const RecordingId &recording)
{
    const auto row = m_context.rows.row(recording);
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
    if (auto kept = interrupted ? m_superseded.putAside(*row) : Status(); !kept) {
        return kept;
    }
    m_context.running.forget(recording);
    const auto changed = forgetIn(*row);
    if (!changed) {
        static_cast<void>(interrupted ? m_superseded.putBack(*row) : Status());
        return fail(changed.error());
    }
    if (m_superseded.exist(*row)) {
        m_context.timeouts.heard(recording);
    } else {
        m_context.timeouts.forget(recording);
    }
    if (interrupted) {
        m_context.history.note(*changed, u"uploadedAnew"_s);
    }
    const UploadFiles files(m_context.rows, *row);
    QFile::remove(files.part());
    QFile::remove(files.units());
    m_context.bodies.dropStaged(*row);
    return {};
}

/// The index without the upload of `row`.
Result<RecordingRow> UploadEntries::forgetIn(const RecordingRow &row)
{
    const bool interrupted = row.item.state == MediaItemState::Interrupted;
    return m_context.rows.change(row.item.item, [&](RecordingRow &forgotten) -> Status {
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
}

Status UploadEntries::restart(const RecordingRow &row)
{
    m_context.running.forget(row.item.item);
    // The index first: bytes beyond its offset are truncated when the next chunk arrives.
    const auto changed = m_context.rows.change(row.item.item, [](RecordingRow &empty) -> Status {
        empty.item.received = 0;
        empty.uploadLength.reset();
        empty.uploadSha256.clear();
        return advance(empty.item.state, MediaItemEvent::UploadRestarted);
    });
    if (!changed) {
        return fail(changed.error());
    }
    const UploadFiles files(m_context.rows, row);
    QFile::remove(files.units());
    m_context.bodies.dropStaged(row);
    auto file = DurableFile::open(files.part(), FileMode::OpenOrCreate);
    const auto cut = file ? file->truncate(0) : fail(file.error());
    return cut ? syncFolder(files.folder()) : cut;
}

} // namespace prosc
