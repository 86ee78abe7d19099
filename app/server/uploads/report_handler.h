#pragma once

#include "app/server/library/local_recording_history.h"
#include "app/server/uploads/tus_handler.h"

namespace prosc {

/// PUT /api/uploads/<recording>/report: the recorder's report (a JSON object of at most 1 MiB),
/// before, during or after the upload of the recording, with the token of the upload. A later
/// report replaces an earlier one. Thread-safe.
class ReportHandler final : public HttpHandler
{
public:
    static constexpr int64_t kMaxReport = 1024 * 1024;

    /// `rows` and `history` must outlive it and every sink it has made.
    ReportHandler(const LibraryRows &rows, LocalRecordingHistory &history,
                  CheckUploadToken checkToken);

    [[nodiscard]] HttpDecision decide(const HttpRequest &request) override;

private:
    /// The refusal; nullopt if `request` may report on `recording`.
    [[nodiscard]] std::optional<HttpResponse> refusal(const HttpRequest &request,
                                                      const RecordingId &recording) const;

    const LibraryRows &m_rows;
    LocalRecordingHistory &m_history;
    CheckUploadToken m_checkToken;
};

} // namespace prosc
