#pragma once

#include "app/base/consumer_thread.h"
#include "app/mp4/recording_body.h"

#include <QObject>

#include <atomic>
#include <functional>
#include <memory>

namespace prosc {

/// Whole fragments of a recording's body, or a chunk of one of its units (its header, or a
/// fragment).
struct BodyChunk
{
    qint64 offset = 0;
    /// Where the unit begins that has the first byte: who has all before that, and what is before
    /// `offset`, has nothing else.
    qint64 unitStart = 0;
    QByteArray bytes;
    /// SHA-256 of `bytes`, raw.
    QByteArray sha256;
    /// Of the whole unit, when this is a chunk of one; else empty.
    QByteArray unitSha256;

    [[nodiscard]] qint64 end() const { return offset + bytes.size(); }
};

/// What of a body to read.
struct BodyRange
{
    qint64 offset = 0;
    /// So much of the body there is: a fragment's end.
    qint64 limit = 0;
    qint64 most = 0;
    /// A fragment that is longer than `most` may be cut; else it comes whole.
    bool mayCut = false;
};

/// Reads and hashes the body of one recording on a thread of its own, also while it is recorded and
/// when it gets its final name. Its methods are called on the thread it lives on, where the
/// callbacks come too; none comes after it is destroyed.
class BodyReader : public QObject
{
    Q_OBJECT
public:
    /// `file` is the final name.
    explicit BodyReader(QString file);
    ~BodyReader() override;

    /// What RecordingBody::chunkEnd() says fits, or a chunk of a unit of which there is all; empty
    /// when no whole fragment follows before the limit. NotFound, PermissionDenied, FileDamaged,
    /// DiskError.
    void read(const BodyRange &range, std::function<void(Result<BodyChunk>)> done);
    /// Reads all of it. The same errors.
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
    PosixFileLayer m_disk;
    /// The worker's.
    std::unique_ptr<RecordingBody> m_body;
    /// The unit that was hashed last: its chunks come one after the other.
    BodyUnit m_hashed;
    QByteArray m_hash;
    ConsumerThread<std::function<void()>> m_worker;
};

} // namespace prosc
