#include "app/server/uploads/tus_handler.h"
#include "tests/server/uploads/body_uploads.h"

using namespace Qt::StringLiterals;
using namespace prosc;

/// Chunks of units over tus, sent as by a client behind a proxy that allows only POST.
class TestPartialChunks : public QObject, private BodyUploads
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { record(); }
    void upload_takesChunks_whenEveryMethodComesAsPost();
};

void TestPartialChunks::upload_takesChunks_whenEveryMethodComesAsPost()
{
    open(newFolder());
    QVERIFY(m_library->announce());
    QVERIFY(m_library->uploads->create(bodyFacts(*m_library)));
    TusHandler handler(*m_library->uploads, m_library->store->rows(),
                       [this](const QByteArray &) -> Result<UploadGrant> {
                           return UploadGrant{m_library->room, m_library->recording, 1};
                       });
    const auto ask = [&](const QByteArray &method, const QByteArray &body,
                         const QList<std::pair<QByteArray, QByteArray>> &headers = {}) {
        HttpRequest request;
        request.method = "POST";
        request.path = u"/api/uploads/rec-1"_s;
        request.headers = {{"tus-resumable", "1.0.0"},
                           {"authorization", "Bearer good"},
                           {"x-http-method-override", method},
                           {"content-type", "application/offset+octet-stream"}};
        request.headers += headers;
        request.contentLength = body.size();
        auto decision = handler.decide(request);
        if (!decision.sink) {
            return decision.response;
        }
        return decision.sink->finish(decision.sink->write(body).has_value());
    };
    const auto header = [](const HttpResponse &response, const QByteArray &name) {
        const auto found = std::ranges::find(response.headers, name,
                                             [](const auto &field) { return field.first; });
        return found == response.headers.end() ? QByteArray() : found->second;
    };
    const auto &unit = m_body->units.at(0);
    const QByteArray sha256 = rawSha256(unit).toHex();
    auto answer =
        ask("PATCH", unit.first(50), {{"upload-offset", "0"}, {"proscenium-unit-sha256", sha256}});
    QCOMPARE(answer.status, 204);
    QCOMPARE(header(answer, "Upload-Offset"), QByteArray("50"));
    QCOMPARE(header(answer, "Proscenium-Staged"), QByteArray("50"));
    answer = ask("HEAD", {});
    QCOMPARE(answer.status, 200);
    QCOMPARE(header(answer, "Upload-Offset"), QByteArray("50"));
    QCOMPARE(header(answer, "Proscenium-Staged"), QByteArray("50"));
    for (const auto *wrong : {"abc", "x", "0123"}) {
        QCOMPARE(
            ask("PATCH", "x", {{"upload-offset", "50"}, {"proscenium-unit-sha256", wrong}}).status,
            400);
    }
    const QByteArray other = rawSha256("another").toHex();
    answer =
        ask("PATCH", unit.mid(50), {{"upload-offset", "50"}, {"proscenium-unit-sha256", other}});
    QCOMPARE(answer.status, 460);
    QCOMPARE(header(ask("HEAD", {}), "Upload-Offset"), QByteArray("0"));
    QCOMPARE(ask("DELETE", {}).status, 204);
    QCOMPARE(ask("HEAD", {}).status, 404);
}

QTEST_GUILESS_MAIN(TestPartialChunks)
#include "test_partial_chunks.moc"
