#pragma once

#include "app/base/consumer_thread.h"
#include "app/base/result.h"

#include <QByteArray>
#include <QObject>

#include <atomic>
#include <functional>
#include <memory>

namespace prosc {

struct FileSlice
{
    qint64 offset = 0;
    QByteArray bytes;
    /// SHA-256 of `bytes`, raw.
    QByteArray sha256;
};

/// Reads and hashes a file on two threads of its own. Its methods are called on the thread it lives
/// on, where the callbacks come too; none comes after it is destroyed.
class FileChunks : public QObject
{
    Q_OBJECT
public:
    explicit FileChunks(QString file);
    ~FileChunks() override;

    /// NotFound, DiskError; FileDamaged when the file is shorter than that.
    void read(qint64 offset, qint64 length, std::function<void(Result<FileSlice>)> done);
    /// SHA-256 of the whole file, lower-case hexadecimal. NotFound, DiskError.
    void hashAll(std::function<void(Result<QString>)> done);

private:
    using Task = std::function<void()>;

    [[nodiscard]] Result<FileSlice> readNow(qint64 offset, qint64 length) const;
    [[nodiscard]] Result<QString> hashNow() const;

    const QString m_path;
    std::atomic<bool> m_stopping = false;
    ConsumerThread<Task> m_reader;
    ConsumerThread<Task> m_hasher;
};

} // namespace prosc
