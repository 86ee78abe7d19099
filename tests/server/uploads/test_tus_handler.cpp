#include "app/server/uploads/tus_handler.h"
#include "tests/server/library/library_fixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;

using Headers = QList<std::pair<QByteArray, QByteArray>>;

class TestTusHandler : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void options_namesWhatIsSpoken_withoutAToken();
    void create_givesALocation_andTheSameOneAgain();
    void create_isRefused_whenSomethingIsWrong_data();
    void create_isRefused_whenSomethingIsWrong();
    void create_answers507_whenTheDiskIsTooFull();
    void create_answers429_whenTheRoomHasTooManyOpenUploads();
    void token_isRefused_whenItIsWrongOrForAnother();
    void version_is412_whenItIsNotOurs();
    void upload_isPublishedAndNamed_whenEveryByteIsThere();
    void patch_isRefused_whenSomethingIsWrong_data();
    void patch_isRefused_whenSomethingIsWrong();
    void patch_is423_whileAnotherRuns();
    void chunk_isDropped_whenItsChecksumIsWrong();
    void chunk_isKept_whenCutOffWithoutAChecksum();
    void chunk_isDropped_whenCutOffWithAChecksum();
    void chunk_is413_whenItIsMoreThanAnnounced();
    void wholeFile_is460AndStartsAgain_whenItIsNotTheAnnouncedOne();
    void delete_forgetsTheUpload_butNotAPublishedOne();

private:
    [[nodiscard]] HttpRequest request(const QByteArray &method, const QString &rest,
                                      const Headers &more = {}) const;
    [[nodiscard]] HttpRequest patch(int64_t offset, const Headers &more = {}) const;
    [[nodiscard]] static QByteArray checksum(const QByteArray &bytes);
    [[nodiscard]] static QByteArray header(const HttpResponse &response, const QByteArray &name);
    HttpResponse create(const QByteArray &content);
    HttpResponse send(const HttpRequest &head, const QByteArray &body, bool complete = true);
    [[nodiscard]] QByteArray offset();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Library> m_library;
    std::unique_ptr<TusHandler> m_handler;
};

namespace {

const QString path = u"/rec-1"_s;

QByteArray metadata(const QByteArray &recording, const QByteArray &name, const QByteArray &sha256)
{
    return "recording " + recording.toBase64() + ",filename " + name.toBase64() + ",sha256 " +
           sha256.toBase64() + ",duration " + QByteArray("1500").toBase64();
}

QByteArray hash(const QByteArray &content)
{
    return hexSha256(content).toLatin1();
}

} // namespace

void TestTusHandler::init()
{
    m_handler.reset();
    m_library.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_library = std::make_unique<Library>(m_folder->path());
    QVERIFY(m_library->announce());
    m_handler = std::make_unique<TusHandler>(
        *m_library->uploads, m_library->store->rows(),
        [this](const QByteArray &token) -> Result<UploadGrant> {
            if (token == "good") {
                return UploadGrant{m_library->room, m_library->recording, 1};
            }
            if (token == "other") {
                return UploadGrant{m_library->room, RecordingId{u"rec-2"_s}, 1};
            }
            if (token == "stale") {
                return UploadGrant{m_library->room, m_library->recording, 0};
            }
            return fail(token == "old" ? ErrorCode::TokenExpired : ErrorCode::TokenInvalid);
        });
}

/// Headers in `more` replace the usual ones; an empty value removes one.
HttpRequest TestTusHandler::request(const QByteArray &method, const QString &rest,
                                    const Headers &more) const
{
    HttpRequest made;
    made.method = method;
    made.path = u"/api/uploads"_s + rest;
    Headers headers{{"tus-resumable", "1.0.0"}, {"authorization", "Bearer good"}};
    if (method == "PATCH") {
        headers.emplaceBack("content-type", "application/offset+octet-stream");
    }
    for (const auto &[name, value] : more) {
        headers.removeIf([&](const auto &entry) { return entry.first == name; });
        if (!value.isEmpty()) {
            headers.emplaceBack(name, value);
        }
    }
    made.headers = headers;
    return made;
}

HttpRequest TestTusHandler::patch(int64_t offset, const Headers &more) const
{
    Headers headers{{"upload-offset", QByteArray::number(qlonglong{offset})}};
    headers += more;
    return request("PATCH", path, headers);
}

QByteArray TestTusHandler::checksum(const QByteArray &bytes)
{
    return "sha256 " + QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toBase64();
}

