#pragma once

#include <QByteArrayView>
#include <QCryptographicHash>
#include <QString>

namespace prosc {

/// The checksum of a recording: SHA-256 over the raw SHA-256s of its units in order: the header (up
/// to the end of its moov), then each fragment. It is thus known at Stop without reading the file
/// again, and survives a restart through the journal.
class BodyChecksum
{
public:
    /// Adds the raw SHA-256 of the next unit.
    void add(QByteArrayView sha256) { m_hash.addData(sha256.toByteArray()); }
    /// The checksum of the units added so far; lower-case hexadecimal.
    [[nodiscard]] QString hex() const { return QString::fromLatin1(m_hash.result().toHex()); }

private:
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
};

} // namespace prosc
