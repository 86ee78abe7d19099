#pragma once

#include "app/base/clock.h"
#include "app/server/durable_file.h"
#include "app/server/local_library_store.h"
#include "app/server/sha256.h"

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
    int64_t bytes = 0;
    /// Of the whole file, lower-case hexadecimal.
    QString sha256;
    int64_t duration = 0;
};

struct UploadProgress
{
    int64_t offset = 0;
    int64_t length = 0;
    /// Of the published file; empty until it is ready.
    QString sha256;
};

class UploadStore;

/// One chunk on its way to the disk; while it exists no other chunk of the same upload is taken.
/// Destroyed before finish() it leaves what was verified or synced.
class UploadChunk
{
public:
    /// Made by UploadStore::append(). `file` is missing when every byte is there already.
    UploadChunk(UploadStore &store, const RecordingId &recording, std::optional<DurableFile> file,
                UploadProgress start, QByteArray checksum);
    ~UploadChunk();
    UploadChunk(const UploadChunk &) = delete;
    UploadChunk &operator=(const UploadChunk &) = delete;

    /// How many bytes the upload still takes.
    [[nodiscard]] int64_t remaining() const { return m_start.length - m_start.offset - m_written; }
    /// DiskFull, DiskError, TooLarge (more than announced).
    [[nodiscard]] Status write(const QByteArray &bytes);
    /// Syncs what came, and verifies the file when it is the last chunk. ChecksumMismatch: the
    /// chunk was dropped, or, with nothing left, the whole file was wrong and the upload starts
    /// again at 0. Cancelled: a chunk that has a checksum was cut off and is dropped. Without a
    /// checksum what came is kept.
    [[nodiscard]] Result<UploadProgress> finish(bool complete);

private:
    [[nodiscard]] Result<UploadProgress> finishEntered(bool complete);
    [[nodiscard]] Result<UploadProgress> drop(ErrorCode code, const QString &why);
    [[nodiscard]] Status commit();

    UploadStore &m_store;
    RecordingId m_recording;
    std::optional<DurableFile> m_file;
    UploadProgress m_start;
    /// 32 bytes, or empty when the client sent none.
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

    /// `store` and `clock` must outlive it. `freeBytes` says how much can be written (default:
    /// QStorageInfo).
    UploadStore(LocalLibraryStore &store, const Clock &clock, FreeBytes freeBytes = {});
    ~UploadStore();

    /// Makes an upload, or returns the one there is. One with other facts is started again, unless
    /// it is published already (NotAllowed). NotFound (not announced), DiskFull, TooMany (a chunk
    /// is on its way), DiskError.
    [[nodiscard]] Result<UploadProgress> create(const UploadFacts &facts);
    /// NotFound. Verifies a file whose every byte is there but which a crash has kept from being
    /// published.
    [[nodiscard]] Result<UploadProgress> progress(const RecordingId &recording);
    /// NotFound, TooMany (another chunk is on its way), OffsetMismatch, DiskError.
    [[nodiscard]] Result<std::unique_ptr<UploadChunk>> append(const RecordingId &recording,
                                                              int64_t offset, QByteArray checksum);
    /// Forgets an upload and its bytes. NotFound, TooMany, NotAllowed (it is published).
    [[nodiscard]] Status remove(const RecordingId &recording);
    /// Verifies and publishes what was complete when the service ended; call it once at start.
    void resumeVerification();

private:
    friend class UploadChunk;

    /// SHA-256 of the first `length` bytes of an upload.
    struct Running
    {
        bool busy = false;
        int64_t length = 0;
        Sha256 hash;
    };

    [[nodiscard]] Status enter(const RecordingId &recording);
    void leave(const RecordingId &recording);
    [[nodiscard]] Running &running(const RecordingId &recording);
    /// Holds an upload for `work`: no chunk and nothing else runs on it meanwhile.
    [[nodiscard]] Result<UploadProgress>
    holding(const RecordingId &recording, const std::function<Result<UploadProgress>()> &work);
    [[nodiscard]] Result<UploadProgress> createEntered(const UploadFacts &facts);
    [[nodiscard]] Result<UploadProgress> removeEntered(const RecordingId &recording);
    [[nodiscard]] Result<std::unique_ptr<UploadChunk>>
    appendEntered(const RecordingId &recording, int64_t offset, QByteArray checksum);
    [[nodiscard]] Result<UploadProgress> verify(const RecordingId &recording);
    [[nodiscard]] Result<QString> wholeSha256(const RecordingRow &row, const QString &file);
    [[nodiscard]] Result<UploadProgress> publish(const RecordingRow &row, const QString &file);
    /// Back to offset 0 with an empty file.
    [[nodiscard]] Status restart(const RecordingRow &row);
    [[nodiscard]] QString partOf(const RecordingRow &row) const;

    LocalLibraryStore &m_store;
    const Clock &m_clock;
    FreeBytes m_freeBytes;
    std::mutex m_mutex;
    /// References stay valid; entries of uploads in progress only.
    std::map<RecordingId, Running> m_running;
};

} // namespace prosc
