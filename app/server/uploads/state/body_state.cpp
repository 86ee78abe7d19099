#include "app/server/uploads/state/body_state.h"

#include "app/base/logging.h"
#include "app/disk/files.h"
#include "app/server/storage/staged_unit.h"
#include "app/server/uploads/state/upload_files.h"

#include <QFile>

namespace prosc {

BodyState::BodyState(const LibraryRows &rows, RunningUploads &running)
    : m_rows(rows), m_running(running)
{
}

Result<FragmentBody *> BodyState::tables(const RecordingRow &row)
{
    RunningUpload &entry = m_running.of(row.item.item);
    if (entry.body && entry.body->bytes() == row.item.received) {
        return entry.body.get();
    }
    entry.body.reset();
    const UploadFiles files(m_rows, row);
    auto part = DurableFile::open(files.bytes(), FileMode::ReadOnly);
    if (!part) {
        return fail(part.error());
    }
    const QByteArray known = contentOf(files.units());
    auto body = FragmentBody::read(*part, known, row.item.received);
    if (!body) {
        return fail(body.error());
    }
    const auto records = (*body)->takeRecords();
    if (!known.startsWith(records)) {
        // Units had to be hashed again: save the digests, so that it happens only once.
        if (auto written = replaceFile(files.units(), records); !written) {
            return fail(written.error());
        }
    }
    entry.body = std::move(*body);
    return entry.body.get();
}

std::optional<int64_t> BodyState::stagedBytes(const RecordingRow &row) const
{
    if (!progressOf(row).staged) {
        return std::nullopt;
    }
    const auto bytes = StagedUnit::bytesIn(UploadFiles(m_rows, row).staged(), row.item.received);
    if (!bytes) {
        qCWarning(logServer) << "upload" << row.item.item.value << bytes.error().detail;
    }
    return bytes.value_or(0);
}

UploadProgress BodyState::progress(const RecordingRow &row) const
{
    auto here = progressOf(row);
    here.staged = stagedBytes(row);
    // A unit completed in between is no longer staged: read both again.
    const auto now = m_rows.row(row.item.item);
    if (now && now->item.received != row.item.received) {
        return progress(*now);
    }
    here.offset += here.staged.value_or(0);
    return here;
}

void BodyState::dropStaged(const RecordingRow &row)
{
    m_running.of(row.item.item).stagedGate.reset();
    QFile::remove(UploadFiles(m_rows, row).staged());
}

} // namespace prosc
