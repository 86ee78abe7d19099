#pragma once

#include "app/disk/file_layer.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

namespace prosc {

/// A unit of the recording (its header or a fragment) that is durable on disk.
struct JournalRecord
{
    uint32_t sequence = 0;
    int64_t offset = 0;
    uint32_t length = 0;
    uint32_t crc32c = 0;
    std::chrono::microseconds time{};
    bool key = false;
    /// Raw, 32 bytes: see BodyChecksum.
    QByteArray sha256;

    friend bool operator==(const JournalRecord &, const JournalRecord &) = default;
};

/// Records which parts of a recording are durable, in a file beside it: records of 76 bytes,
/// big-endian: "PRJ2", sequence u32, offset u64, length u32, crc32c u32, time in microseconds i64,
/// flags u32 (1: key frame), 4 bytes 0, SHA-256 of the unit, CRC-32C of the record u32.
class RecordingJournal
{
public:
    /// Creates the file. DiskFull, DiskError.
    [[nodiscard]] static Result<std::unique_ptr<RecordingJournal>> create(FileLayer &disk,
                                                                          const QString &path);
    /// Opens it for a recording that is continued, truncated to its first `records`; creates it
    /// when it does not exist.
    [[nodiscard]] static Result<std::unique_ptr<RecordingJournal>>
    reopen(FileLayer &disk, const QString &path, size_t records);
    /// Appends a record and returns when it is durable; sets `sequence`. InvalidArgument: no
    /// SHA-256.
    [[nodiscard]] Status append(JournalRecord record);

    /// All records up to the first that is damaged, missing or out of order. NotFound, DiskError.
    [[nodiscard]] static Result<std::vector<JournalRecord>> read(FileLayer &disk,
                                                                 const QString &path);

private:
    explicit RecordingJournal(std::unique_ptr<DiskFile> file) : m_file(std::move(file)) {}

    std::unique_ptr<DiskFile> m_file;
    uint32_t m_next = 0;
};

/// How much of an unfinished recording is intact: up to the last record whose bytes match its
/// CRC-32C, and the whole fragments after it, if the journal was lost or stops early. A fragment
/// without a record counts only if it holds no long run of zeros, which a power cut would leave.
/// DiskError.
[[nodiscard]] Result<int64_t> recoverLength(DiskFile &file,
                                            const std::vector<JournalRecord> &journal);

} // namespace prosc
