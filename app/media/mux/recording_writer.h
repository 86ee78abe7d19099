#pragma once

#include "app/base/consumer_thread.h"
#include "app/base/result.h"
#include "app/base/thread_priority.h"
#include "app/disk/file_layer.h"
#include "app/media/mux/file_unit.h"
#include "app/media/mux/recording_publish.h"
#include "app/mp4/body_checksum.h"
#include "app/mp4/fragment_index.h"
#include "app/mp4/recording_journal.h"

#include <atomic>
#include <functional>
#include <memory>

namespace prosc {

/// Writes the chunks of one recording to the disk on a thread of its own: data, fdatasync, journal
/// record, fdatasync; then the chunk is acknowledged and survives a power cut.
class RecordingWriter
{
public:
    /// Called at most once, on the writer's thread, with DiskFull, PermissionDenied or DiskError.
    /// Later chunks are dropped; what was acknowledged stays and finish() publishes it.
    using ErrorCallback = std::function<void(const Error &)>;
    using Made = std::unique_ptr<RecordingWriter>;

    /// Creates the files and makes their names durable. `disk`, and `priority` unless
    /// it is null, must outlive the writer. DiskFull, DiskError (also when one of the files
    /// exists), PermissionDenied.
    [[nodiscard]] static Result<Made> create(FileLayer &disk, RecordingPaths paths,
                                             ErrorCallback onError,
                                             ThreadPriority *priority = nullptr);
    /// Resumes an unfinished recording after its last intact fragment. Chunks that the journal
    /// lacks are read and added to it. NotFound; FileDamaged: no whole fragment; DiskFull,
    /// DiskError.
    [[nodiscard]] static Result<Made> resume(FileLayer &disk, RecordingPaths paths,
                                             ErrorCallback onError,
                                             ThreadPriority *priority = nullptr);
    /// As abandon().
    ~RecordingWriter();
    RecordingWriter(const RecordingWriter &) = delete;
    RecordingWriter &operator=(const RecordingWriter &) = delete;

    /// Queues a chunk; blocks only while the queue is full, when the disk is half a minute behind.
    /// Fails with the error that was reported, or with Internal after finish() or abandon().
    [[nodiscard]] Status add(FileUnit chunk);
    /// Writes what is queued and publishes the file, on the calling thread. After a reported error
    /// it publishes what is safe on disk. FileDamaged when that is nothing: then the files are
    /// removed.
    [[nodiscard]] Result<RecordedFile> finish();
    /// Writes what is queued and leaves `.part` and journal for recoverRecording().
    void abandon();
    /// Bytes that are safe on disk. Any thread.
    [[nodiscard]] int64_t bytesWritten() const { return m_acknowledged.load(); }
    /// The time up to which the file is safe: FileUnit::end of the newest fragment on disk. Any
    /// thread.
    [[nodiscard]] std::chrono::microseconds durable() const
    {
        return std::chrono::microseconds(m_durable.load());
    }
    /// What resume() found on disk. Only before the first add().
    [[nodiscard]] const FragmentIndex &saved() const { return m_index; }

private:
    RecordingWriter(FileLayer &disk, RecordingPaths paths, ErrorCallback onError);
    /// `open` is open() or reopen().
    [[nodiscard]] static Result<Made> begin(Made writer, Status (RecordingWriter::*open)(),
                                            ThreadPriority *priority);
    [[nodiscard]] Status open();
    [[nodiscard]] Status reopen();
    /// Takes over what is on disk, and journals what the journal lacks.
    [[nodiscard]] Status takeOver(SavedRecording saved);
    void process(const FileUnit &chunk);
    [[nodiscard]] Status store(const FileUnit &chunk);
    /// Journals a chunk that is on the disk.
    [[nodiscard]] Status note(const FileUnit &chunk, int64_t offset);
    void reportFailure(const Error &error);

    FileLayer &m_disk;
    RecordingPaths m_paths;
    ErrorCallback m_onError;
    // Used only by the worker until it has ended.
    std::unique_ptr<DiskFile> m_file;
    std::unique_ptr<RecordingJournal> m_journal;
    FragmentIndex m_index;
    BodyChecksum m_checksum;
    /// File length up to which disk space is reserved.
    int64_t m_reserved = 0;
    std::atomic<int64_t> m_acknowledged{0};
    std::atomic<std::chrono::microseconds::rep> m_durable{0};
    /// Written once by the worker before m_failed is set.
    Error m_error;
    std::atomic<bool> m_failed{false};
    std::unique_ptr<ConsumerThread<FileUnit>> m_worker;
};

} // namespace prosc
