#pragma once

#include "tests/mp4/mp4_fixture.h"
#include "tests/server/library/library_fixture.h"

namespace prosc {

/// A fragmented recording as a client sends it, parsed and hashed independently of the code under
/// test.
struct SentBody
{
    explicit SentBody(const QByteArray &recorded) : bytes(recorded)
    {
        QList<qsizetype> ends{test::topBoxes(bytes).value(2).end};
        ends += test::fragmentEnds(bytes);
        bytes.truncate(ends.back());
        QByteArray digests;
        qsizetype from = 0;
        for (const auto end : ends) {
            units.append(bytes.mid(from, end - from));
            digests += QCryptographicHash::hash(units.back(), QCryptographicHash::Sha256);
            from = end;
        }
        checksum = hexSha256(digests);
    }

    [[nodiscard]] qsizetype endOf(qsizetype unit) const
    {
        qsizetype end = 0;
        for (qsizetype i = 0; i <= unit; ++i) {
            end += units.at(i).size();
        }
        return end;
    }

    QByteArray bytes;
    QList<QByteArray> units;
    QString checksum;
};

inline QByteArray rawSha256(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

/// Sends one chunk in several writes, as a connection does.
inline Result<UploadProgress> sendChunk(Library &library, const ChunkFacts &facts,
                                        const QByteArray &bytes)
{
    auto chunk = library.uploads->append(library.recording, facts);
    if (!chunk) {
        return fail(chunk.error());
    }
    bool taken = true;
    for (qsizetype at = 0; taken && at < bytes.size(); at += 5000) {
        taken = (*chunk)->write(bytes.mid(at, 5000)).has_value();
    }
    return (*chunk)->finish(taken);
}

inline Result<UploadProgress> sendUnits(Library &library, int64_t offset, const QByteArray &bytes)
{
    return sendChunk(library, {offset, rawSha256(bytes), bytes.size(), {}, {}}, bytes);
}

/// The last chunk: empty, with the length and the checksum of the whole.
inline Result<UploadProgress> sendEnd(Library &library, int64_t length, const QString &checksum)
{
    return sendChunk(library, {length, {}, 0, length, checksum}, {});
}

inline UploadFacts bodyFacts(const Library &library, int64_t bytes = 0)
{
    return {library.recording, QStringLiteral("Rec.mp4"), bytes, {}, 0, UploadLayout::Fragments};
}

} // namespace prosc
