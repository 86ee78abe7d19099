#pragma once

#include "app/base/ids.h"
#include "app/base/result.h"

#include <QObject>
#include <QString>
#include <QUrl>

#include <cstdint>

namespace prosc {

/// An upload of a recording to the room's library, from its first fragment on. What is sent is its
/// body: header and fragments as they were written. Stored on disk (mode 0600: it holds a token)
/// until the library has it.
struct UploadJob
{
    RecordingId recording;
    /// Absolute path of the finished local file, and its name in the library.
    QString file;
    QString name;
    /// Length of the body; -1 while recording.
    int64_t bodyBytes = -1;
    /// Checksum of the body, lower-case hexadecimal. Empty while recording, and for a job left by
    /// an earlier version of the program: the uploader measures its file.
    QString checksum;
    /// The service's tus endpoint, absolute, and the bearer token for it.
    QUrl endpoint;
    QString token;
    /// SHA-256 of the service's own certificate, hexadecimal; empty when a public authority vouches
    /// for it.
    QString certificate;
    /// Where the upload is resumed; empty before it was created.
    QUrl location;
    /// Absolute path of the recorder's report (JSON), sent once the library has the recording; none
    /// is sent if it is empty or the file does not exist.
    QString report = {};

    [[nodiscard]] bool isGrowing() const { return bodyBytes < 0; }

    friend bool operator==(const UploadJob &, const UploadJob &) = default;
};

/// Uploads one recording at a time, finished or still growing, by tus 1.0
/// (https://tus.io/protocols/resumable-upload), resuming at the server's offset. Methods and
/// signals on the engine's thread.
class Uploader : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Ends in finished() or failed() exactly once. A growing job waits for grow() and seal()
    /// without a timeout.
    virtual void start(const UploadJob &job) = 0;
    /// The first `bytes` of the body, up to the end of a fragment, are durable on this disk. Only
    /// for a growing job.
    virtual void grow(qint64 bytes) = 0;
    /// The recording has ended: body length and checksum of `job` apply from now on.
    virtual void seal(const UploadJob &job) = 0;
    /// Ends a running upload in failed(Cancelled).
    virtual void cancel() = 0;

Q_SIGNALS:
    /// The server created the upload; store its address.
    void located(const QUrl &location);
    /// Body length and checksum of a job that had none.
    void measured(qint64 bodyBytes, const QString &checksum);
    /// `total` grows while recording.
    void progress(qint64 sent, qint64 total);
    /// The server has every byte and has confirmed that its own checksum is equal; it also has the
    /// report, unless it does not accept one.
    void finished();
    /// Unreachable, ProxyForbids, ProxyTooLarge, ProxyRefuses or ProxyAnswers (a proxy answered
    /// instead of the service), Timeout, TokenExpired, TokenInvalid, NotAllowed (it was deleted
    /// there, or another file is complete), StaleRecording (the server no longer knows it),
    /// TooLarge, TooMany (incomplete uploads), ChecksumMismatch or OffsetMismatch (the server's
    /// bytes), NotFound or FileDamaged (the local file is gone or was changed), DiskError and
    /// PermissionDenied (the local file's), DiskFull (the server's), Malformed (the server's
    /// answer), CertificateUnknown, Cancelled.
    void failed(const prosc::Error &error);
};

} // namespace prosc
