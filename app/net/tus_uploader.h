#pragma once

#include "app/library/ports.h"
#include "app/net/file_chunks.h"
#include "app/net/pinned_network.h"

#include <QPointer>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>

namespace prosc {

struct TusOptions
{
    qint64 chunkBytes = 8 * 1024 * 1024;
    /// Given up with Timeout when nothing moved for so long.
    std::chrono::milliseconds stall{30000};
    /// The same, once every byte is sent and the server checks and publishes the file.
    std::chrono::milliseconds verification{120000};
    /// First wait after a broken connection or a locked upload; doubles each time without progress.
    std::chrono::milliseconds firstWait{500};
    /// Broken connections, locked answers or refused chunks in a row before it gives up.
    int tries = 4;
    /// False for a foreign tus server: its size is compared instead of its SHA-256.
    bool requireChecksum = true;
};

/// Uploader over tus 1.0 with creation and checksum (https://tus.io/protocols/resumable-upload).
/// The server's offset wins. The file is hashed again while it is sent, and the last chunk is held
/// back until that is done, so a file that was changed on disk never becomes complete on the
/// server.
///
///   Starting ──► Creating ──► Probing ──► Reading ──► (AwaitingHash) ──► Sending ──► Idle
///                   ▲            ▲ ▲         ▲                              │ │
///                   └── Waiting ─┘ │         └──────── offset moved ────────┘ │
///                                  └──── other offset, size to compare ───────┘
class TusUploader final : public Uploader
{
    Q_OBJECT
public:
    explicit TusUploader(TusOptions options = {}, QObject *parent = nullptr);
    ~TusUploader() override;

    /// Ends an upload that runs with failed(Cancelled) first.
    void start(const UploadJob &job) override;
    void cancel() override;

private:
    enum class State { Idle, Starting, Creating, Probing, Reading, AwaitingHash, Sending, Waiting };
    enum class FileCheck { Running, Good };
    using Answered = void (TusUploader::*)(QNetworkReply &);

    void begin();
    void hashFile();
    void fileHashed(const Result<QString> &sha256);
    void createOrProbe();
    void createAnew();
    void create();
    void created(QNetworkReply &reply);
    void probe();
    void probed(QNetworkReply &reply);
    void continueAt(qint64 offset);
    void readChunk();
    void chunkRead(const Result<FileSlice> &chunk);
    void sendChunk();
    void chunkAnswered(QNetworkReply &reply);
    void complete(const QNetworkReply &reply);

    [[nodiscard]] QNetworkRequest request(const QUrl &url) const;
    [[nodiscard]] Status checkFile() const;
    void await(State state, QNetworkReply *reply, Answered answered);
    void replyFinished(QNetworkReply *reply, Answered answered);
    void refused(QNetworkReply &reply);
    void tryAgain(const Error &error);
    void advance(qint64 offset);
    void bytesSent(qint64 ofChunk);
    void stop();
    void fail(const Error &error);

    const TusOptions m_options;
    State m_state = State::Idle;
    /// Counts start(): results of an earlier upload that come late are dropped.
    int m_generation = 0;
    FileCheck m_fileCheck = FileCheck::Running;
    UploadJob m_job;
    std::unique_ptr<PinnedNetwork> m_network;
    std::unique_ptr<FileChunks> m_file;
    QPointer<QNetworkReply> m_reply;
    QTimer m_stall;
    QTimer m_wait;
    qint64 m_offset = 0;
    FileSlice m_chunk;
    int m_triesInARow = 0;
    int m_chunksRefused = 0;
    int m_created = 0;
};

} // namespace prosc
