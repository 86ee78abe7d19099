#pragma once

#include "app/base/consumer_thread.h"
#include "app/mp4/recording_body.h"

#include <QObject>

#include <atomic>
#include <functional>
#include <memory>

namespace prosc {

/// Whole fragments of a recording's body.
struct BodyPiece
{
    qint64 offset = 0;
    /// It begins with a fragment or the recording: where whoever has what is before it has nothing
    /// else.
    bool isWhole = true;
    QByteArray bytes;
    /// SHA-256 of `bytes`, raw.
    QByteArray sha256;

    [[nodiscard]] qint64 end() const { return offset + bytes.size(); }
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

    /// What RecordingBody::pieceEnd() says fits; empty when no whole fragment follows before
    /// `limit`. NotFound, PermissionDenied, FileDamaged, DiskError.
    void read(qint64 offset, qint64 limit, qint64 most,
              std::function<void(Result<BodyPiece>)> done);
    /// Reads all of it. The same errors.
    void measure(std::function<void(Result<BodyMeasure>)> done);

private:
    [[nodiscard]] Result<RecordingBody *> body();
    [[nodiscard]] Result<BodyPiece> readNow(qint64 offset, qint64 limit, qint64 most);
    [[nodiscard]] Result<BodyMeasure> measureNow();

    const QString m_path;
    std::atomic<bool> m_stopping = false;
    PosixFileLayer m_disk;
    /// The worker's.
    std::unique_ptr<RecordingBody> m_body;
    ConsumerThread<std::function<void()>> m_worker;
};

} // namespace prosc
