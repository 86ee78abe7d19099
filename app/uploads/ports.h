#pragma once

#include "app/base/ids.h"
#include "app/base/result.h"

#include <QObject>
#include <QString>
#include <QUrl>

#include <cstdint>

namespace prosc {

/// A recording on its way to the room's library, from its first fragment on. What goes up is its
/// body: header and fragments as they were written. Kept on disk (mode 0600: it holds a token)
/// until the library has it.
struct UploadJob
{
    RecordingId recording;
    /// Absolute path of the local file when it is finished, and the name it gets in the library.
    QString file;
    QString name;
    /// Length of the body; -1 while it is recorded.
    int64_t bodyBytes = -1;
    /// Checksum of the body, lower-case hexadecimal. Empty while it is recorded, and for a job that
    /// an earlier version of the program left: the uploader measures that one's file.
    QString checksum;
    /// The service's tus endpoint, absolute, and the bearer token for it.
    QUrl endpoint;
    QString token;
    /// SHA-256 of the service's own certificate, hexadecimal; empty when a public authority vouches
    /// for it.
    QString certificate;
    /// Where the upload goes on; empty before it was created.
    QUrl location;
    /// Absolute path of what the recorder reports beside its file (JSON), sent once the library has
    /// the recording; empty, or no such file: nothing.
    QString report = {};

    [[nodiscard]] bool isGrowing() const { return bodyBytes < 0; }

    friend bool operator==(const UploadJob &, const UploadJob &) = default;
};

/// Sends one recording at a time, by tus 1.0 (https://tus.io/protocols/resumable-upload), resuming
/// at the server's offset; also one that is still recorded. Methods and signals on the engine's
/// thread.
class Uploader : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Ends in finished() or failed() exactly once. A growing job waits for grow() and seal() as
    /// long as it takes.
    virtual void start(const UploadJob &job) = 0;
    /// So many bytes of the body are safe on this disk: the end of a fragment. Only for a growing
    /// job.
    virtual void grow(qint64 bytes) = 0;
    /// The recording has ended: body and checksum of `job` count from now on.
    virtual void seal(const UploadJob &job) = 0;
    /// Ends in failed(Cancelled) if an upload runs.
    virtual void cancel() = 0;

Q_SIGNALS:
    /// The server made room for it; keep the address.
    void located(const QUrl &location);
    /// The body and checksum of a job that named none.
    void measured(qint64 bodyBytes, const QString &checksum);
    /// `total` grows with the recording.
    void progress(qint64 sent, qint64 total);
    /// Every byte is there, and the server has answered that its own checksum is equal; it has the
    /// report too, or does not want it.
    void finished();
    /// Unreachable, ProxyForbids, ProxyTooLarge, ProxyRefuses or ProxyAnswers (not the service, but
    /// a proxy before it), Timeout, TokenExpired, TokenInvalid, NotAllowed (it was deleted there,
    /// or another file is complete), StaleRecording (the server does not know it any more),
    /// TooLarge, TooMany (uploads that are not complete), ChecksumMismatch or OffsetMismatch (the
    /// server's bytes), NotFound or FileDamaged (the local file is gone or was changed), DiskError
    /// and PermissionDenied (the local file's), DiskFull (the server's), Malformed (the server's
    /// answer), CertificateUnknown, Cancelled.
    void failed(const prosc::Error &error);
};

} // namespace prosc
