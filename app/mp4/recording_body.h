#pragma once

#include "app/disk/file_layer.h"
#include "app/mp4/fragment_index.h"
#include "app/mp4/recording_journal.h"

#include <atomic>
#include <memory>

namespace prosc {

/// How long the body is, and its checksum (BodyChecksum).
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
/// fragments), whatever the finaliser has made of the file. Not safe for use by two threads at
/// once.
class RecordingBody
{
public:
    /// Opens the recording `path`, or `<path>.part` while it is written; renaming it later does not
    /// matter. NotFound, PermissionDenied, DiskError.
    [[nodiscard]] static Result<std::unique_ptr<RecordingBody>> open(FileLayer &disk,
                                                                     const QString &path);
    /// `file` must outlive it.
    explicit RecordingBody(DiskFile &file) : m_file(&file) {}

    /// Exactly `length` bytes at `offset`. FileDamaged when the file is shorter, DiskError.
    [[nodiscard]] Result<QByteArray> read(int64_t offset, int64_t length);
    /// The unit in which the byte at `offset` lies. FileDamaged, DiskError.
    [[nodiscard]] Result<BodyUnit> unitAt(int64_t offset);
    /// Where a chunk that begins at `offset` has to end to hold whole fragments and at most `most`
    /// bytes, or the first fragment alone when that is longer; the header counts to the first
    /// fragment. `limit` is how much of the body there is, a fragment's end; `offset` again when no
    /// whole fragment follows. An offset inside a fragment is brought to that one's end.
    /// FileDamaged, DiskError.
    [[nodiscard]] Result<int64_t> chunkEnd(int64_t offset, int64_t limit, int64_t most);
    /// Reads all that the journal has no SHA-256 of. `index` is the file's own. FileDamaged,
    /// DiskError.
    [[nodiscard]] Result<BodyMeasure> measure(const FragmentIndex &index,
                                              const std::vector<JournalRecord> &journal = {});
    /// Reads all whole fragments that there are; Cancelled once `stop` is set.
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
    /// Where the free box (or what became of it) begins, and where the header ends; 0: not read
    /// yet.
    int64_t m_freeBox = 0;
    int64_t m_headerEnd = 0;
    /// A fragment's end that was found before.
    int64_t m_known = 0;
    /// The unit that was found last.
    BodyUnit m_unit;
};

} // namespace prosc
