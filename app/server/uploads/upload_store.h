#pragma once

#include "app/base/clock.h"
#include "app/disk/durable_file.h"
#include "app/disk/files.h"
#include "app/server/library/local_library_store.h"
#include "app/server/storage/fragment_body.h"
#include "app/server/storage/sha256.h"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>

namespace prosc {

/// What a client says of the file it is going to send.
struct UploadFacts
{
    RecordingId recording;
    QString name;
    /// Of the whole upload; in layout `fragments` 0 while the client does not know.
    int64_t bytes = 0;
    /// Of the whole file, lower-case hexadecimal; of a body (see FragmentBody) it may come with its
    /// last chunk.
    QString sha256;
    int64_t duration = 0;
    UploadLayout layout = UploadLayout::File;
};

struct UploadProgress
{
    int64_t offset = 0;
    /// Nothing while the client has not said it.
    std::optional<int64_t> length;
    /// Of the published recording; empty until it is ready.
    QString sha256;
    /// So many of the bytes before `offset` are of a unit that is not whole; only of a body that is
    /// not published.
    std::optional<int64_t> staged = std::nullopt;
};

/// What a client says of a chunk before its first byte.
struct ChunkFacts
{
    int64_t offset = 0;
    /// 32 bytes, or empty when the client sends none.
    QByteArray checksum = {};
    /// How many bytes come, if it says so.
    std::optional<int64_t> bytes = std::nullopt;
    /// Of the whole upload, when it was not known before; with the body's checksum.
    std::optional<int64_t> uploadLength = std::nullopt;
    QString uploadSha256 = {};
    /// Of the unit of a body that the bytes are a chunk of (32 bytes), in place of `checksum`.
    QByteArray unitSha256 = {};
};

class UploadStore;

/// What comes with one request, on its way to the disk; while it exists no other chunk of the same
/// upload is taken. Destroyed before finish() it leaves what was verified or synced.
class IncomingChunk
{
public:
    virtual ~IncomingChunk() = default;
    /// How many bytes it still takes.
    [[nodiscard]] virtual int64_t remaining() const = 0;
    [[nodiscard]] virtual Status write(const QByteArray &bytes) = 0;
    /// The bytes are complete, or were cut off.
    [[nodiscard]] virtual Result<UploadProgress> finish(bool complete) = 0;
};

/// A chunk of a file, or whole units of a body.
class UploadChunk final : public IncomingChunk
{
public:
    /// A chunk of a body is whole fragments, and at most so large.
    static constexpr int64_t kMaxBodyChunk = 64LL * 1024 * 1024;

    /// Made by UploadStore::append(). `file` is missing when every byte is there already; `body` is
    /// there in layout `fragments` (and belongs to the store).
    UploadChunk(UploadStore &store, const RecordingRow &row, std::optional<DurableFile> file,
                FragmentBody *body, QByteArray checksum);
    ~UploadChunk() override;
    UploadChunk(const UploadChunk &) = delete;
    UploadChunk &operator=(const UploadChunk &) = delete;

    [[nodiscard]] int64_t remaining() const override { return m_limit - m_written; }
    /// DiskFull, DiskError, TooLarge (more than announced, or than a fragment may have), Malformed
    /// (not a body in fragments).
    [[nodiscard]] Status write(const QByteArray &bytes) override;
    /// Syncs what came, and verifies the file when it is the last chunk. ChecksumMismatch: the
    /// chunk was dropped; or the whole is not what was told of it: a file starts again at 0, a body
    /// stays as it is and waits to be told another end. Cancelled: a chunk that has a checksum was
    /// cut off and is dropped. Malformed: a chunk that was not whole fragments is dropped. Without
    /// a checksum what came is kept.
    [[nodiscard]] Result<UploadProgress> finish(bool complete) override;
    /// The same for who holds the upload, and goes on holding it.
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
    /// Of the whole upload so far; nothing when the service did not see it from its first byte.
    std::optional<Sha256> m_wholeHash;
    std::optional<Error> m_error;
    bool m_finished = false;
};

/// The uploads into a LocalLibraryStore: one for each recording, named by its id. Thread-safe,
/// blocks on disk.
class UploadStore
{
public:
    using FreeBytes = std::function<int64_t(const QString &folder)>;

