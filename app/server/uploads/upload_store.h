#pragma once

#include "app/base/clock.h"
#include "app/disk/durable_file.h"
#include "app/disk/files.h"
#include "app/server/library/library_rows.h"
#include "app/server/library/local_recording_history.h"
#include "app/server/storage/fragment_body.h"
#include "app/server/storage/sha256.h"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>

namespace prosc {

/// What a client announces about an upload.
struct UploadFacts
{
    RecordingId recording;
    QString name;
    /// Of the whole upload; in layout `fragments` 0 while the client does not know it.
    int64_t bytes = 0;
    /// Of the whole file, lower-case hexadecimal; for a body (see FragmentBody) it may be named
    /// with the last chunk instead.
    QString sha256;
    int64_t duration = 0;
    UploadLayout layout = UploadLayout::File;
};

struct UploadProgress
{
    int64_t offset = 0;
    /// nullopt until the client names it.
    std::optional<int64_t> length;
    /// Of the published recording; empty until it is ready.
    QString sha256;
    /// How many of the bytes before `offset` belong to an incomplete unit; only for a body that is
    /// not published.
    std::optional<int64_t> staged = std::nullopt;
};

/// The headers of a chunk, known before its first byte.
struct ChunkFacts
{
    int64_t offset = 0;
    /// 32 bytes; empty if the client sends none.
    QByteArray checksum = {};
    /// The chunk's size in bytes, if the client names it.
    std::optional<int64_t> bytes = std::nullopt;
    /// Of the whole upload, if it was not known before; with the body's checksum.
    std::optional<int64_t> uploadLength = std::nullopt;
    QString uploadSha256 = {};
    /// SHA-256 (32 bytes) of the unit that the bytes are a chunk of, in place of `checksum`.
    QByteArray unitSha256 = {};
};

class UploadStore;

/// The bytes of one request on their way to disk. While it exists, no other chunk of the same
/// upload is accepted. Destroyed before finish(), it keeps what was verified or synced.
class IncomingChunk
{
public:
    virtual ~IncomingChunk() = default;
    /// How many bytes it still accepts.
    [[nodiscard]] virtual int64_t remaining() const = 0;
    [[nodiscard]] virtual Status write(const QByteArray &bytes) = 0;
    /// Call once the bytes are complete, or were cut off.
    [[nodiscard]] virtual Result<UploadProgress> finish(bool complete) = 0;
};

/// A chunk of a file, or whole units of a body.
class UploadChunk final : public IncomingChunk
{
public:
    /// Maximum size of a chunk of a body, which consists of whole fragments.
    static constexpr int64_t kMaxBodyChunk = 64LL * 1024 * 1024;

    /// Created by UploadStore::append(). `file` is nullopt if every byte is on disk already; `body`
    /// is set in layout `fragments`, and owned by the store.
    UploadChunk(UploadStore &store, const RecordingRow &row, std::optional<DurableFile> file,
                FragmentBody *body, QByteArray checksum);
    ~UploadChunk() override;
    UploadChunk(const UploadChunk &) = delete;
    UploadChunk &operator=(const UploadChunk &) = delete;

    [[nodiscard]] int64_t remaining() const override { return m_limit - m_written; }
    /// DiskFull, DiskError, TooLarge (more than announced, or than a fragment may have), Malformed
    /// (not a body in fragments).
    [[nodiscard]] Status write(const QByteArray &bytes) override;
    /// Syncs what arrived, and verifies the whole after the last chunk. ChecksumMismatch: the chunk
    /// was dropped; or the whole does not match its checksum: a file starts again at 0, a body
    /// stays as it is until the client names another end. Cancelled: a chunk with a checksum was
    /// cut off and is dropped. Malformed: a chunk that was not whole fragments is dropped. Without
    /// a checksum, what arrived is kept.
    [[nodiscard]] Result<UploadProgress> finish(bool complete) override;
    /// The same for a caller that holds the upload and keeps holding it.
    [[nodiscard]] Result<UploadProgress> finishHeld(bool complete);

private:
    [[nodiscard]] Result<UploadProgress> finishEntered(bool complete);
    [[nodiscard]] Status checkWhole(bool complete) const;
    [[nodiscard]] Result<UploadProgress> drop(const Error &why);
    [[nodiscard]] Status commit();

