#pragma once

#include "app/net/pinned_network.h"
#include "app/net/upload/refused_methods.h"

#include <QPointer>
#include <QTimer>
#include <QUrl>

#include <chrono>
#include <functional>

namespace prosc {

/// A request of a TusUploader.
struct TusRequest
{
    QByteArray method;
    QNetworkRequest request;
    QByteArray body = {};
    /// How long nothing may move before the answer has come...
    std::chrono::milliseconds patience{};
    /// ...and once all of the body is sent, if that is another time.
    std::chrono::milliseconds lastPatience{};
};

/// The answer to it, read completely.
struct TusAnswer
{
    int status = 0;
    /// False: a proxy in between answered.
    bool isFromService = false;
    /// It names its error (kErrorHeader), so it is our service, not another tus server.
    bool namesError = false;
    /// Upload-Offset, Upload-Length, Proscenium-Staged; -1 if missing or invalid.
    qint64 offset = -1;
    qint64 length = -1;
    qint64 staged = -1;
    /// As sent; may be relative.
    QByteArray location;
    /// Proscenium-Sha256 in lower case; empty if missing.
    QByteArray sha256;
    /// What `status` means if it is a refusal, whoever answered.
    Error error;

    [[nodiscard]] bool isOk() const { return status == 200 || status == 204; }
    /// The service does not know the upload any more.
    [[nodiscard]] bool isGone() const { return status == 404 || status == 410; }
};

/// Sends one request at a time to one service. A request whose method a proxy refuses (405, 501) is
/// sent again as POST, with X-HTTP-Method-Override. Methods, callbacks and signals on the thread it
/// lives on.
class TusExchange : public QObject
{
    Q_OBJECT
public:
    /// CertificateUnknown, Unreachable: there is no answer.
    using Done = std::function<void(const Result<TusAnswer> &)>;

    /// `certificate`: see PinnedNetwork. `refused` must outlive it.
    TusExchange(const QString &certificate, RefusedMethods &refused);
    ~TusExchange() override;

    /// `done` is called once, unless the exchange is aborted or destroyed before.
    void send(TusRequest request, Done done);
    /// Gives up the request in flight, if any; its callback is not called.
    void abort();

Q_SIGNALS:
    /// How much of the request's body was sent.
    void bytesSent(qint64 bytes);
    /// Nothing has moved for the request's patience; the request is still in flight.
    void stalled();

private:
    void send();
    void sent(qint64 bytes);
    void replyFinished(QNetworkReply &reply);
    [[nodiscard]] bool sendAsPost(int status);

    PinnedNetwork m_network;
    RefusedMethods &m_refused;
    TusRequest m_request;
    Done m_done;
    QPointer<QNetworkReply> m_reply;
    QTimer m_stall;
};

} // namespace prosc
