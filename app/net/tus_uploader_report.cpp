// TusUploader: the recorder's report, sent after its recording.

#include "app/base/logging.h"
#include "app/net/http_error.h"
#include "app/net/tus_uploader.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

/// The service's limit.
constexpr qint64 kMaxReport = 1024 * 1024;

/// Empty if there is none, or it is unreadable or too large.
QByteArray reportIn(const QString &path)
{
    QFile file(path);
    if (path.isEmpty() || !file.exists()) {
        return {};
    }
    if (!file.open(QIODevice::ReadOnly) || file.size() > kMaxReport) {
        qCWarning(logNet) << "a report is not sent:" << file.size() << "bytes"
                          << file.errorString();
        return {};
    }
    return file.readAll();
}

} // namespace

void TusUploader::sendReport()
{
    // A third-party server has no place for it.
    const auto report = m_options.requireChecksum ? reportIn(m_job.report) : QByteArray();
    if (report.isEmpty()) {
        return end();
    }
    QUrl url = m_job.location;
    url.setPath(url.path() + u"/report"_s);
    auto put = request(url);
    put.setRawHeader("Content-Type", "application/json");
    ask(State::Reporting, {"PUT", put, report, &TusUploader::reported});
}

void TusUploader::reported(QNetworkReply &reply)
{
    const int status = PinnedNetwork::httpStatus(reply);
    const bool mayPass =
        status == 408 || status == 423 || status == 429 || (status >= 502 && status <= 504);
    if (mayPass) {
        return tryAgain(errorFromHttp(status, {}));
    }
    if (status != 200 && status != 204) {
        // The recording is safe, so there is nothing for people to fix.
        qCWarning(logNet) << "the service did not take a report: HTTP" << status;
    }
    end();
}

void TusUploader::end()
{
    stop();
    Q_EMIT finished();
}

} // namespace prosc
