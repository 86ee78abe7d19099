#include "app/server/storage/fragment_body.h"

#include "app/mp4/finaliser.h"

#include <QtEndian>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

template <class Table>
int64_t bytesOf(const Table &table)
{
    return static_cast<int64_t>(table.size() * sizeof(typename Table::value_type));
}

QByteArray recordOf(int64_t end, const QByteArray &digest)
{
    QByteArray record(8, '\0');
    qToBigEndian(static_cast<quint64>(end), record.data());
    return record + digest;
}

/// The digest of unit `number` if the sidecar has one that ends at `end`, otherwise empty.
QByteArray digestIn(const QByteArray &sidecar, qsizetype number, int64_t end)
{
    const auto at = number * FragmentBody::kRecordBytes;
    if (sidecar.size() < at + FragmentBody::kRecordBytes ||
        qFromBigEndian<quint64>(sidecar.constData() + at) != static_cast<quint64>(end)) {
        return {};
    }
    return sidecar.mid(at + 8, 32);
}

} // namespace

Result<std::unique_ptr<FragmentBody>> FragmentBody::read(DiskFile &part, const QByteArray &sidecar,
                                                         int64_t length)
{
    auto body = std::make_unique<FragmentBody>();
    auto index = FragmentIndex::read(part, length);
    if (!index) {
        return fail(index.error());
    }
    if (const auto whole = index->wholeBytes(); whole < length) {
        // Read again without the incomplete tail, which would get in the way of the following
        // bytes.
        index = FragmentIndex::read(part, whole);
        if (!index) {
            return fail(index.error());
        }
    }
    if (index->freeBoxOffset() < 0 || index->headerEnd() == 0) {
        return body;
    }
    body->m_index = std::move(*index);
    body->m_bytes = body->m_index.wholeBytes();
    body->m_gate = FragmentGate(FragmentGate::Start::BetweenFragments);
    std::vector<int64_t> ends{body->m_index.headerEnd()};
    ends.insert(ends.end(), body->m_index.fragmentEnds().begin(),
                body->m_index.fragmentEnds().end());
    int64_t from = 0;
    for (const auto end : ends) {
        auto digest = digestIn(sidecar, static_cast<qsizetype>(body->m_units), end);
        if (digest.isEmpty()) {
            const auto hashed = hashUnit(part, body->m_index, from, end);
            if (!hashed) {
                return fail(hashed.error());
            }
            digest = *hashed;
        }
        body->addUnit(end, digest);
        from = end;
    }
    return body;
}

void FragmentBody::addUnit(int64_t end, const QByteArray &digest)
{
    m_checksum.add(digest);
    m_records += recordOf(end, digest);
    ++m_units;
}

Status FragmentBody::feed(QByteArrayView bytes)
{
    const auto passed = m_gate.pass(bytes, [this](QByteArrayView part, bool ends) {
        m_unit.add(part);
        m_bytes += part.size();
        if (ends) {
            addUnit(m_bytes, m_unit.result());
            m_unit = Sha256();
        }
    });
    if (!passed) {
        return passed;
    }
    if (auto read = m_index.feed(bytes); !read) {
        return read;
    }
    return memory() > kMaxTables ? fail(ErrorCode::TooLarge, u"more samples than a recording has"_s)
                                 : Status();
}

bool FragmentBody::isWhole() const
{
    return m_gate.isBetweenUnits() && m_index.wholeBytes() == m_bytes;
}

QString FragmentBody::checksum() const
{
    return QString::fromLatin1(m_checksum.result().toHex());
}

int64_t FragmentBody::memory() const
{
    int64_t bytes = bytesOf(m_index.fragmentEnds()) + m_index.header().size();
    for (const auto &track : m_index.tracks()) {
        bytes += track.trak.size() + bytesOf(track.durations) + bytesOf(track.compositionOffsets) +
                 bytesOf(track.sizes) + bytesOf(track.keySamples) + bytesOf(track.chunks);
    }
    return bytes;
}

Result<QByteArray> hashUnit(DiskFile &part, const FragmentIndex &index, int64_t from, int64_t to)
{
    constexpr int64_t kChunk = 1024 * 1024;
    Sha256 hash;
    const int64_t freeAt = index.freeBoxOffset();
    for (int64_t at = from; at < to;) {
        auto bytes = part.readAt(at, std::min(kChunk, to - at));
        if (!bytes) {
            return fail(bytes.error());
        }
        if (bytes->isEmpty()) {
            return fail(ErrorCode::FileDamaged, u"the file is too short"_s);
        }
        if (from == 0 && at == 0 && freeAt >= 0 && bytes->size() >= freeAt + kMaxBoxHeader) {
            bytes->replace(freeAt, kMaxBoxHeader, freeBox());
        }
        hash.add(*bytes);
        at += bytes->size();
    }
    return hash.result();
}

Status reopenBody(DiskFile &part, const FragmentIndex &index, int64_t length)
{
    const int64_t freeAt = index.freeBoxOffset();
    if (freeAt >= 0 && length >= freeAt + kMaxBoxHeader) {
        const auto head = part.readAt(freeAt, kMaxBoxHeader);
        if (!head) {
            return fail(head.error());
        }
        if (*head != freeBox()) {
            // Synced before the tail is removed: a regular file without its index is unplayable.
            const auto restored =
                part.writeAt(freeAt, freeBox()).and_then([&] { return part.sync(); });
            if (!restored) {
                return restored;
            }
        }
    }
    return part.truncate(length);
}

Status finaliseBody(const QString &path, const FragmentBody &body)
{
    SystemFileLayer disk;
    {
        auto file = disk.open(path, FileMode::ReadWrite);
        if (!file) {
            return fail(file.error());
        }
        if (auto finalised = finaliseTail(**file, body.index()); !finalised) {
            return finalised;
        }
    }
    auto file = disk.open(path, FileMode::ReadOnly);
    return file ? checkFinalised(**file, body.index()) : fail(file.error());
}

} // namespace prosc
