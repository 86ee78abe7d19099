#pragma once

#include "app/net/upload/bandwidth_limit.h"
#include "app/net/upload/body_reader.h"
#include "app/net/upload/chunk_size.h"
#include "app/net/upload/tus_exchange.h"
#include "app/net/upload/tus_state.h"
#include "app/net/upload/upload_retries.h"
#include "app/uploads/ports.h"

#include <QElapsedTimer>
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
/// it is sealed the last request names length and checksum, and the server compares. Its states are
/// in tus_state.h.
///
/// If the server has data that is not in our recording (this disk lost what was sent, and the
/// recording continued differently), that upload is removed and created from scratch. Once the
/// service has the recording, the recorder's report is PUT beside it; a failed connection is
/// retried as during the upload, a report that is refused is only logged.
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
    using Answered = void (TusUploader::*)(const TusAnswer &);

    /// Enters the state after `event`, and does what it is for.
    void happened(TusEvent event);
    void enter();
    /// Emits by `tell`; false if a slot has ended this upload.
    [[nodiscard]] bool survives(const std::function<void()> &tell);

    void begin();
    void measure();
    void measured(const BodyMeasure &body);
    void measuredAgain(const BodyMeasure &body);
    void create();
    void created(const TusAnswer &answer);
    void probe();
    void probed(const TusAnswer &answer);
    void remove();
    void removed(const TusAnswer &answer);
    void read();
    void chunkRead(const Result<BodyChunk> &chunk);
    void send();
    void bytesSent(qint64 ofChunk);
    void chunkAnswered(const TusAnswer &answer);
    void sendReport();
    void reportAnswered(const TusAnswer &answer);

    void ask(TusRequest request, Answered answered);
    void answered(const Result<TusAnswer> &answer, Answered then);
    void refused(const TusAnswer &answer);
    void sendLess(const Error &error);
    void tryAgain(const Error &error);
    void continueFrom(const TusAnswer &answer);
    /// The service has that much. False if a slot has ended this upload.
    [[nodiscard]] bool advance(qint64 offset);
    void goOn();
    void complete(const TusAnswer &answer);
    void stop();
    void finish();
    void fail(const Error &error);

    [[nodiscard]] TusEvent locatedOrNot() const;
    [[nodiscard]] bool isLast() const;

    const TusOptions m_options;
    TusState m_state = TusState::Idle;
    /// Grows with each start() and stop(): late results of an earlier upload are dropped.
    int m_generation = 0;
    UploadJob m_job;
    /// Used if `options.refused` is null.
    RefusedMethods m_ownRefused;
    RefusedMethods &m_refused;
    std::unique_ptr<TusExchange> m_exchange;
    std::unique_ptr<BodyReader> m_body;
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
