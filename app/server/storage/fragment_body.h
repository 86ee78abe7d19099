#pragma once

#include "app/disk/file_layer.h"
#include "app/mp4/fragment_index.h"
#include "app/server/storage/fragment_gate.h"
#include "app/server/storage/sha256.h"

#include <memory>

namespace prosc {

/// The body of a recording while it is uploaded (protocol.md, "The body of a recording"): its
/// tables and its checksum, made from the bytes as they pass. The digests of its units (the header,
/// then each fragment) are what a sidecar file keeps, so that nothing has to be hashed again.
class FragmentBody
{
public:
    /// In the sidecar: where the unit ends (64 bits, big-endian), and its SHA-256.
    static constexpr qsizetype recordBytes = 40;
    /// What the tables of one body may take; 24 h of ours take 30 MB.
    static constexpr int64_t maxTables = 128LL * 1024 * 1024;

    FragmentBody() = default;
    /// The first `length` bytes of `part` (-1: all) as they were before it was finalised, with the
    /// digests of `sidecar`; a unit that it lacks is read and hashed. bytes() is less than `length`
    /// when the disk holds less. DiskError.
    [[nodiscard]] static Result<std::unique_ptr<FragmentBody>>
    read(DiskFile &part, const QByteArray &sidecar, int64_t length);

    /// The next bytes. Malformed, TooLarge: throw it away then.
    [[nodiscard]] Status feed(QByteArrayView bytes);
    /// Header and fragments are all whole.
    [[nodiscard]] bool isWhole() const;
    [[nodiscard]] int64_t bytes() const { return m_bytes; }
    [[nodiscard]] int64_t units() const { return m_units; }
    [[nodiscard]] const FragmentIndex &index() const { return m_index; }
    /// Lower-case hexadecimal: the SHA-256 over the SHA-256s of the units.
    [[nodiscard]] QString checksum() const;
    /// The records of the units that came since the last call.
    [[nodiscard]] QByteArray takeRecords() { return std::exchange(m_records, {}); }
    /// About what it takes in memory.
    [[nodiscard]] int64_t memory() const;

private:
    void addUnit(int64_t end, const QByteArray &digest);

    FragmentGate m_gate{FragmentGate::Start::OfTheBody};
    FragmentIndex m_index;
    Sha256 m_unit;
    Sha256 m_checksum;
    int64_t m_bytes = 0;
    int64_t m_units = 0;
    QByteArray m_records;
};

/// The SHA-256 of the bytes from `from` to `to` of a body, with the free box as it was before the
/// file was finalised. DiskError, FileDamaged (it is shorter).
[[nodiscard]] Result<QByteArray> hashUnit(DiskFile &part, const FragmentIndex &index, int64_t from,
                                          int64_t to);

/// Makes `part`, finalised or not, the first `length` bytes of its body again, durably.
[[nodiscard]] Status reopenBody(DiskFile &part, const FragmentIndex &index, int64_t length);

/// Finalises `part` in place and looks at the result through a descriptor of its own: its moov must
/// name every picture and the length that `body` has. FileDamaged, DiskFull, DiskError.
[[nodiscard]] Status finaliseBody(const QString &path, const FragmentBody &body);

/// That the moov at the end of a finalised file agrees with `index`, and its mdat ends there.
[[nodiscard]] Status checkFinalised(DiskFile &file, const FragmentIndex &index);

} // namespace prosc
