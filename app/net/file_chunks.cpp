#include "app/net/file_chunks.h"

#include <QCryptographicHash>
#include <QFile>

namespace prosc {

namespace {

constexpr size_t kQueueLength = 4;
constexpr qint64 kHashStep = 1024 * 1024;

void run(std::function<void()> &task)
{
    task();
}

tl::unexpected<Error> cannotOpen(const QFile &file)
{
    return fail(file.exists() ? ErrorCode::DiskError : ErrorCode::NotFound, file.errorString());
}

} // namespace

FileChunks::FileChunks(QString file)
    : m_path(std::move(file)), m_reader(kQueueLength, run), m_hasher(kQueueLength, run)
{
}

FileChunks::~FileChunks()
{
    m_stopping = true;
    m_reader.stop();
    m_hasher.stop();
}

void FileChunks::read(qint64 offset, qint64 length, std::function<void(Result<FileSlice>)> done)
{
    m_reader.queue().push([this, offset, length, done = std::move(done)] {
        // Queued to this object, so it is dropped when this object is gone.
        QMetaObject::invokeMethod(
            this, [done, chunk = readNow(offset, length)] { done(chunk); }, Qt::QueuedConnection);
    });
}

void FileChunks::hashAll(std::function<void(Result<QString>)> done)
{
    m_hasher.queue().push([this, done = std::move(done)] {
        QMetaObject::invokeMethod(
            this, [done, sha256 = hashNow()] { done(sha256); }, Qt::QueuedConnection);
    });
}

Result<FileSlice> FileChunks::readNow(qint64 offset, qint64 length) const
{
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly)) {
        return cannotOpen(file);
    }
    FileSlice chunk;
    chunk.offset = offset;
    if (!file.seek(offset)) {
        return fail(ErrorCode::DiskError, file.errorString());
    }
    chunk.bytes = file.read(length);
    if (file.error() != QFileDevice::NoError) {
        return fail(ErrorCode::DiskError, file.errorString());
    }
    if (chunk.bytes.size() != length) {
        return fail(ErrorCode::FileDamaged, QStringLiteral("the file became shorter"));
    }
    chunk.sha256 = QCryptographicHash::hash(chunk.bytes, QCryptographicHash::Sha256);
    return chunk;
}

Result<QString> FileChunks::hashNow() const
{
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)) {
        return cannotOpen(file);
    }
    QCryptographicHash hash(QCryptographicHash::Sha256);
    while (!m_stopping) {
        const QByteArray step = file.read(kHashStep);
        if (file.error() != QFileDevice::NoError) {
            return fail(ErrorCode::DiskError, file.errorString());
        }
        if (step.isEmpty()) {
            return QString::fromLatin1(hash.result().toHex());
        }
        hash.addData(step);
    }
    return fail(ErrorCode::Cancelled, QStringLiteral("hashing was stopped"));
}

} // namespace prosc