    UploadStore &m_store;
    RecordingId m_recording;
    QString m_unitsFile;
    std::optional<DurableFile> m_file;
    FragmentBody *m_body;
    UploadProgress m_start;
    int64_t m_limit;
    QByteArray m_checksum;
    int64_t m_written = 0;
    int64_t m_committed = 0;
    MediaTime m_lastCommit{};
    Sha256 m_chunkHash;
    /// Of the whole upload so far; nullopt if this process did not see it from its first byte.
    std::optional<Sha256> m_wholeHash;
    std::optional<Error> m_error;
    bool m_finished = false;
};

/// The uploads into a library: one per recording, identified by its id. Thread-safe,
/// blocks on disk.
class UploadStore
{
public:
    using FreeBytes = std::function<int64_t(const QString &folder)>;

    static constexpr int64_t kMaxUpload = 200'000'000'000;
    /// Maximum number of incomplete uploads of one room; a token opens one.
    static constexpr int kMaxOpenUploads = 64;
    /// After this time the last token of a recording has expired, and nobody can continue it.
    static constexpr std::chrono::hours kLongestUpload{30 * 24};

    /// `rows`, `history` and `clock` must outlive it. `freeBytes` returns the free space in bytes
    /// (default: QStorageInfo).
    UploadStore(LibraryRows &rows, LocalRecordingHistory &history, const Clock &clock,
                FreeBytes freeBytes = {});
    ~UploadStore();

    /// Creates an upload, or returns the existing one. One with other facts is restarted, unless it
    /// is published already (NotAllowed). NotFound (not announced), DiskFull, TooMany (a chunk is
    /// in flight), DiskError.
    [[nodiscard]] Result<UploadProgress> create(const UploadFacts &facts);
    /// Whether the room of `recording` has reached its limit of open uploads, not counting this
    /// one.
    [[nodiscard]] bool isFull(const RecordingId &recording) const;
    /// NotFound. Verifies an upload that is complete but was not published because of a crash.
    [[nodiscard]] Result<UploadProgress> progress(const RecordingId &recording);
    /// Reopens an interrupted recording. NotFound, TooMany (another chunk is in flight),
    /// OffsetMismatch, InvalidArgument, TooLarge, DiskFull, DiskError.
    [[nodiscard]] Result<std::unique_ptr<IncomingChunk>> append(const RecordingId &recording,
                                                                const ChunkFacts &facts);
    /// Removes an upload and its bytes. The bytes of an interrupted recording are put aside until
    /// it is ready, and return if nothing longer arrives. NotFound, TooMany, NotAllowed (it is
    /// ready or in the bin).
    [[nodiscard]] Status remove(const RecordingId &recording);
    /// Verifies and publishes uploads that were complete when the service ended, and starts the
    /// timeout of the others. Call once at start.
    void resumeVerification();
    /// Publishes every body that received nothing for `silence`, as it is, as interrupted. Call
    /// about every second.
    void closeAbandoned(MediaTime silence);
    /// The recorder sent a heartbeat to its room. It may be paused or unable to upload: the
    /// recording is not closed as interrupted, and continues if it was. Call every few seconds.
    void recorderLives(const RecordingId &recording);
    /// Gives up whole files that nobody can continue: failed, their bytes removed. Call about every
    /// hour.
    void dropExpired();
    /// Approximate memory use of the tables of all idle bodies, in bytes.
    [[nodiscard]] int64_t memory() const;

private:
    friend class UploadChunk;
    friend class PartialChunk;

    struct Running
    {
        bool busy = false;
        /// `hash` covers the first `length` bytes of an upload in layout `file`.
        int64_t length = 0;
        Sha256 hash;
        /// In layout `fragments`: the tables of the committed part of the body.
        std::unique_ptr<FragmentBody> body;
        /// The gate's state after the first `stagedBytes` of the unit that arrives in chunks.
        std::optional<FragmentGate> stagedGate;
        int64_t stagedBytes = 0;
        MediaTime used{};
    };

