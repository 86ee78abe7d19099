#pragma once

#include "app/disk/file_layer.h"
#include "app/mp4/fragment_index.h"
#include "app/mp4/recording_journal.h"

#include <atomic>
#include <memory>

namespace prosc {

/// The length of the body, and its checksum (BodyChecksum).
struct BodyMeasure
{
    int64_t bytes = 0;
    QString checksum;

    friend bool operator==(const BodyMeasure &, const BodyMeasure &) = default;
};

/// The header of a recording, or one of its fragments: from `start` up to `end`.
struct BodyUnit
{
    int64_t start = 0;
    int64_t end = 0;

    friend bool operator==(const BodyUnit &, const BodyUnit &) = default;
};

/// The body of a recording: its bytes as they were written (ftyp, the 16-byte free box, moov, then
/// fragments), regardless of what the finaliser has changed in the file. Not thread-safe.
class RecordingBody
{
public:
    /// Opens the recording `path`, or `<path>.part` while it is being written; the file may be
    /// renamed later. NotFound, PermissionDenied, DiskError.
    [[nodiscard]] static Result<std::unique_ptr<RecordingBody>> open(FileLayer &disk,
                                                                     const QString &path);
    /// `file` must outlive it.
    explicit RecordingBody(DiskFile &file) : m_file(&file) {}

    /// Exactly `length` bytes at `offset`. FileDamaged when the file is shorter, DiskError.
    [[nodiscard]] Result<QByteArray> read(int64_t offset, int64_t length);
    /// The unit that contains the byte at `offset`. FileDamaged, DiskError.
    [[nodiscard]] Result<BodyUnit> unitAt(int64_t offset);
    /// The end of a chunk from `offset` that holds whole fragments and at most `most` bytes, or
    /// only the first fragment if that is longer; the header counts as part of the first fragment.
    /// `limit` is how much of the body exists, a fragment's end; returns `offset` when no whole
    /// fragment follows. From an offset inside a fragment the chunk first extends to that
    /// fragment's end. FileDamaged, DiskError.
    [[nodiscard]] Result<int64_t> chunkEnd(int64_t offset, int64_t limit, int64_t most);
    /// Reads every unit whose SHA-256 is not in the journal. `index` is the file's own.
    /// FileDamaged, DiskError.
    [[nodiscard]] Result<BodyMeasure> measure(const FragmentIndex &index,
                                              const std::vector<JournalRecord> &journal = {});
    /// Reads all whole fragments; Cancelled once `stop` is set.
    [[nodiscard]] Result<BodyMeasure> measure(const std::atomic<bool> &stop);

private:
    explicit RecordingBody(std::unique_ptr<DiskFile> file)
        : m_file(file.get()), m_owned(std::move(file))
    {
    }

    [[nodiscard]] Result<QByteArray> hashOf(int64_t from, int64_t to);
    [[nodiscard]] Result<BoxHeader> boxAt(int64_t offset);
    [[nodiscard]] Status readLayout();
    [[nodiscard]] Result<int64_t> fragmentEnd(int64_t offset);
    [[nodiscard]] Result<int64_t> boundaryFrom(int64_t offset);

    DiskFile *m_file;
    std::unique_ptr<DiskFile> m_owned;
    /// Offset of the free box (or of what replaced it), and end of the header; 0: not read yet.
    int64_t m_freeBox = 0;
    int64_t m_headerEnd = 0;
    /// A fragment end that was found before.
    int64_t m_known = 0;
    /// The unit that was found last.
    BodyUnit m_unit;
};

} // namespace prosc