QByteArray TestTusHandler::header(const HttpResponse &response, const QByteArray &name)
{
    for (const auto &[key, value] : response.headers) {
        if (key == name) {
            return value;
        }
    }
    return {};
}

HttpResponse TestTusHandler::create(const QByteArray &content)
{
    return m_handler
        ->decide(request("POST", {},
                         {{"upload-length", QByteArray::number(content.size())},
                          {"upload-metadata", metadata("rec-1", "Rec.mp4", hash(content))}}))
        .response;
}

HttpResponse TestTusHandler::send(const HttpRequest &head, const QByteArray &body, bool complete)
{
    auto decision = m_handler->decide(head);
    if (!decision.sink) {
        return decision.response;
    }
    for (qsizetype at = 0; at < body.size(); at += 3) {
        if (!decision.sink->write(body.mid(at, 3))) {
            return decision.sink->finish(false);
        }
    }
    return decision.sink->finish(complete);
}

QByteArray TestTusHandler::offset()
{
    return header(m_handler->decide(request("HEAD", path)).response, "Upload-Offset");
}

void TestTusHandler::options_namesWhatIsSpoken_withoutAToken()
{
    HttpRequest bare;
    bare.method = "OPTIONS";
    bare.path = u"/api/uploads"_s;
    const auto response = m_handler->decide(bare).response;
    QCOMPARE(response.status, 204);
    QCOMPARE(header(response, "Tus-Version"), "1.0.0");
    QCOMPARE(header(response, "Tus-Extension"),
             "creation,creation-defer-length,checksum,termination");
    QCOMPARE(header(response, "Tus-Checksum-Algorithm"), "sha256");
    QCOMPARE(header(response, "Tus-Max-Size"), "200000000000");
}

void TestTusHandler::create_givesALocation_andTheSameOneAgain()
{
    const auto first = create("content");
    QCOMPARE(first.status, 201);
    QCOMPARE(header(first, "Location"), "/api/uploads/rec-1");
    QCOMPARE(send(patch(0), "con").status, 204);
    const auto second = create("content");
    QCOMPARE(second.status, 201);
    QCOMPARE(header(second, "Location"), header(first, "Location"));
    QCOMPARE(offset(), "3");
    // replaced by the recorder: starts from the beginning
    QCOMPARE(create("other content").status, 201);
    QCOMPARE(offset(), "0");
}

void TestTusHandler::create_isRefused_whenSomethingIsWrong_data()
{
    QTest::addColumn<QByteArray>("length");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<int>("status");
    const QByteArray good = metadata("rec-1", "Rec.mp4", hash("x"));
    QTest::newRow("no length") << QByteArray() << good << 400;
    QTest::newRow("negative") << QByteArray("-1") << good << 400;
    QTest::newRow("not a number") << QByteArray("12x") << good << 400;
    QTest::newRow("zero") << QByteArray("0") << good << 400;
    QTest::newRow("too long") << QByteArray("200000000001") << good << 413;
    QTest::newRow("no metadata") << QByteArray("7") << QByteArray() << 400;
    QTest::newRow("not base64") << QByteArray("7") << QByteArray("recording %%%") << 400;
    QTest::newRow("no checksum") << QByteArray("7") << metadata("rec-1", "Rec.mp4", "") << 400;
    QTest::newRow("no name") << QByteArray("7") << metadata("rec-1", "", hash("x")) << 400;
    QTest::newRow("another's") << QByteArray("7") << metadata("rec-2", "Rec.mp4", hash("x")) << 403;
}

void TestTusHandler::create_isRefused_whenSomethingIsWrong()
{
    QFETCH(QByteArray, length);
    QFETCH(QByteArray, data);
    const auto response =
        m_handler
            ->decide(request("POST", {}, {{"upload-length", length}, {"upload-metadata", data}}))
            .response;
    QTEST(response.status, "status");
    QVERIFY(!response.body.isEmpty());
    QCOMPARE(m_handler->decide(request("HEAD", path)).response.status, 404);
}

void TestTusHandler::create_answers507_whenTheDiskIsTooFull()
{
    m_library->freeBytes = 1000;
    const auto response = create("content");
    QCOMPARE(response.status, 507);
    QVERIFY(response.body.endsWith('.'));
}

