#include "app/server/uploads/report_handler.h"

#include "app/base/logging.h"
#include "app/server/http/http_router.h"

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr QLatin1String kPrefix("/api/uploads/");
constexpr QLatin1String kSuffix("/report");

HttpResponse tooLarge()
{
    return plainAnswer(413, "A report has at most 1 MiB.");
}

HttpResponse answerTo(const Status &kept)
{
    if (kept) {
        HttpResponse response;
        response.status = 204;
        response.headers = {{"Cache-Control", "no-store"}};
        return response;
    }
    switch (kept.error().code) {
    case ErrorCode::Malformed:
        return plainAnswer(400, "A report is a JSON object.");
    case ErrorCode::NotFound:
        return plainAnswer(404, "There is no such recording.");
    case ErrorCode::DiskFull:
        return plainAnswer(507, "There is not enough free space for this report.");
    default:
        qCWarning(logServer) << "a report was not kept:" << kept.error().detail;
        return plainAnswer(500, "The report could not be written.");
    }
}

class ReportSink final : public BodySink
{
public:
    ReportSink(LocalRecordingHistory &history, RecordingId recording)
        : m_history(history), m_recording(std::move(recording))
    {
    }

    Status write(const QByteArray &chunk) override
    {
        if (m_json.size() + chunk.size() > ReportHandler::kMaxReport) {
            m_isTooLarge = true;
            return fail(ErrorCode::TooLarge, u"report"_s);
        }
        m_json += chunk;
        return {};
    }

    HttpResponse finish(bool complete) override
    {
        if (m_isTooLarge) {
            return tooLarge();
        }
        return complete ? answerTo(m_history.setRecorderReport(m_recording, m_json))
                        : plainAnswer(400, "The report was cut off and has been dropped.");
    }

private:
    LocalRecordingHistory &m_history;
    RecordingId m_recording;
    QByteArray m_json;
    bool m_isTooLarge = false;
};

} // namespace

ReportHandler::ReportHandler(const LibraryRows &rows, LocalRecordingHistory &history,
                             CheckUploadToken checkToken)
    : m_rows(rows), m_history(history), m_checkToken(std::move(checkToken))
{
}

HttpDecision ReportHandler::decide(const HttpRequest &request)
{
    const auto path = request.path;
    const RecordingId recording{
        path.mid(kPrefix.size(), path.size() - kPrefix.size() - kSuffix.size())};
    if (auto refused = refusal(request, recording)) {
        return {.response = std::move(*refused), .sink = nullptr, .maxBody = 0};
    }
    return {.response = {},
            .sink = std::make_unique<ReportSink>(m_history, recording),
            .maxBody = kMaxReport};
}

std::optional<HttpResponse> ReportHandler::refusal(const HttpRequest &request,
                                                   const RecordingId &recording) const
{
    if (methodOf(request) != "PUT") {
        auto response = plainAnswer(405, "A report is PUT here.");
        response.headers.emplaceBack("Allow", "PUT");
        return response;
    }
    const auto grant = uploadGrantOf(request, m_checkToken);
    if (!grant) {
        auto response = plainAnswer(401, "The upload token is missing, wrong or expired.");
        response.headers.emplaceBack("WWW-Authenticate", "Bearer");
        return response;
    }
    if (grant->recording != recording) {
        return plainAnswer(403, "The upload token is for another recording.");
    }
    const auto row = m_rows.row(recording);
    if (!row) {
        return answerTo(fail(row.error()));
    }
    if (row->room != grant->room || row->epoch != grant->epoch) {
        return plainAnswer(403, "The upload token is for another run of this recording.");
    }
    if (!request.header("content-type").startsWith("application/json")) {
        return plainAnswer(415, "A report is application/json.");
    }
    if (request.contentLength.value_or(0) > kMaxReport) {
        return tooLarge();
    }
    return std::nullopt;
}

} // namespace prosc
