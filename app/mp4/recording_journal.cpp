#include "app/mp4/recording_journal.h"

#include "app/mp4/boxes.h"
#include "app/mp4/crc32c.h"
#include "app/mp4/fragment_index.h"

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr uint32_t kMagic = boxType("PRJ2");
constexpr qsizetype kRecordBytes = 76;
constexpr qsizetype kSha256At = 40;
constexpr qsizetype kSha256Bytes = 32;
constexpr uint32_t kKeyFlag = 1;
constexpr int64_t kMaxJournalBytes = int64_t{64} * 1024 * 1024;
// Neither H.264 (emulation prevention) nor AAC contains this many consecutive zeros.
constexpr qsizetype kZerosOfPowerCut = 512;

QByteArray encodeRecord(const JournalRecord &record)
{
    BoxWriter writer;
    writer.u32(kMagic);
    writer.u32(record.sequence);
    writer.u64(static_cast<uint64_t>(record.offset));
    writer.u32(record.length);
    writer.u32(record.crc32c);
    writer.u64(static_cast<uint64_t>(record.time.count()));
    writer.u32(record.key ? kKeyFlag : 0);
    writer.u32(0);
    writer.raw(record.sha256);
    auto bytes = writer.take();
    writer = {};
    writer.u32(crc32c(bytes));
    return bytes + writer.take();
}

std::optional<JournalRecord> decodeRecord(QByteArrayView bytes)
{
    FieldReader reader(bytes);
    JournalRecord record;
    const auto magic = reader.u32();
    record.sequence = reader.u32();
    record.offset = static_cast<int64_t>(reader.u64());
    record.length = reader.u32();
    record.crc32c = reader.u32();
    record.time = std::chrono::microseconds(static_cast<int64_t>(reader.u64()));
    record.key = (reader.u32() & kKeyFlag) != 0;
    reader.skip(4);
    record.sha256 = bytes.sliced(kSha256At, kSha256Bytes).toByteArray();
    reader.skip(kSha256Bytes);
    const auto crc = reader.u32();
    if (!reader.ok() || magic != kMagic || crc != crc32c(bytes.first(kRecordBytes - 4))) {
        return std::nullopt;
    }
    return record;
}

Result<bool> matches(DiskFile &file, const JournalRecord &record)
{
    const auto bytes = file.readAt(record.offset, record.length);
    if (!bytes) {
        return fail(bytes.error());
    }
    return bytes->size() == static_cast<qsizetype>(record.length) &&
           crc32c(*bytes) == record.crc32c;
}

/// Extends `good` over the following fragments of `index`, up to the first with a hole.
Result<int64_t> extendOverFragments(DiskFile &file, const FragmentIndex &index, int64_t good)
{
    const QByteArray zeros(kZerosOfPowerCut, '\0');
    for (const auto end : index.fragmentEnds()) {
        if (end <= good) {
            continue;
        }
        const auto bytes = file.readAt(good, end - good);
        if (!bytes) {
            return fail(bytes.error());
        }
        if (bytes->contains(zeros)) {
            break;
        }
        good = end;
    }
    return good;
}

} // namespace

Result<std::unique_ptr<RecordingJournal>> RecordingJournal::create(FileLayer &disk,
                                                                   const QString &path)
{
    auto file = disk.open(path, FileMode::CreateNew);
    if (!file) {
        return fail(file.error());
    }
    return std::unique_ptr<RecordingJournal>(new RecordingJournal(std::move(*file)));
}

Result<std::unique_ptr<RecordingJournal>>
RecordingJournal::reopen(FileLayer &disk, const QString &path, size_t records)
{
    auto file = disk.open(path, FileMode::ReadWrite);
    if (!file) {
        return file.error().code == ErrorCode::NotFound ? create(disk, path) : fail(file.error());
    }
    if (auto status = (*file)->truncate(static_cast<int64_t>(records) * kRecordBytes); !status) {
        return fail(status.error());
    }
    std::unique_ptr<RecordingJournal> journal(new RecordingJournal(std::move(*file)));
    journal->m_next = static_cast<uint32_t>(records);
    return journal;
}

Status RecordingJournal::append(JournalRecord record)
{
    if (record.sha256.size() != kSha256Bytes) {
        return fail(ErrorCode::InvalidArgument, u"a unit without its SHA-256"_s);
    }
    record.sequence = m_next;
    const auto written = m_file->writeAt(int64_t{m_next} * kRecordBytes, encodeRecord(record));
    if (!written) {
        return written;
    }
    ++m_next;
    return m_file->sync();
}

Result<std::vector<JournalRecord>> RecordingJournal::read(FileLayer &disk, const QString &path)
{
    const auto file = disk.open(path, FileMode::ReadOnly);
    if (!file) {
        return fail(file.error());
    }
    const auto bytes = (*file)->readAt(0, kMaxJournalBytes);
    if (!bytes) {
        return fail(bytes.error());
    }
    std::vector<JournalRecord> records;
    int64_t expectedOffset = 0;
    for (qsizetype at = 0; at + kRecordBytes <= bytes->size(); at += kRecordBytes) {
        const auto record = decodeRecord(QByteArrayView(*bytes).sliced(at, kRecordBytes));
        if (!record || record->sequence != records.size() || record->offset != expectedOffset) {
            break;
        }
        expectedOffset += record->length;
        records.push_back(*record);
    }
    return records;
}

Result<int64_t> recoverLength(DiskFile &file, const std::vector<JournalRecord> &journal)
{
    // Backwards: synced data is intact unless the very end was lost, and damage in the middle must
    // not cost everything behind it.
    int64_t good = 0;
    bool allGood = true;
    for (auto record = journal.rbegin(); record != journal.rend(); ++record) {
        const auto match = matches(file, *record);
        if (!match) {
            return fail(match.error());
        }
        // The header of a file that was being finalised differs from the journalled one by design.
        if (*match || record->sequence == 0) {
            good = record->offset + record->length;
            break;
        }
        allGood = false;
    }
    const auto index = FragmentIndex::read(file, allGood ? -1 : good);
    if (!index) {
        return fail(index.error());
    }
    if (index->wholeBytes() < good) {
        return index->wholeBytes();
    }
    // Without a journal the header is trusted: it is parsed before any fragment counts.
    return extendOverFragments(file, *index, std::max(good, index->headerEnd()));
}

} // namespace prosc
