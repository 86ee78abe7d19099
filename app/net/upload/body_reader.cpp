#include "app/net/upload/body_reader.h"

#include <QCryptographicHash>

#include <algorithm>

namespace prosc {

namespace {

constexpr size_t kQueueLength = 4;

} // namespace

BodyReader::BodyReader(QString file)
    : m_path(std::move(file)), m_worker(kQueueLength, [](std::function<void()> &task) { task(); })
{
}

BodyReader::~BodyReader()
{
    m_stopping = true;
    m_worker.stop();
}

void BodyReader::read(const BodyRange &range, std::function<void(Result<BodyChunk>)> done)
{
    m_worker.queue().push([this, range, done = std::move(done)] {
        // Queued to this object, so that the callback is dropped once it is destroyed.
        QMetaObject::invokeMethod(
            this, [done, chunk = readNow(range)] { done(chunk); }, Qt::QueuedConnection);
    });
}

void BodyReader::measure(std::function<void(Result<BodyMeasure>)> done)
{
    m_worker.queue().push([this, done = std::move(done)] {
        QMetaObject::invokeMethod(
            this, [done, measure = measureNow()] { done(measure); }, Qt::QueuedConnection);
    });
}

Result<RecordingBody *> BodyReader::body()
{
    if (!m_body) {
        auto opened = RecordingBody::open(m_disk, m_path);
        if (!opened) {
            return fail(opened.error());
        }
        m_body = std::move(*opened);
    }
    return m_body.get();
}

Result<BodyChunk> BodyReader::readNow(const BodyRange &range)
{
    const auto source = body();
    if (!source) {
        return fail(source.error());
    }
    BodyChunk chunk;
    chunk.offset = range.offset;
    chunk.unitStart = range.offset;
    const auto end = endOf(**source, range, chunk);
    if (!end) {
        return fail(end.error());
    }
    if (*end > range.offset) {
        auto bytes = (*source)->read(range.offset, *end - range.offset);
        if (!bytes) {
            return fail(bytes.error());
        }
        chunk.bytes = std::move(*bytes);
    }
    chunk.sha256 = QCryptographicHash::hash(chunk.bytes, QCryptographicHash::Sha256);
    return chunk;
}

/// Where the chunk that starts at `range.offset` ends; fills in the unit's fields of `chunk`.
Result<int64_t> BodyReader::endOf(RecordingBody &source, const BodyRange &range, BodyChunk &chunk)
{
    if (range.offset >= range.limit) {
        return range.offset;
    }
    const auto unit = source.unitAt(range.offset);
    if (!unit) {
        return fail(unit.error());
    }
    chunk.unitStart = unit->start;
    const bool mustCut = range.mayCut && range.offset > unit->start;
    if (!mustCut) {
        const auto end = source.chunkEnd(range.offset, range.limit, range.most);
        if (!end || !range.mayCut || *end - range.offset <= range.most) {
            return end;
        }
    } else if (unit->end > range.limit) {
        return range.offset;
    }
    const auto hash = hashOf(*unit);
    if (!hash) {
        return fail(hash.error());
    }
    chunk.unitSha256 = *hash;
    return std::min<int64_t>(unit->end, range.offset + range.most);
}

Result<QByteArray> BodyReader::hashOf(const BodyUnit &unit)
{
    if (m_hash.isEmpty() || m_hashed != unit) {
        const auto bytes = m_body->read(unit.start, unit.end - unit.start);
        if (!bytes) {
            return fail(bytes.error());
        }
        m_hash = QCryptographicHash::hash(*bytes, QCryptographicHash::Sha256);
        m_hashed = unit;
    }
    return m_hash;
}

Result<BodyMeasure> BodyReader::measureNow()
{
    const auto source = body();
    return source ? (*source)->measure(m_stopping) : fail(source.error());
}

} // namespace prosc
