#pragma once

#include "app/base/consumer_thread.h"
#include "app/mp4/recording_body.h"

#include <QObject>

#include <atomic>
#include <functional>
#include <memory>

namespace prosc {

/// Complete fragments of a recording's body, or a chunk of one of its units (its header, or a
/// fragment).
struct BodyChunk
{
    qint64 offset = 0;
    /// Start of the unit that contains the first byte. To use this chunk, a receiver needs
    /// everything before it, and the bytes from there to `offset`.
    qint64 unitStart = 0;
    QByteArray bytes;
    /// SHA-256 of `bytes`, raw.
    QByteArray sha256;
    /// SHA-256 of the whole unit if this is a chunk of one, otherwise empty.
    QByteArray unitSha256;

    [[nodiscard]] qint64 end() const { return offset + bytes.size(); }
};

/// Which part of a body to read.
struct BodyRange
{
    qint64 offset = 0;
    /// How much of the body exists: the end of a fragment.
    qint64 limit = 0;
    qint64 most = 0;
    /// A fragment longer than `most` may be split, otherwise it is read whole.
    bool mayCut = false;
};

/// Reads and hashes the body of one recording on a separate thread, even while it is being recorded
/// and when it is renamed to its final name. Methods are called and callbacks run on the thread it
/// lives on; no callback runs after it is destroyed.
class BodyReader : public QObject
{
    Q_OBJECT
public:
    /// `file` is the final name.
    explicit BodyReader(QString file);
    ~BodyReader() override;

    /// Reads what fits according to RecordingBody::chunkEnd(), or a chunk of a complete unit; empty
    /// if no complete fragment follows before the limit. NotFound, PermissionDenied, FileDamaged,
    /// DiskError.
    void read(const BodyRange &range, std::function<void(Result<BodyChunk>)> done);
    /// Reads and measures the whole body. The same errors.
    void measure(std::function<void(Result<BodyMeasure>)> done);

private:
    [[nodiscard]] Result<RecordingBody *> body();
    [[nodiscard]] Result<BodyChunk> readNow(const BodyRange &range);
    [[nodiscard]] Result<int64_t> endOf(RecordingBody &source, const BodyRange &range,
                                        BodyChunk &chunk);
    [[nodiscard]] Result<QByteArray> hashOf(const BodyUnit &unit);
    [[nodiscard]] Result<BodyMeasure> measureNow();

    const QString m_path;
    std::atomic<bool> m_stopping = false;
    SystemFileLayer m_disk;
    /// Used by the worker only.
    std::unique_ptr<RecordingBody> m_body;
    /// The last unit hashed, because the chunks of a unit follow one another.
    BodyUnit m_hashed;
    QByteArray m_hash;
    ConsumerThread<std::function<void()>> m_worker;
};

} // namespace prosc