void TestTusHandler::create_answers429_whenTheRoomHasTooManyOpenUploads()
{
    const auto facts = m_library->factsOf("content");
    const auto open = [&](const QString &room, int i) {
        auto other = facts;
        other.recording = RecordingId{u"%1-%2"_s.arg(room).arg(i)};
        return m_library->store->recordings().announce(
                   {RoomId{room}, other.recording, 1, {}, {}, m_library->startedAt}) &&
               m_library->uploads->create(other);
    };
    for (int i = 0; i < UploadStore::kMaxOpenUploads; ++i) {
        QVERIFY(open(u"room-2"_s, i)); // does not count for another room
    }
    for (int i = 0; i < UploadStore::kMaxOpenUploads - 1; ++i) {
        QVERIFY(open(u"room-1"_s, i));
    }
    QCOMPARE(create("content").status, 201);
    QVERIFY(open(u"room-1"_s, UploadStore::kMaxOpenUploads));
    const auto refused = create("content");
    QCOMPARE(refused.status, 429);
    QVERIFY(!header(refused, "Retry-After").isEmpty());
    // One of them is done: one more may be created.
    QVERIFY(m_library->store->rows().change(RecordingId{u"room-1-0"_s},
                                            [](RecordingRow &row) -> Status {
                                                row.item.state = MediaItemState::Failed;
                                                return {};
                                            }));
    QCOMPARE(create("content").status, 201);
}

void TestTusHandler::token_isRefused_whenItIsWrongOrForAnother()
{
    QCOMPARE(create("content").status, 201);
    const auto status = [&](const QByteArray &value) {
        return m_handler->decide(request("HEAD", path, {{"authorization", value}})).response.status;
    };
    QCOMPARE(status(""), 401);
    QCOMPARE(status("Bearer wrong"), 401);
    QCOMPARE(status("Basic good"), 401);
    QCOMPARE(status("Bearer other"), 403);
    QCOMPARE(status("Bearer stale"), 403);
    QCOMPARE(status("bearer good"), 200);
    const auto named = [&](const QByteArray &value) {
        const auto asked = request("HEAD", path, {{"authorization", value}});
        return header(m_handler->decide(asked).response, "Proscenium-Error");
    };
    QCOMPARE(named("Bearer wrong"), QByteArray("tokenInvalid"));
    QCOMPARE(named("Bearer old"), QByteArray("tokenExpired"));
    QCOMPARE(named("Bearer good"), QByteArray());
}

void TestTusHandler::version_is412_whenItIsNotOurs()
{
    for (const QByteArray &version : {QByteArray(), QByteArray("0.2.2")}) {
        const auto response =
            m_handler->decide(request("HEAD", path, {{"tus-resumable", version}})).response;
        QCOMPARE(response.status, 412);
        QCOMPARE(header(response, "Tus-Version"), "1.0.0");
    }
}

void TestTusHandler::upload_isPublishedAndNamed_whenEveryByteIsThere()
{
    const QByteArray content = "some content";
    QCOMPARE(create(content).status, 201);
    auto response = send(patch(0, {{"upload-checksum", checksum("some")}}), "some");
    QCOMPARE(response.status, 204);
    QCOMPARE(header(response, "Upload-Offset"), "4");
    QCOMPARE(header(response, "Proscenium-Sha256"), "");
    response = send(patch(4), " content");
    QCOMPARE(response.status, 204);
    QCOMPARE(header(response, "Upload-Offset"), "12");
    QCOMPARE(header(response, "Proscenium-Sha256"), hash(content));
    const auto head = m_handler->decide(request("HEAD", path)).response;
    QCOMPARE(head.status, 200);
    QCOMPARE(header(head, "Upload-Length"), "12");
    QCOMPARE(header(head, "Proscenium-Sha256"), hash(content));
    QVERIFY(contentOf(*m_library->store->recordings().filePath(m_library->recording)) == content);
    QCOMPARE(m_library->store->recordings().item(m_library->recording)->duration, int64_t{1500});
    // The client lost the answer and sends it again.
    QCOMPARE(header(send(patch(12), {}), "Proscenium-Sha256"), hash(content));
    QCOMPARE(create(content).status, 201);
    QCOMPARE(create("other").status, 409);
}

void TestTusHandler::patch_isRefused_whenSomethingIsWrong_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("status");
    QTest::newRow("content type") << QByteArray("content-type") << QByteArray("video/mp4") << 415;
    QTest::newRow("no content type") << QByteArray("content-type") << QByteArray() << 415;
    QTest::newRow("behind") << QByteArray("upload-offset") << QByteArray("5") << 409;
    QTest::newRow("no offset") << QByteArray("upload-offset") << QByteArray() << 400;
    QTest::newRow("bad offset") << QByteArray("upload-offset") << QByteArray("-1") << 400;
    QTest::newRow("other hash") << QByteArray("upload-checksum") << QByteArray("md5 AA==") << 400;
    QTest::newRow("bad hash") << QByteArray("upload-checksum") << QByteArray("sha256 AA==") << 400;
}