    [[nodiscard]] Status enter(const RecordingId &recording);
    void leave(const RecordingId &recording);
    [[nodiscard]] Running &running(const RecordingId &recording);
    void forgetRunning(const RecordingId &recording);
    void evictIdle();
    void heard(const RecordingId &recording);
    void forgetHeard(const RecordingId &recording);
    /// Holds an upload during `work`: no chunk and no other request runs on it.
    [[nodiscard]] Result<UploadProgress>
    holding(const RecordingId &recording, const std::function<Result<UploadProgress>()> &work);

    // upload_store.cpp
    [[nodiscard]] Result<UploadProgress> createEntered(const UploadFacts &facts);
    [[nodiscard]] Result<UploadProgress> removeEntered(const RecordingId &recording);
    [[nodiscard]] Result<std::unique_ptr<IncomingChunk>> appendEntered(const RecordingId &recording,
                                                                       const ChunkFacts &facts);
    [[nodiscard]] Status checkPlace(const RecordingRow &row, const ChunkFacts &facts) const;
    [[nodiscard]] Result<std::unique_ptr<IncomingChunk>> appendToFile(const RecordingRow &row,
                                                                      const ChunkFacts &facts);

    // upload_publishing.cpp
    [[nodiscard]] Result<UploadProgress> verify(const RecordingId &recording);
    [[nodiscard]] Result<QString> wholeSha256(const RecordingRow &row, const QString &file);
    [[nodiscard]] Result<UploadProgress> publish(const RecordingRow &row, const QString &file);
    [[nodiscard]] Result<UploadProgress> startAgain(const RecordingRow &row);
    [[nodiscard]] Result<UploadProgress> giveUp(const RecordingId &recording);
    /// Resets the upload to offset 0 with an empty file.
    [[nodiscard]] Status restart(const RecordingRow &row);
    /// Path of its bytes: after a crash between the rename and the index's commit, the file has its
    /// final name already.
    [[nodiscard]] QString fileOf(const RecordingRow &row) const;

    // upload_fragments.cpp
    [[nodiscard]] Result<std::unique_ptr<IncomingChunk>> appendToBody(const RecordingRow &row,
                                                                      const ChunkFacts &facts);
    /// How many bytes of the next unit are staged; only for a body that is not published.
    [[nodiscard]] std::optional<int64_t> stagedBytes(const RecordingRow &row) const;
    /// progressOf() plus the staged bytes.
    [[nodiscard]] UploadProgress wholeProgressOf(const RecordingRow &row) const;
    void dropStaged(const RecordingRow &row);
    [[nodiscard]] Result<RecordingRow> admitToBody(const RecordingRow &row,
                                                   const ChunkFacts &facts);
    [[nodiscard]] Result<std::optional<DurableFile>> openBody(const RecordingRow &row,
                                                              FragmentBody *&body);
    [[nodiscard]] Result<FragmentBody *> bodyOf(const RecordingRow &row);
    [[nodiscard]] Result<UploadProgress> refuseEnd(const RecordingRow &row, int64_t bytes);
    [[nodiscard]] Result<UploadProgress> verifyBody(const RecordingRow &row);

    // upload_interrupted.cpp
    [[nodiscard]] bool isSilent(const RecordingId &recording, MediaTime silence) const;
    [[nodiscard]] Result<UploadProgress> interrupt(const RecordingId &recording);
    [[nodiscard]] Result<UploadProgress> publishInterrupted(const RecordingRow &row);
    [[nodiscard]] QString keptOf(const RecordingRow &row) const;
    [[nodiscard]] QString keptUnitsOf(const RecordingRow &row) const;
    [[nodiscard]] bool hasKept(const RecordingRow &row) const;
    [[nodiscard]] Status putAside(const RecordingRow &row);
    [[nodiscard]] Status putBack(const RecordingRow &row);
    void dropKept(const RecordingRow &row);
    [[nodiscard]] Result<UploadProgress> settleKept(const RecordingRow &row);

    LibraryRows &m_store;
    LocalRecordingHistory &m_history;
    const Clock &m_clock;
    FreeBytes m_freeBytes;
    mutable std::mutex m_mutex;
    /// References stay valid. Only uploads with a request in progress or with cached tables or
    /// hash.
    std::map<RecordingId, Running> m_running;
    /// Incomplete bodies, and when each was last heard of.
    std::map<RecordingId, MediaTime> m_heard;
};

/// Without the staged bytes.
[[nodiscard]] UploadProgress progressOf(const RecordingRow &row);

} // namespace prosc
