#pragma once

#include "app/base/result.h"
#include "app/net/pinned_network.h"

#include <QFile>
#include <QPointer>
#include <QTimer>
#include <QUrl>

#include <chrono>

namespace prosc {

struct DownloadOptions
{
    std::chrono::milliseconds stall{30000};
    std::chrono::milliseconds firstWait{500};
    /// Number of consecutive failed connections without a received byte before it gives up.
    int tries = 5;
};

/// Downloads one file at a time: into "<file>.part", then renamed to `file` (which it replaces) if
/// its size is right. A broken connection resumes where it stopped, if the server still has the
/// same version (ETag). Lives on one thread.
class MediaDownloader : public QObject
{
    Q_OBJECT
public:
    /// `certificateSha256`: as in PinnedNetwork.
    explicit MediaDownloader(const QString &certificateSha256, DownloadOptions options = {},
                             QObject *parent = nullptr);
    ~MediaDownloader() override;

    /// Ends in finished() or failed() exactly once. Ends a running download with failed(Cancelled)
    /// first.
    void fetch(const QUrl &url, const QString &file);
    /// Ends in failed(Cancelled) if a download is running; the part is removed.
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_state != State::Idle; }

Q_SIGNALS:
    /// `total` is -1 while it is unknown.
    void progress(qint64 received, qint64 total);
    void finished(const QString &file);
    /// Unreachable, Timeout, NotFound, TokenExpired or TokenInvalid (the link), DiskFull,
    /// DiskError, PermissionDenied, CertificateUnknown, Malformed (the size is wrong), Cancelled.
    /// The part is removed.
    void failed(const prosc::Error &error);

private:
    enum class State { Idle, Requesting, Receiving, Waiting };

    void request();
    void headersArrived();
    void bytesArrived();
    void replyFinished();
    [[nodiscard]] Status acceptHeaders(const QNetworkReply &reply);
    [[nodiscard]] Status restart();
    [[nodiscard]] Status publish();
    void tryAgain(const Error &error);
    void stop();
    void fail(const Error &error);

    const DownloadOptions m_options;
    PinnedNetwork m_network;
    State m_state = State::Idle;
    QUrl m_url;
    QString m_target;
    QFile m_part;
    QPointer<QNetworkReply> m_reply;
    QByteArray m_etag;
    qint64 m_received = 0;
    qint64 m_total = -1;
    int m_triesInARow = 0;
    QTimer m_stall;
    QTimer m_wait;
};

} // namespace prosc
