#pragma once

#include "app/base/ids.h"
#include "app/base/result.h"

#include <QObject>
#include <QString>
#include <QUrl>

#include <cstdint>

namespace prosc {

/// A finished file on its way to the room's library. Kept on disk (mode 0600: it holds a token)
/// until it is done.
struct UploadJob
{
    RecordingId recording;
    /// Absolute path of the local file, and the name it gets in the library.
    QString file;
    QString name;
    int64_t bytes = 0;
    int64_t duration = 0;
    /// SHA-256 of the file, lower-case hexadecimal.
    QString sha256;
    /// The service's tus endpoint, absolute, and the bearer token for it.
    QUrl endpoint;
    QString token;
    /// SHA-256 of the service's own certificate, hexadecimal; empty when a public authority vouches
    /// for it.
    QString certificate;
    /// Where the upload goes on; empty before it was created.
    QUrl location;

    friend bool operator==(const UploadJob &, const UploadJob &) = default;
};

/// Sends one file at a time, by tus 1.0 (https://tus.io/protocols/resumable-upload), resuming at
/// the server's offset. Methods and signals on the engine's thread.
class Uploader : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Ends in finished() or failed() exactly once.
    virtual void start(const UploadJob &job) = 0;
    /// Ends in failed(Cancelled) if an upload runs.
    virtual void cancel() = 0;

Q_SIGNALS:
    /// The server made room for it; keep the address.
    void located(const QUrl &location);
    void progress(qint64 sent, qint64 total);
    /// Every byte is there, and the server has answered that its own SHA-256 is equal.
    void finished();
    /// Unreachable, Timeout, TokenExpired, TokenInvalid, NotAllowed, TooLarge, ChecksumMismatch
    /// (the server's bytes), NotFound or FileDamaged (the local file is gone or was changed),
    /// DiskError, DiskFull (the server's), Malformed (the server's answer), CertificateUnknown,
    /// Cancelled.
    void failed(const prosc::Error &error);
};

} // namespace prosc
