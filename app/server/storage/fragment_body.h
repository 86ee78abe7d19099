#pragma once

#include "app/disk/file_layer.h"
#include "app/mp4/fragment_index.h"
#include "app/server/storage/fragment_gate.h"
#include "app/server/storage/sha256.h"

#include <memory>

namespace prosc {

/// The body of a recording during its upload (protocol.md, "The body of a recording"): its tables
/// and its checksum, built from the bytes as they pass. A sidecar file stores the digests of its
/// units (the header, then each fragment), so that nothing has to be hashed again.
class FragmentBody
{
public:
    /// A record of the sidecar: where the unit ends (64 bits, big-endian), and its SHA-256.
    static constexpr qsizetype kRecordBytes = 40;
    /// Memory limit for the tables of one body; 24 h of our recordings take 30 MB.
    static constexpr int64_t kMaxTables = 128LL * 1024 * 1024;

    FragmentBody() = default;
    /// The first `length` bytes of `part` (-1: all) as they were before finalising, with the
    /// digests from `sidecar`; a unit missing there is read and hashed. bytes() is less than
    /// `length` if the disk holds less. DiskError.
    [[nodiscard]] static Result<std::unique_ptr<FragmentBody>>
    read(DiskFile &part, const QByteArray &sidecar, int64_t length);

    /// Takes the next bytes. Malformed, TooLarge: discard the object then.
    [[nodiscard]] Status feed(QByteArrayView bytes);
    /// Header and fragments are all complete.
    [[nodiscard]] bool isWhole() const;
    [[nodiscard]] int64_t bytes() const { return m_bytes; }
    [[nodiscard]] int64_t units() const { return m_units; }
    [[nodiscard]] const FragmentIndex &index() const { return m_index; }
    /// Lower-case hexadecimal: the SHA-256 over the SHA-256s of the units.
    [[nodiscard]] QString checksum() const;
    /// The records of the units completed since the last call.
    [[nodiscard]] QByteArray takeRecords() { return std::exchange(m_records, {}); }
    /// Approximate memory use in bytes.
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

/// The SHA-256 of bytes `from` to `to` of a body, with the free box as it was before the file was
/// finalised. DiskError, FileDamaged (the file is shorter).
[[nodiscard]] Result<QByteArray> hashUnit(DiskFile &part, const FragmentIndex &index, int64_t from,
                                          int64_t to);

/// Turns `part`, finalised or not, back into the first `length` bytes of its body, durably.
[[nodiscard]] Status reopenBody(DiskFile &part, const FragmentIndex &index, int64_t length);

/// Finalises `part` in place and verifies the result through a separate descriptor: its moov must
/// list every video frame and the same duration as `body`. FileDamaged, DiskFull, DiskError.
[[nodiscard]] Status finaliseBody(const QString &path, const FragmentBody &body);

/// Verifies that the moov at the end of a finalised file agrees with `index`, and that its mdat
/// ends there.
[[nodiscard]] Status checkFinalised(DiskFile &file, const FragmentIndex &index);

} // namespace prosc
