#include "app/media/mux/recording_writer.h"

#include "app/base/logging.h"
#include "app/mp4/crc32c.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

// Half a minute. A disk that hangs for longer stalls the recording instead of filling the memory.
constexpr size_t kQueuedChunks = 64;
constexpr int64_t kReserveBytes = int64_t{64} * 1024 * 1024;

} // namespace

RecordingWriter::RecordingWriter(FileLayer &disk, RecordingPaths paths, ErrorCallback onError)
    : m_disk(disk), m_paths(std::move(paths)), m_onError(std::move(onError))
{
}

RecordingWriter::~RecordingWriter()
{
    abandon();
}

Result<RecordingWriter::Made> RecordingWriter::create(FileLayer &disk, RecordingPaths paths,
                                                      ErrorCallback onError,
                                                      ThreadPriority *priority)
{
    Made writer(new RecordingWriter(disk, std::move(paths), std::move(onError)));
    return begin(std::move(writer), &RecordingWriter::open, priority);
}

Result<RecordingWriter::Made> RecordingWriter::resume(FileLayer &disk, RecordingPaths paths,
                                                      ErrorCallback onError,
                                                      ThreadPriority *priority)
{
    Made writer(new RecordingWriter(disk, std::move(paths), std::move(onError)));
    return begin(std::move(writer), &RecordingWriter::reopen, priority);
}

Result<RecordingWriter::Made> RecordingWriter::begin(Made writer, Status (RecordingWriter::*open)(),
                                                     ThreadPriority *priority)
{
    if (const auto opened = (writer.get()->*open)(); !opened) {
        return fail(opened.error());
    }
    writer->m_worker = std::make_unique<ConsumerThread<FileUnit>>(
        kQueuedChunks, [self = writer.get()](FileUnit &chunk) { self->process(chunk); }, [] {},
        [priority] { raisePriority(priority, ThreadRole::Disk); });
    return writer;
}

Status RecordingWriter::open()
{
    auto file = m_disk.open(m_paths.part, FileMode::CreateNew);
    if (!file) {
        return fail(file.error());
    }
    m_file = std::move(*file);
    auto journal = RecordingJournal::create(m_disk, m_paths.journal);
    if (!journal) {
        m_file.reset();
        static_cast<void>(m_disk.remove(m_paths.part)); // empty; report the journal's error
        return fail(journal.error());
    }
    m_journal = std::move(*journal);
    return m_disk.syncFolder(m_paths.folder);
}

Status RecordingWriter::reopen()
{
    auto file = m_disk.open(m_paths.part, FileMode::ReadWrite);
    if (!file) {
        return fail(file.error());
    }
    m_file = std::move(*file);
    auto saved = readSaved(m_disk, *m_file, m_paths);
    if (!saved) {
        return fail(saved.error());
    }
    if (auto status = m_file->truncate(saved->index.wholeBytes()); !status) {
        return status;
    }
    if (auto status = takeOver(std::move(*saved)); !status) {
        return status;
    }
    return m_disk.syncFolder(m_paths.folder);
}

Status RecordingWriter::takeOver(SavedRecording saved)
{
    auto ends = saved.index.fragmentEnds();
    ends.insert(ends.begin(), saved.index.headerEnd());
    size_t known = 0;
    while (known < std::min(ends.size(), saved.journal.size()) &&
           saved.journal[known].offset + saved.journal[known].length == ends[known]) {
        m_checksum.add(saved.journal[known].sha256);
        ++known;
    }
    auto journal = RecordingJournal::reopen(m_disk, m_paths.journal, known);
    if (!journal) {
        return fail(journal.error());
    }
    m_journal = std::move(*journal);
    RecordingBody body(*m_file);
    for (auto unit = known; unit < ends.size(); ++unit) {
        const auto from = unit == 0 ? 0 : ends[unit - 1];
        const auto bytes = body.read(from, ends[unit] - from);
        if (!bytes) {
            return fail(bytes.error());
        }
        if (auto status = note({FileUnit::Kind::Fragment, *bytes, {}, {}, false}, from); !status) {
            return status;
        }
    }
    m_acknowledged.store(saved.index.wholeBytes());
    m_index = std::move(saved.index);
    m_durable.store(m_index.duration().count());
    return {};
}

Status RecordingWriter::add(FileUnit chunk)
{
    if (m_failed.load()) {
        return fail(m_error);
    }
    if (!m_worker || !m_worker->queue().push(std::move(chunk))) {
        return fail(ErrorCode::Internal, u"recording writer has stopped"_s);
    }
    return {};
}

void RecordingWriter::process(const FileUnit &chunk)
{
    if (m_failed.load()) {
        return;
    }
    if (const auto stored = store(chunk); !stored) {
        reportFailure(stored.error());
    }
}

Status RecordingWriter::store(const FileUnit &chunk)
{
    const auto offset = m_acknowledged.load();
    const auto end = offset + chunk.bytes.size();
    if (end > m_reserved) {
        m_reserved = end + kReserveBytes;
        m_file->reserve(m_reserved);
    }
    if (auto status = m_file->writeAt(offset, chunk.bytes); !status) {
        return status;
    }
    if (auto status = m_file->sync(); !status) {
        return status;
    }
    if (auto status = note(chunk, offset); !status) {
        return status;
    }
    if (auto status = m_index.feed(chunk.bytes); !status) {
        return status;
    }
    m_acknowledged.store(end);
    if (chunk.kind == FileUnit::Kind::Fragment) {
        m_durable.store(chunk.end.count());
    }
    return {};
}

Status RecordingWriter::note(const FileUnit &chunk, int64_t offset)
{
    JournalRecord record;
    record.offset = offset;
    record.length = static_cast<uint32_t>(chunk.bytes.size());
    record.crc32c = crc32c(chunk.bytes);
    record.time = chunk.time;
    record.key = chunk.key;
    record.sha256 = QCryptographicHash::hash(chunk.bytes, QCryptographicHash::Sha256);
    if (auto status = m_journal->append(record); !status) {
        return status;
    }
    m_checksum.add(record.sha256);
    return {};
}

void RecordingWriter::reportFailure(const Error &error)
{
    qCWarning(logMedia) << "recording cannot be written:" << errorCodeName(error.code)
                        << error.detail;
    // Releases the reserved space, so that the index still fits if that was the last of the disk.
    if (const auto cut = m_file->truncate(m_acknowledged.load()); !cut) {
        qCWarning(logMedia) << "recording cannot be cut:" << cut.error().detail;
    }
    m_error = error;
    m_failed.store(true);
    if (m_onError) {
        m_onError(error);
    }
}

Result<RecordedFile> RecordingWriter::finish()
{
    abandon();
    if (!m_index.fragmentEnds().empty()) {
        const BodyMeasure body{m_acknowledged.load(), m_checksum.hex()};
        return publishRecording(m_disk, m_paths, {m_index, body});
    }
    for (const auto &path : {m_paths.part, m_paths.journal}) {
        if (auto status = m_disk.remove(path); !status) {
            return fail(status.error());
        }
    }
    return fail(ErrorCode::FileDamaged, u"nothing was recorded"_s);
}

void RecordingWriter::abandon()
{
    if (m_worker) {
        m_worker->stop();
    }
    m_file.reset();
    m_journal.reset();
}

} // namespace prosc
