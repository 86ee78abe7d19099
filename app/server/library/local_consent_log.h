#pragma once

#include "app/server/index/library_rows.h"
#include "app/server/index/library_store.h"

#include <mutex>

namespace prosc {

/// consents.jsonl in a recording's folder: one JSON object per line, so that adding one never
/// touches the others. Thread-safe, blocks on disk and SQL.
class LocalConsentLog final : public ConsentLog
{
public:
    /// `rows` must outlive it.
    explicit LocalConsentLog(const LibraryRows &rows);

    Status addConsents(const RecordingId &recording,
                       const std::vector<ConsentRecord> &consents) override;
    [[nodiscard]] Result<std::vector<ConsentRecord>>
    consents(const RecordingId &recording) const override;

private:
    [[nodiscard]] QString fileOf(const RecordingRow &row) const;

    const LibraryRows &m_rows;
    mutable std::mutex m_mutex;
};

} // namespace prosc
