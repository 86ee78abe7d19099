#pragma once

#include "app/net/bandwidth_limit.h"
#include "app/net/body_reader.h"
#include "app/net/chunk_size.h"
#include "app/net/pinned_network.h"
#include "app/net/refused_methods.h"
#include "app/net/upload_retries.h"
#include "app/uploads/ports.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace prosc {

struct TusOptions
{
    /// Maximum bytes per request (see ChunkSize): as many whole fragments as fit, or a chunk of
    /// one. A server that accepts no chunks of fragments gets at least one whole fragment.
    qint64 chunkBytes = 4 * 1024 * 1024;
    /// Fails with Timeout after this long without progress.
    std::chrono::milliseconds stall{30000};
    /// The same, once every byte is sent and the server verifies and publishes the recording.
    std::chrono::milliseconds verification{120000};
    /// First delay after a broken connection or a locked upload; doubles with each retry without
    /// progress.
    std::chrono::milliseconds firstWait{500};
    /// Broken connections, locked answers or refused chunks in a row before it gives up.
    int tries = 4;
    /// False for a third-party tus server: the size is compared instead of the checksum.
    bool requireChecksum = true;
    /// Shared with other uploaders; null: no limit. Must outlive them.
    BandwidthLimit *limit = nullptr;
    /// Shared as well; null: the uploader has its own.
    RefusedMethods *refused = nullptr;
};

/// Uploader over tus 1.0 with creation, deferred length and checksum
/// (https://tus.io/protocols/resumable-upload; protocol.md, "HTTP beside it"). The server's offset
/// wins. While the recording grows it sends what is durable on this disk, then waits for more; once
/// it is sealed the last request names length and checksum, and the server compares.
///
///   Starting ─► (Measuring) ─► Creating ─► Probing ─► Reading ─► (Pacing) ─► Sending ─► Idle
///                                 ▲          ▲ ▲       │  ▲                    │ │
///                                 └─ Waiting ┘ │       ▼  └── offset moved ────┘ │
///                                      ▲       │    CaughtUp                     │
///                                      │       └──── another offset ─────────────┤
///                                      └──── Measuring ◄─── wrong checksum ──────┘
///
/// A request whose method a proxy refuses is sent again as POST, in the same state.
///
/// Once the service has the recording, the recorder's report is PUT beside it (Reporting). A failed
/// connection is retried as during the upload; a report that is refused is only logged.
///
/// If the server has data that is not in our recording (this disk lost what was sent, and the
/// recording continued differently), that upload is removed (Removing) and created from scratch.
class TusUploader final : public Uploader
{
    Q_OBJECT
public:
    explicit TusUploader(TusOptions options = {}, QObject *parent = nullptr);
    ~TusUploader() override;

    /// First ends a running upload with failed(Cancelled).
    void start(const UploadJob &job) override;
    void grow(qint64 bytes) override;
    void seal(const UploadJob &job) override;
    void cancel() override;

private:
    enum class State {
        Idle,
        Starting,
        Measuring,
        Creating,
        Probing,
        Removing,
        Reading,
        CaughtUp,
        Pacing,
        Sending,
        Reporting,
        Waiting
    };
    using Answered = void (TusUploader::*)(QNetworkReply &);
    struct Asked
    {
        QByteArray method;
        QNetworkRequest request;
        QByteArray body;
        Answered answered = nullptr;
    };
    using Measured = void (TusUploader::*)(const BodyMeasure &);

    void begin();
    void measure(Measured then);
    void bodyMeasured(const BodyMeasure &body);
    void bodyMeasuredAgain(const BodyMeasure &body);
    void createOrProbe();
    void createAnew();
    void create();
    void created(QNetworkReply &reply);
    void probe();
    void probed(QNetworkReply &reply);
    void startOver();
    void removed(QNetworkReply &reply);
    void continueFrom(const QNetworkReply &reply);
    void goOn();
    void read();
    void chunkRead(const Result<BodyChunk> &chunk);
    void send();
    void chunkAnswered(QNetworkReply &reply);
    void complete(const QNetworkReply &reply);
    void sendReport();
    void reported(QNetworkReply &reply);
    void end();

    [[nodiscard]] bool isLast() const;
    [[nodiscard]] QNetworkRequest request(const QUrl &url) const;
    [[nodiscard]] QNetworkRequest chunkRequest() const;
    void ask(State state, const Asked &asked);
    void replyFinished(QNetworkReply *reply);
    void refused(QNetworkReply &reply);
    void refusedOnTheWay(QNetworkReply &reply);
    void sendLess(int status);
    void tryAgain(const Error &error);
    void waited();
    void advance(qint64 offset);
    void bytesSent(qint64 ofChunk);
    void stop();
    void fail(const Error &error);

    const TusOptions m_options;
    State m_state = State::Idle;
    /// Grows with each start() and stop(): late results of an earlier upload are dropped.
    int m_generation = 0;
    UploadJob m_job;
    /// Used if `options.refused` is null.
    RefusedMethods m_ownRefused;
    RefusedMethods &m_refused;
    std::unique_ptr<PinnedNetwork> m_network;
    std::unique_ptr<BodyReader> m_body;
    Asked m_asked;
    QPointer<QNetworkReply> m_reply;
    QTimer m_stall;
    QTimer m_wait;
    /// Bytes of the body that are durable on this disk, and that the server has.
    qint64 m_known = 0;
    qint64 m_offset = 0;
    /// How many of the server's bytes belong to an incomplete unit; nullopt: it accepts no chunks
    /// of units.
    std::optional<qint64> m_staged;
    BodyChunk m_chunk;
    /// Time since `m_chunk` was sent.
    QElapsedTimer m_sending;
    /// The server knows the length already.
    bool m_lengthNamed = false;
    /// The last request, with the checksum, is in flight or was answered.
    bool m_lastSent = false;
    /// Kept from one upload to the next, because the network is the same.
    ChunkSize m_size;
    UploadRetries m_retries;
};

} // namespace prosc