void TestTusHandler::patch_isRefused_whenSomethingIsWrong()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QCOMPARE(m_handler->decide(patch(0)).response.status, 404);
    QCOMPARE(create("content").status, 201);
    const auto decision = m_handler->decide(patch(0, {{name, value}}));
    QTEST(decision.response.status, "status");
    QVERIFY(!decision.sink);
    QCOMPARE(m_handler->decide(request("PATCH", u"/../x"_s)).response.status, 404);
    QCOMPARE(m_handler->decide(request("GET", path)).response.status, 405);
    QCOMPARE(send(patch(0), "content").status, 204);
}

void TestTusHandler::patch_is423_whileAnotherRuns()
{
    QCOMPARE(create("content").status, 201);
    auto running = m_handler->decide(patch(0));
    QVERIFY(running.sink);
    QCOMPARE(running.maxBody, int64_t{7});
    QCOMPARE(m_handler->decide(patch(0)).response.status, 423);
    QCOMPARE(m_handler->decide(request("DELETE", path)).response.status, 423);
    QCOMPARE(create("content").status, 423);
    QCOMPARE(offset(), "0");
    QVERIFY(running.sink->write("con"));
    // Answered while the sink still exists.
    QCOMPARE(running.sink->finish(true).status, 204);
    QCOMPARE(send(patch(3), "tent").status, 204);
}

void TestTusHandler::chunk_isDropped_whenItsChecksumIsWrong()
{
    QCOMPARE(create("content").status, 201);
    QCOMPARE(send(patch(0), "con").status, 204);
    QCOMPARE(send(patch(3, {{"upload-checksum", checksum("tent")}}), "tEnt").status, 460);
    QCOMPARE(offset(), "3");
    const auto response = send(patch(3, {{"upload-checksum", checksum("tent")}}), "tent");
    QCOMPARE(header(response, "Proscenium-Sha256"), hash("content"));
}

void TestTusHandler::chunk_isKept_whenCutOffWithoutAChecksum()
{
    QCOMPARE(create("content").status, 201);
    QCOMPARE(send(patch(0), "con", false).status, 204);
    QCOMPARE(offset(), "3");
    {
        auto decision = m_handler->decide(patch(3));
        QVERIFY(decision.sink->write("te")); // the service stops: finish() is never called
    }
    QCOMPARE(offset(), "5");
    QCOMPARE(header(send(patch(5), "nt"), "Proscenium-Sha256"), hash("content"));
}

void TestTusHandler::chunk_isDropped_whenCutOffWithAChecksum()
{
    QCOMPARE(create("content").status, 201);
    QCOMPARE(send(patch(0, {{"upload-checksum", checksum("cont")}}), "con", false).status, 400);
    QCOMPARE(offset(), "0");
}

void TestTusHandler::chunk_is413_whenItIsMoreThanAnnounced()
{
    QCOMPARE(create("content").status, 201);
    auto declared = patch(0);
    declared.contentLength = 8;
    QCOMPARE(m_handler->decide(declared).response.status, 413);
    QCOMPARE(send(patch(0), "content and more").status, 413);
    QVERIFY(!m_library->store->recordings().filePath(m_library->recording));
}

void TestTusHandler::wholeFile_is460AndStartsAgain_whenItIsNotTheAnnouncedOne()
{
    QCOMPARE(create("content").status, 201);
    QCOMPARE(send(patch(0), "c0ntent").status, 460);
    QCOMPARE(offset(), "0");
    QCOMPARE(header(send(patch(0), "content"), "Proscenium-Sha256"), hash("content"));
}

void TestTusHandler::delete_forgetsTheUpload_butNotAPublishedOne()
{
    QCOMPARE(create("content").status, 201);
    QCOMPARE(send(patch(0), "con").status, 204);
    QCOMPARE(m_handler->decide(request("DELETE", path)).response.status, 204);
    QCOMPARE(m_handler->decide(request("HEAD", path)).response.status, 404);
    QCOMPARE(m_handler->decide(request("DELETE", path)).response.status, 404);
    QCOMPARE(create("content").status, 201);
    QCOMPARE(offset(), "0");
    QCOMPARE(send(patch(0), "content").status, 204);
    QCOMPARE(m_handler->decide(request("DELETE", path)).response.status, 409);
}

QTEST_GUILESS_MAIN(TestTusHandler)
#include "test_tus_handler.moc"
