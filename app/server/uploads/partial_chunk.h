#pragma once

#include "app/server/storage/staged_unit.h"
#include "app/server/uploads/upload_store.h"

namespace prosc {

/// A chunk that is less than a unit of a body (protocol.md, "Partial chunks"). It goes into the
/// StagedUnit; once that has all of its unit, and the unit has the SHA-256 that the client named,
/// it becomes an UploadChunk. Cut off, it leaves what came.
class PartialChunk final : public IncomingChunk
{
public:
    /// The open part, and what is known of the body in it.
    struct Part
    {
        DurableFile file;
        FragmentBody *body;
    };

    /// `facts` name a unit's SHA-256 and begin where what is staged ends. Call open() next.
    PartialChunk(UploadStore &store, RecordingRow row, Part part, const ChunkFacts &facts);
    ~PartialChunk() override;

    /// Takes up what is staged already. OffsetMismatch (that was no unit's start; it is dropped),
    /// DiskFull, DiskError, PermissionDenied.
    [[nodiscard]] Status open();
    [[nodiscard]] int64_t remaining() const override { return m_limit - m_taken; }
    /// DiskFull, DiskError; TooLarge, Malformed (not our layout, or more than the rest of the
    /// unit): then nothing of the unit stays.
    [[nodiscard]] Status write(const QByteArray &bytes) override;
    /// ChecksumMismatch, Malformed: the unit is whole and not what was named, or no unit; it is
    /// dropped.
    [[nodiscard]] Result<UploadProgress> finish(bool complete) override;

private:
    [[nodiscard]] Status take(const QByteArray &bytes);
    [[nodiscard]] Status sync();
    [[nodiscard]] Result<UploadProgress> finishEntered();
    [[nodiscard]] Result<UploadProgress> admit();
    void drop();

    UploadStore &m_store;
    const RecordingRow m_row;
    Part m_part;
    const QByteArray m_unitSha256;
    std::optional<StagedUnit> m_staged;
    FragmentGate m_gate;
    int64_t m_limit = 0;
    int64_t m_taken = 0;
    MediaTime m_lastSync;
    /// The unit's last byte, once it has come. It is not staged: a unit that is whole is either
    /// admitted or gone, also when the service dies in between.
    QByteArray m_last;
    std::optional<Error> m_error;
    bool m_finished = false;
};

} // namespace prosc
