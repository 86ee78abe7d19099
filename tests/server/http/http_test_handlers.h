#pragma once

#include "tests/server/http/http_test_support.h"

#include <atomic>
#include <mutex>

namespace prosc::test {

struct SinkLog
{
    std::mutex mutex;
    QByteArray received;
    std::atomic<int> finished = 0;
    std::atomic<int> complete = 0;
};

class LoggingSink final : public BodySink
{
public:
    LoggingSink(SinkLog &log, bool fails) : m_log(log), m_fails(fails) {}
    Status write(const QByteArray &chunk) override
    {
        if (m_fails) {
            return fail(ErrorCode::DiskFull);
        }
        const std::lock_guard lock(m_log.mutex);
        m_log.received += chunk;
        return {};
    }
    HttpResponse finish(bool complete) override
    {
        ++m_log.finished;
        m_log.complete += complete ? 1 : 0;
        HttpResponse response;
        response.status = complete ? 204 : 507;
        return response;
    }

private:
    SinkLog &m_log;
    bool m_fails;
};

class TestHandler final : public HttpHandler
{
public:
    static constexpr int64_t kMaxBody = 8 * 1024 * 1024;

    HttpDecision decide(const HttpRequest &request) override
    {
        ++decided;
        HttpDecision decision;
        if (request.path == QLatin1String("/sink") || request.path == QLatin1String("/full")) {
            decision.sink =
                std::make_unique<LoggingSink>(log, request.path == QLatin1String("/full"));
            decision.maxBody = kMaxBody;
        } else if (request.path == QLatin1String("/file")) {
            decision.response.file = FileBody{file, 10, 1'000'000};
        } else if (request.path == QLatin1String("/echo")) {
            decision.response.body = request.queryValue(QStringLiteral("q")).toUtf8() + '|' +
                                     request.remoteAddress.toUtf8() + '|' +
                                     request.header("x-test");
        } else {
            decision.response.status = 404;
            decision.response.body = "nothing";
        }
        return decision;
    }

    QString file;
    SinkLog log;
    std::atomic<int> decided = 0;
};

class NoWebSockets final : public WebSocketHandler
{
public:
    void opened(const std::shared_ptr<WebSocketPeer> &) override {}
    void message(const std::shared_ptr<WebSocketPeer> &, const QByteArray &) override {}
    void closed(const std::shared_ptr<WebSocketPeer> &) override {}
};

} // namespace prosc::test
