#include "app/net/body_reader.h"

#include <QCryptographicHash>

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

void BodyReader::read(qint64 offset, qint64 limit, qint64 most,
                      std::function<void(Result<BodyPiece>)> done)
{
    m_worker.queue().push([this, offset, limit, most, done = std::move(done)] {
        // Queued to this object, so it is dropped when this object is gone.
        QMetaObject::invokeMethod(
            this, [done, piece = readNow(offset, limit, most)] { done(piece); },
            Qt::QueuedConnection);
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

Result<BodyPiece> BodyReader::readNow(qint64 offset, qint64 limit, qint64 most)
{
    const auto source = body();
    if (!source) {
        return fail(source.error());
    }
    const auto end = (*source)->pieceEnd(offset, limit, most);
    if (!end) {
        return fail(end.error());
    }
    BodyPiece piece;
    piece.offset = offset;
    if (*end > offset) {
        const auto isWhole = (*source)->isBoundary(offset);
        if (!isWhole) {
            return fail(isWhole.error());
        }
        piece.isWhole = *isWhole;
        auto bytes = (*source)->read(offset, *end - offset);
        if (!bytes) {
            return fail(bytes.error());
        }
        piece.bytes = std::move(*bytes);
    }
    piece.sha256 = QCryptographicHash::hash(piece.bytes, QCryptographicHash::Sha256);
    return piece;
}

Result<BodyMeasure> BodyReader::measureNow()
{
    const auto source = body();
    return source ? (*source)->measure(m_stopping) : fail(source.error());
}

} // namespace prosc
