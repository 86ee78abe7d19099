#pragma once

#include "app/server/index/library_rows.h"
#include "app/server/index/library_store.h"
#include "app/server/library/local_recording_history.h"

namespace prosc {

/// Names, bin and links of recordings, each change with its line in the history. Thread-safe,
/// blocks on disk and SQL.
class LocalRecordingChanges final : public RecordingChanges
{
public:
    /// All must outlive it.
    LocalRecordingChanges(LibraryRows &rows, LocalRecordingHistory &history, const Clock &clock);

    Status rename(const RecordingId &recording, const QString &name, const QString &by) override;
    Status remove(const RecordingId &recording, const QString &by) override;
    Status restore(const RecordingId &recording, const QString &by) override;
    Status revokeLinks(const RecordingId &recording, const QString &by) override;
    [[nodiscard]] Result<QString> newLink(const RecordingId &recording, const QString &by,
                                          const QString &detail) override;
    [[nodiscard]] Result<QString> linkKey(const RecordingId &recording) const override;

private:
    LibraryRows &m_rows;
    LocalRecordingHistory &m_history;
    const Clock &m_clock;
};

} // namespace prosc
