#pragma once

#include "app/disk/durable_file.h"
#include "app/server/storage/fragment_gate.h"

namespace prosc {

/// The beginning of a unit of a body (its header, or a fragment) that comes in chunks: in a file of
/// its own, which begins with where in the body the unit begins (64 bits, big-endian), so that one
/// that is left over counts for nothing. Never a whole unit. Blocks on disk.
class StagedUnit
{
public:
    /// How many bytes are there of the unit that begins at `base`, and are on the disk to stay; 0
    /// when `path` is not there or about another unit. DiskError.
    [[nodiscard]] static Result<int64_t> bytesIn(const QString &path, int64_t base);
    /// Ready for the next bytes of the unit at `base`; what is about another one goes. DiskFull,
    /// DiskError, PermissionDenied.
    [[nodiscard]] static Result<StagedUnit> open(const QString &path, int64_t base);

    [[nodiscard]] int64_t bytes() const { return m_bytes; }
    [[nodiscard]] Status add(const QByteArray &bytes);
    [[nodiscard]] Status sync();
    /// Takes back what was not synced.
    [[nodiscard]] Status goBack();
    /// At most `most` bytes of the unit from `at` on.
    [[nodiscard]] Result<QByteArray> read(int64_t at, int64_t most) const;
    /// The gate as it stands behind these bytes. Malformed: they are not the beginning of a unit.
    [[nodiscard]] Result<FragmentGate> gate() const;

private:
    StagedUnit(DurableFile file, int64_t base, int64_t bytes);

    DurableFile m_file;
    int64_t m_base;
    int64_t m_bytes;
    int64_t m_synced;
};

} // namespace prosc
