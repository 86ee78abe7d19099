#pragma once

#include "app/disk/durable_file.h"
#include "app/server/storage/fragment_gate.h"

namespace prosc {

/// The beginning of a unit of a body (its header, or a fragment) that arrives in chunks. It is
/// stored in a separate file, which starts with the unit's offset in the body (64 bits,
/// big-endian), so that a left-over file is recognised and ignored. Never a complete unit. Blocks
/// on disk.
class StagedUnit
{
public:
    /// How many bytes of the unit that begins at `base` are durably on disk; 0 if `path` does not
    /// exist or belongs to a different unit. DiskError.
    [[nodiscard]] static Result<int64_t> bytesIn(const QString &path, int64_t base);
    /// Prepares for the next bytes of the unit at `base`; discards those of a different one.
    /// DiskFull, DiskError, PermissionDenied.
    [[nodiscard]] static Result<StagedUnit> open(const QString &path, int64_t base);

    [[nodiscard]] int64_t bytes() const { return m_bytes; }
    [[nodiscard]] Status add(const QByteArray &bytes);
    [[nodiscard]] Status sync();
    /// Discards what was not synced.
    [[nodiscard]] Status goBack();
    /// At most `most` bytes of the unit from offset `at`.
    [[nodiscard]] Result<QByteArray> read(int64_t at, int64_t most) const;
    /// The gate's state after these bytes. Malformed: they are not the beginning of a unit.
    [[nodiscard]] Result<FragmentGate> gate() const;

private:
    StagedUnit(DurableFile file, int64_t base, int64_t bytes);

    DurableFile m_file;
    int64_t m_base;
    int64_t m_bytes;
    int64_t m_synced;
};

} // namespace prosc