    static constexpr int64_t kMaxUpload = 200'000'000'000;
    /// Uploads of one room that are not complete; a token opens one.
    static constexpr int kMaxOpenUploads = 64;
    /// After so long the last token of a recording has expired, and nobody can go on with it.
    static constexpr std::chrono::hours kLongestUpload{30 * 24};

    /// `store` and `clock` must outlive it. `freeBytes` says how much can be written (default:
    /// QStorageInfo).
    UploadStore(LocalLibraryStore &store, const Clock &clock, FreeBytes freeBytes = {});
    ~UploadStore();

    /// Makes an upload, or returns the one there is. One with other facts is started again, unless
    /// it is published already (NotAllowed). NotFound (not announced), DiskFull, TooMany (a chunk
    /// is on its way), DiskError.
    [[nodiscard]] Result<UploadProgress> create(const UploadFacts &facts);
    /// Whether the room of `recording` has as many open uploads as it may, without this one.
    [[nodiscard]] bool isFull(const RecordingId &recording) const;
    /// NotFound. Verifies a file whose every byte is there but which a crash has kept from being
    /// published.
    [[nodiscard]] Result<UploadProgress> progress(const RecordingId &recording);
    /// Takes an interrupted recording apart again. NotFound, TooMany (another chunk is on its way),
    /// OffsetMismatch, InvalidArgument, TooLarge, DiskFull, DiskError.
    [[nodiscard]] Result<std::unique_ptr<IncomingChunk>> append(const RecordingId &recording,
                                                                const ChunkFacts &facts);
    /// Forgets an upload and its bytes. What is published as interrupted is put aside until the
    /// recording is ready, and is back when nothing better comes. NotFound, TooMany, NotAllowed (it
    /// is ready).
    [[nodiscard]] Status remove(const RecordingId &recording);
    /// Verifies and publishes what was complete when the service ended, and begins to wait for what
    /// was not; call it once at start.
    void resumeVerification();
    /// Publishes as interrupted every body of which nothing came for `silence`, as it is. Call it
    /// every second or so.
    void closeAbandoned(MediaTime silence);
    /// The room hears of the recorder, which may be paused or have no way for its bytes: the
    /// recording is not interrupted, and not any more when it was. Call it every few seconds.
    void recorderLives(const RecordingId &recording);
    /// Gives up whole files that nobody can go on with (failed, their bytes removed). Call it every
    /// hour or so.
    void dropExpired();
    /// What the tables of all bodies take in memory, about.
    [[nodiscard]] int64_t memory() const;

private:
    friend class UploadChunk;
    friend class PartialChunk;

    struct Running
    {
        bool busy = false;
        /// SHA-256 of the first `length` bytes of an upload.
        int64_t length = 0;
        Sha256 hash;
        /// In layout `fragments`: what the service knows of the body, up to what is committed.
        std::unique_ptr<FragmentBody> body;
        /// Where the gate stands behind the first `stagedBytes` of the unit that comes in chunks.
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
    /// Holds an upload for `work`: no chunk and nothing else runs on it meanwhile.
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
    /// Back to offset 0 with an empty file.
    [[nodiscard]] Status restart(const RecordingRow &row);
    /// Where its bytes are: after a crash between renaming and the index' commit the file has its
    /// name already.
    [[nodiscard]] QString fileOf(const RecordingRow &row) const;

    // upload_fragments.cpp
    [[nodiscard]] Result<std::unique_ptr<IncomingChunk>> appendToBody(const RecordingRow &row,
                                                                      const ChunkFacts &facts);
    /// How many bytes of the unit that comes next are here; only of a body that is not published.
    [[nodiscard]] std::optional<int64_t> stagedBytes(const RecordingRow &row) const;
    /// progressOf(), and what is staged.
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

    LocalLibraryStore &m_store;
    const Clock &m_clock;
    FreeBytes m_freeBytes;
    mutable std::mutex m_mutex;
    /// References stay valid; entries of uploads in progress only.
    std::map<RecordingId, Running> m_running;
    /// Bodies that are not complete, and when something of them came last.
    std::map<RecordingId, MediaTime> m_heard;
};

/// Without what is staged.
[[nodiscard]] UploadProgress progressOf(const RecordingRow &row);

} // namespace prosc
