#include "app/net/http_error.h"
#include "app/net/upload/tus_uploader.h"

#include "tests/net/tus_fixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::test;
using namespace std::chrono_literals;

/// Refusals by the service, or by a proxy in front of it.
class TestTusRefusals : public TusFixture
{
    Q_OBJECT

    /// Starts the upload, and waits until it fails.
    ErrorCode failure()
    {
        m_uploader->start(job());
        return m_failed->wait() ? m_failed->at(0).at(0).value<Error>().code : ErrorCode::Internal;
    }

private Q_SLOTS:
    void init()
    {
        QVERIFY(serve());
        QVERIFY(write(movie()));
        use(quick());
    }
    void cleanup() { m_uploader.reset(); }

    void error_isWhatTheServiceNames_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("named");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("expired") << 401 << QByteArray("tokenExpired") << ErrorCode::TokenExpired;
        QTest::newRow("wrong") << 401 << QByteArray("tokenInvalid") << ErrorCode::TokenInvalid;
        QTest::newRow("not named") << 401 << QByteArray() << ErrorCode::TokenInvalid;
        QTest::newRow("published") << 409 << QByteArray("notAllowed") << ErrorCode::NotAllowed;
        QTest::newRow("offset") << 409 << QByteArray("offsetMismatch") << ErrorCode::OffsetMismatch;
        QTest::newRow("409") << 409 << QByteArray() << ErrorCode::OffsetMismatch;
        QTest::newRow("busy") << 423 << QByteArray("tooMany") << ErrorCode::TooMany;
        // It would look as if the user had cancelled it.
        QTest::newRow("cut off") << 400 << QByteArray("cancelled") << ErrorCode::Malformed;
        QTest::newRow("nonsense") << 507 << QByteArray("\xff\x00x", 3) << ErrorCode::DiskFull;
    }
    void error_isWhatTheServiceNames()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, named);
        QTEST(errorFromHttp(status, {}, named).code, "code");
    }

    void create_mayPass_whenAProxyKnowsNoService()
    {
        m_tus->refuse = [](const FakeRequest &) {
            FakeResponse response;
            response.status = 404; // without tus headers
            return std::optional(response);
        };
        QCOMPARE(failure(), ErrorCode::ProxyAnswers);
    }

    void refusal_isNamedAsTheProxys_whenItIsNotOfTheService_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("sign in first") << 302 << ErrorCode::ProxyAnswers;
        QTest::newRow("a page") << 200 << ErrorCode::ProxyAnswers;
        QTest::newRow("400") << 400 << ErrorCode::ProxyRefuses;
        QTest::newRow("401") << 401 << ErrorCode::ProxyRefuses;
        QTest::newRow("403") << 403 << ErrorCode::ProxyForbids;
        QTest::newRow("404") << 404 << ErrorCode::ProxyAnswers;
        QTest::newRow("405") << 405 << ErrorCode::ProxyRefuses;
        QTest::newRow("411") << 411 << ErrorCode::ProxyRefuses;
        QTest::newRow("413") << 413 << ErrorCode::ProxyTooLarge;
        QTest::newRow("429") << 429 << ErrorCode::TooMany;
        QTest::newRow("501") << 501 << ErrorCode::ProxyRefuses;
        QTest::newRow("502") << 502 << ErrorCode::ProxyAnswers;
        QTest::newRow("503") << 503 << ErrorCode::ProxyAnswers;
        QTest::newRow("504") << 504 << ErrorCode::ProxyAnswers;
    }
    void refusal_isNamedAsTheProxys_whenItIsNotOfTheService()
    {
        QFETCH(int, status);
        for (const auto *method : {"POST", "HEAD", "PATCH"}) {
            *m_tus = {};
            m_tus->refuse = [&](const FakeRequest &request) {
                FakeResponse response;
                response.status = status;
                response.headers.emplace_back("Content-Type", "text/html");
                response.body = "<html><body>Proxy</body></html>";
                const auto named = request.headers.value("x-http-method-override", request.method);
                return named == method ? std::optional(response) : std::nullopt;
            };
            use(quick());
            QTEST(failure(), "code");
        }
    }

    void refusal_isTheServices_whenItNamesAnError()
    {
        m_tus->refuse = [](const FakeRequest &request) {
            FakeResponse response;
            response.status = 413;
            response.headers.emplace_back("Proscenium-Error", "tooLarge");
            return request.method == "PATCH" ? std::optional(response) : std::nullopt;
        };
        QCOMPARE(failure(), ErrorCode::TooLarge);
        QCOMPARE(count("PATCH"), size_t(1));
    }

    void place_isKept_whenAProxyKnowsNoServiceForAWhile()
    {
        m_tus->refuse = [this](const FakeRequest &request) {
            FakeResponse response;
            response.status = 404;
            const bool isIt = request.method == "PATCH" && count("PATCH") == 2;
            return isIt ? std::optional(response) : std::nullopt;
        };
        TusOptions options = quick();
        options.chunkBytes = kFragment;
        use(options);
        QCOMPARE(failure(), ErrorCode::ProxyAnswers);
        QCOMPARE(count("POST"), size_t(1));
        QVERIFY(!m_tus->bytes.isEmpty());
    }

    void methods_goAsPost_whenAProxyRefusesThem_data()
    {
        QTest::addColumn<int>("status");
        QTest::newRow("405") << 405;
        QTest::newRow("501") << 501;
    }
    void methods_goAsPost_whenAProxyRefusesThem()
    {
        QFETCH(int, status);
        int refusals = 0;
        m_server = std::make_unique<FakeHttpServer<>>([&](FakeRequest request) {
            const auto named = request.headers.value("x-http-method-override");
            if (request.method != "POST") {
                ++refusals;
                FakeResponse response;
                response.status = status;
                return response;
            }
            request.method = named.isEmpty() ? request.method : named;
            return (*m_tus)(request);
        });
        QVERIFY(m_server->listen());
        RefusedMethods shared;
        TusOptions options = quick();
        options.refused = &shared;
        options.chunkBytes = 3 * kFragment;
        use(options);
        m_uploader->start(job());
        QTRY_COMPARE(m_finished->size(), 1);
        QCOMPARE(m_tus->bytes, movie());
        QCOMPARE(refusals, 2); // HEAD and PATCH, once each
        // The next upload, even with another uploader, knows it; and the DELETE is sent in the same
        // way.
        *m_tus = {};
        m_tus->exists = true;
        m_tus->bytes = movie(12);
        use(options);
        UploadJob growing = job();
        growing.bodyBytes = -1;
        growing.location = growing.endpoint.resolved(QUrl(u"/api/uploads/one"_s));
        m_uploader->start(growing);
        m_uploader->grow(movie().size());
        QTRY_COMPARE(m_tus->bytes, movie());
        QCOMPARE(refusals, 3); // DELETE
    }

    void create_isForAPerson_whenTheServiceKnowsNoSuchRecording()
    {
        m_tus->refuse = [](const FakeRequest &request) {
            return request.method == "POST" ? std::optional(FakeTus::answer(404)) : std::nullopt;
        };
        QCOMPARE(failure(), ErrorCode::StaleRecording);
        QCOMPARE(count("POST"), size_t(1));
    }

    void chunk_isNotSentAgain_whenTheRecordingIsPublishedAlready()
    {
        m_tus->refuse = [](const FakeRequest &request) {
            FakeResponse response = FakeTus::answer(409);
            response.headers.emplace_back("Proscenium-Error", "notAllowed");
            return request.method == "PATCH" ? std::optional(response) : std::nullopt;
        };
        QCOMPARE(failure(), ErrorCode::NotAllowed);
        QCOMPARE(count("PATCH"), size_t(1));
    }

    void upload_timesOut_whenTheServerIsSilent()
    {
        m_tus->refuse = [](const FakeRequest &) {
            FakeResponse response;
            response.silent = true;
            return std::optional(response);
        };
        TusOptions options = quick();
        options.stall = 50ms;
        use(options);
        m_uploader->start(job());
        QTRY_COMPARE(m_failed->size(), 1);
        QCOMPARE(m_failed->at(0).at(0).value<Error>().code, ErrorCode::Timeout);
    }

    void upload_sendsLessAtOnce_whenTheNetworkIsTooSlowForIt()
    {
        m_tus->refuse = [](const FakeRequest &request) {
            FakeResponse response;
            response.silent = true;
            return request.body.size() >= 2 * kFragment ? std::optional(response) : std::nullopt;
        };
        TusOptions options = quick();
        options.stall = 50ms;
        options.verification = 50ms;
        options.chunkBytes = 4 * kFragment;
        use(options);
        for (int tries = 0; m_finished->empty() && tries < 4; ++tries) {
            m_uploader->start(job());
            QTRY_COMPARE(m_finished->size() + m_failed->size(), tries + 1);
        }
        QCOMPARE(m_finished->size(), 1);
    }

    void upload_sendsLessAtOnce_whenAProxyTakesNoMore()
    {
        int refusals = 0;
        m_tus->refuse = [&](const FakeRequest &request) {
            const bool isTooMuch = request.body.size() >= 2 * kFragment;
            refusals += isTooMuch ? 1 : 0;
            return isTooMuch ? std::optional(FakeTus::answer(413)) : std::nullopt;
        };
        TusOptions options = quick();
        options.chunkBytes = 4 * kFragment;
        use(options);
        m_uploader->start(job());
        QTRY_COMPARE(m_finished->size(), 1);
        // it knows the limit by then
        QVERIFY2(refusals <= 2, qPrintable(QString::number(refusals)));
    }
};

QTEST_GUILESS_MAIN(TestTusRefusals)
#include "test_tus_refusals.moc"
