#pragma once

#include "app/server/library/local_library_store.h"
#include "app/server/uploads/tus_handler.h"

namespace prosc {

/// PUT /api/uploads/<recording>/report: what the recorder says of its recording (a JSON object of
/// at most 1 MiB), before, while or after it is uploaded, with the token of the upload. The last
/// one counts. Thread-safe.
class ReportHandler final : public HttpHandler
{
public:
    static constexpr int64_t kMaxReport = 1024 * 1024;

    /// `store` must outlive it and every sink it has made.
    ReportHandler(LocalLibraryStore &store, CheckUploadToken checkToken);

    [[nodiscard]] HttpDecision decide(const HttpRequest &request) override;

private:
    /// Nothing when `request` may report on `recording`, else the refusal.
    [[nodiscard]] std::optional<HttpResponse> refusal(const HttpRequest &request,
                                                      const RecordingId &recording) const;

    LocalLibraryStore &m_store;
    CheckUploadToken m_checkToken;
};

} // namespace prosc
