#pragma once

#include "app/base/clock.h"
#include "app/server/library/local_recording_history.h"
#include "app/server/uploads/incoming_chunk.h"
#include "app/server/uploads/state/upload_entries.h"

#include <memory>

namespace prosc {

/// The uploads into a library: one per recording, identified by its id. Thread-safe, blocks on
/// disk.
///
/// The way of a chunk: append() → FragmentUpload (or FileUpload), which opens the upload →
/// PartialChunk, which collects a unit → UploadChunk, which writes and commits → UploadPublishing,
/// after the last one.
class UploadStore
{
public:
    /// Maximum number of incomplete uploads of one room.
    static constexpr int kMaxOpenUploads = UploadEntries::kMaxOpen;

    /// `rows`, `history` and `clock` must outlive it, and it every chunk.
    UploadStore(LibraryRows &rows, LocalRecordingHistory &history, const Clock &clock,
                UploadSpace::FreeBytes freeBytes = {});
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
    struct Parts;

    [[nodiscard]] Result<std::unique_ptr<IncomingChunk>> openChunk(const RecordingId &recording,
                                                                   const ChunkFacts &facts);

    const std::unique_ptr<Parts> m_parts;
};

} // namespace prosc
