#include "app/server/http/http_router.h"
#include "app/server/library/recording_preview_file.h"
#include "app/server/pages/static_files.h"
#include "app/server/playback/media_handler.h"
#include "app/server/playback/media_handler_range.h"
#include "tests/server/fixed_clock.h"
#include "tests/server/http/http_test_support.h"

#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTemporaryDir>
#include <QUrl>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::test;
using namespace std::chrono_literals;

namespace {

/// A store with one recording.
class OneItemStore final : public RoomCatalogue,
                           public RecordingCatalogue,
                           public RecordingChanges,
                           public ConsentLog,
                           public RecordingHistory
{
public:
    Status saveRoom(const RoomRecord &) override { return {}; }
    Result<std::vector<RoomRecord>> rooms() const override { return std::vector<RoomRecord>(); }
    Status announce(const AnnouncedRecording &) override { return {}; }
    Status setFileFacts(const MediaItem &) override { return {}; }
    Status setFailed(const RecordingId &, const QString &) override { return {}; }
    Status rename(const RecordingId &, const QString &, const QString &) override { return {}; }
    Status remove(const RecordingId &, const QString &) override { return {}; }
    Status restore(const RecordingId &, const QString &) override { return {}; }
    Status revokeLinks(const RecordingId &, const QString &) override { return {}; }
    Result<QString> newLink(const RecordingId &, const QString &, const QString &) override
    {
        return key;
    }
    Result<QString> linkKey(const RecordingId &) const override { return key; }
    Status addConsents(const RecordingId &, const std::vector<ConsentRecord> &) override
    {
        return {};
    }
    Result<std::vector<ConsentRecord>> consents(const RecordingId &) const override
    {
        return std::vector<ConsentRecord>();
    }
    Status addRecorded(const RecordingId &, const std::vector<RecordedPerson> &) override
    {
        return {};
    }
    Status noteEvent(const RecordingId &, const QString &, const QString &,
                     const QString &) override
    {
        return {};
    }
    Result<QByteArray> report(const RecordingId &) const override { return QByteArray("{}"); }
    Result<std::vector<MediaItem>> items(const RoomId &) const override
    {
        return std::vector<MediaItem>{only};
    }
    Result<MediaItem> item(const RecordingId &id) const override
    {
        return id == only.item ? Result<MediaItem>(only) : fail(ErrorCode::NotFound);
    }
    Result<RoomId> roomOf(const RecordingId &) const override { return RoomId{u"r"_s}; }
    Result<QString> filePath(const RecordingId &id) const override
    {
        return id == only.item && only.state == MediaItemState::Ready ? Result<QString>(path)
                                                                      : fail(ErrorCode::NotFound);
    }
    void setItemListener(std::function<void(const RoomId &, const MediaItem &)>) override {}

    LibraryPorts ports() { return {*this, *this, *this, *this, *this}; }

    MediaItem only;
    QString path;
    QString key;
};

class Uploads final : public HttpHandler
{
public:
    HttpDecision decide(const HttpRequest &request) override
    {
        return {.response = plainAnswer(299, request.path.toUtf8()), .sink = nullptr, .maxBody = 0};
    }
};

class NoWebSockets final : public WebSocketHandler
{
public:
    void opened(const std::shared_ptr<WebSocketPeer> &) override {}
    void message(const std::shared_ptr<WebSocketPeer> &, const QByteArray &) override {}
    void closed(const std::shared_ptr<WebSocketPeer> &) override {}
};

} // namespace

class TestWebHandlers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_content.resize(1'000'000);
        for (qsizetype i = 0; i < m_content.size(); ++i) {
            m_content[i] = static_cast<char>(i * 131 >> 5);
        }
        m_store.path = m_folder.filePath(u"file.mp4"_s);
        QFile file(m_store.path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(m_content), m_content.size());
        m_store.only.item = RecordingId{u"abc123"_s};
        m_store.only.state = MediaItemState::Ready;
        m_store.only.name = u"Rec – 2026-03-01 – \"Ünit\" 1.mp4"_s;
        m_store.only.sha256 = QString(64, QLatin1Char('a'));
        auto tokens = TokenService::create(m_folder.filePath(u"secret"_s), m_clock);
        QVERIFY(tokens);
        m_tokens = std::move(*tokens);
        m_server = std::make_unique<RunningServer>(
            HttpServerOptions{},
            std::make_shared<HttpRouter>(
                HttpRouter::Handlers{std::make_shared<StaticFiles>(
                                         [](const HttpRequest &) { return QByteArray("a.token"); }),
                                     std::make_shared<MediaHandler>(m_store.ports(), *m_tokens),
                                     std::make_shared<Uploads>()}),
            std::make_shared<NoWebSockets>());
    }
    void cleanupTestCase() { m_server.reset(); }

    void page_comesFromTheProgram_withItsHeaders()
    {
        for (const char *path : {"/", "/join/room1"}) {
            const RawAnswer answer = get(path);
            QCOMPARE(answer.status, 200);
            QCOMPARE(answer.field("content-type"), QByteArray("text/html; charset=utf-8"));
            QCOMPARE(answer.body, source("index.html")
                                      .replace(R"("page-token" content="")",
                                               R"("page-token" content="a.token")"));
            QVERIFY(answer.field("content-security-policy").contains("default-src 'self'"));
            QVERIFY(answer.field("permissions-policy").contains("camera=(self)"));
            // The token is about the browser that asked.
            QCOMPARE(answer.field("cache-control"), QByteArray("no-store"));
            QVERIFY(answer.field("etag").isEmpty());
        }
        const RawAnswer script = get("/web/app.js");
        QCOMPARE(script.status, 200);
        QCOMPARE(script.field("content-type"), QByteArray("text/javascript; charset=utf-8"));
        QCOMPARE(script.body, source("app.js"));
        QCOMPARE(script.field("cache-control"), QByteArray("no-cache"));
    }

    void file_isNotSentAgain_whenItsTagIsKnown()
    {
        const QByteArray etag = get("/web/app.js").field("etag");
        QVERIFY(etag.startsWith('"'));
        RawAnswer answer = get("/web/app.js", "If-None-Match: \"old\", W/" + etag + "\r\n");
        QCOMPARE(answer.status, 304);
        answer = get("/web/app.js", "If-None-Match: \"old\"\r\n");
        QCOMPARE(answer.status, 200);
    }

    void unknownAddress_isAPage_andPostIsRefused()
    {
        const RawAnswer missing = get("/web/missing.js");
        QCOMPARE(missing.status, 404);
        QCOMPARE(missing.field("content-type"), QByteArray("text/html; charset=utf-8"));
        QCOMPARE(get("/web/../secret").status, 400);
        QCOMPARE(get("/api/nothing").status, 404);
        QCOMPARE(request("DELETE / HTTP/1.1\r\nHost: x\r\n\r\n").status, 405);
    }

    void router_reaches_healthAndUploads()
    {
        const RawAnswer health = get("/api/health");
        QCOMPARE(health.status, 200);
        QCOMPARE(health.body, QByteArray(R"({"status":"ok"})"));
        QCOMPARE(get("/api/uploads").status, 299);
        QCOMPARE(get("/api/uploads/id").body, QByteArray("/api/uploads/id\n"));
        QCOMPARE(get("/api/uploadsX").status, 404);
    }

    void recording_isSent_wholeAndInParts_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("length");
        const int size = 1'000'000;
        QTest::newRow("whole") << QByteArray() << 200 << 0 << size;
        QTest::newRow("first bytes") << QByteArray("Range: bytes=0-99\r\n") << 206 << 0 << 100;
        QTest::newRow("from the middle")
            << QByteArray("Range: bytes=500000-\r\n") << 206 << 500'000 << 500'000;
        QTest::newRow("the last ones")
            << QByteArray("Range: bytes=-10\r\n") << 206 << size - 10 << 10;
        QTest::newRow("beyond the end")
            << QByteArray("Range: bytes=999990-2000000\r\n") << 206 << size - 10 << 10;
        QTest::newRow("more than there is")
            << QByteArray("Range: bytes=-2000000\r\n") << 206 << 0 << size;
        QTest::newRow("backwards") << QByteArray("Range: bytes=10-5\r\n") << 200 << 0 << size;
        QTest::newRow("several") << QByteArray("Range: bytes=0-1,5-6\r\n") << 200 << 0 << size;
        QTest::newRow("other unit") << QByteArray("Range: lines=0-1\r\n") << 200 << 0 << size;
        QTest::newRow("known tag")
            << "If-Range: \"" + QByteArray(64, 'a') + "\"\r\nRange: bytes=0-0\r\n"
            << 206 << 0 << 1;
        QTest::newRow("other tag")
            << QByteArray("If-Range: \"b\"\r\nRange: bytes=0-0\r\n") << 200 << 0 << size;
        QTest::newRow("date")
            << QByteArray("If-Range: Sun, 01 Mar 2026 12:00:00 GMT\r\nRange: bytes=0-0\r\n") << 200
            << 0 << size;
    }
    void recording_isSent_wholeAndInParts()
    {
        QFETCH(QByteArray, header);
        QFETCH(int, status);
        QFETCH(int, from);
        QFETCH(int, length);
        const RawAnswer answer = get(link(msg::LinkPurpose::View), header);
        QCOMPARE(answer.status, status);
        QVERIFY(answer.body == m_content.mid(from, length));
        QCOMPARE(answer.field("content-type"), QByteArray("video/mp4"));
        QCOMPARE(answer.field("accept-ranges"), QByteArray("bytes"));
        QCOMPARE(answer.field("content-range"),
                 status == 206 ? "bytes " + QByteArray::number(from) + '-' +
                                     QByteArray::number(from + length - 1) + "/1000000"
                               : QByteArray());
        QVERIFY(answer.field("content-disposition").isEmpty());
    }

    void range_isRefused_whenBehindTheEnd()
    {
        for (const char *range : {"bytes=1000000-", "bytes=-0", "bytes=99999999999999999999-"}) {
            const RawAnswer answer =
                get(link(msg::LinkPurpose::View), QByteArray("Range: ") + range + "\r\n");
            QCOMPARE(answer.status, 416);
            QCOMPARE(answer.field("content-range"), QByteArray("bytes */1000000"));
        }
    }

    void head_hasLength_andIgnoresRange()
    {
        RawClient client(m_server->port());
        client.send("HEAD " + link(msg::LinkPurpose::View) +
                    " HTTP/1.1\r\nHost: x\r\nRange: bytes=0-1\r\n\r\n");
        const RawAnswer answer = client.answer(false);
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.field("content-length"), QByteArray("1000000"));
        client.send("GET /api/health HTTP/1.1\r\nHost: x\r\n\r\n");
        QCOMPARE(client.answer().body, QByteArray(R"({"status":"ok"})"));
    }

    void download_carriesItsName_forEveryBrowser()
    {
        const QByteArray disposition =
            get(link(msg::LinkPurpose::Download)).field("content-disposition");
        QCOMPARE(disposition,
                 QByteArray("attachment; filename=\"Rec _ 2026-03-01 _ __nit_ 1.mp4\"; "
                            "filename*=UTF-8''Rec%20%E2%80%93%202026-03-01%20%E2%80%93%20%22%C3%"
                            "9Cnit%22%201.mp4"));
        // An independent client gets the same bytes.
        QNetworkAccessManager manager;
        const QUrl url(u"http://127.0.0.1:%1"_s.arg(m_server->port()) +
                       QString::fromLatin1(link(msg::LinkPurpose::Download)));
        const std::unique_ptr<QNetworkReply> reply(manager.get(QNetworkRequest(url)));
        QTRY_VERIFY(reply->isFinished());
        QVERIFY(reply->readAll() == m_content);
    }

    void disposition_cannotWriteHeaders()
    {
        const QByteArray disposition = attachmentDisposition(u"a\r\nSet-Cookie: b\"\\.mp4"_s);
        QVERIFY(!disposition.contains('\r') && !disposition.contains('\n'));
        QCOMPARE(disposition.count('"'), 2);
    }

    void page_thatPlays_hasItsAddress()
    {
        const auto answer = get("/watch/abc123");
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, source("watch.html"));
        QVERIFY(answer.field("content-security-policy").contains("default-src 'self'"));
    }

    void info_saysWhatThePageShows_alsoBeforeThereArePictures()
    {
        const auto info = [this](msg::LinkPurpose purpose) {
            const auto answer =
                get(link(purpose).replace("?", "/info.json?").replace("&download=1", ""));
            return QJsonDocument::fromJson(answer.status == 200 ? answer.body : QByteArray())
                .object();
        };
        const auto before = info(msg::LinkPurpose::View);
        QCOMPARE(before.value(QLatin1String("name")).toString(), m_store.only.name);
        QCOMPARE(before.value(QLatin1String("bytes")).toInteger(), 1'000'000);
        QVERIFY(!before.value(QLatin1String("download")).toBool(true));
        QVERIFY(before.value(QLatin1String("preview")).isNull());
        QVERIFY(info(msg::LinkPurpose::Download).value(QLatin1String("download")).toBool());
        // Preview images of an older version of the file are not shown.
        for (const auto &[sha256, shown] : {std::pair{QString(64, QLatin1Char('b')), false},
                                            std::pair{m_store.only.sha256, true}}) {
            QVERIFY(writePreview(m_folder.path(), {{u"sha256"_s, sha256}}));
            QCOMPARE(info(msg::LinkPurpose::View).value(QLatin1String("preview")).isObject(),
                     shown);
        }
    }

    void pictures_areSent_withTheRecordingsTicketOnly()
    {
        const auto address = [this](const char *part) {
            return link(msg::LinkPurpose::View).replace("?", QByteArray("/") + part + '?');
        };
        QCOMPARE(get(address("poster.jpg")).status, 404);
        QFile file(m_folder.filePath(u"poster.jpg"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write("a picture"), 9);
        file.close();
        const auto answer = get(address("poster.jpg"));
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, QByteArray("a picture"));
        QCOMPARE(answer.field("content-type"), QByteArray("image/jpeg"));
        QCOMPARE(
            get(address("poster.jpg"), "If-None-Match: " + answer.field("etag") + "\r\n").status,
            304);
        QCOMPARE(get("/media/abc123/poster.jpg").status, 403);
        // Nothing else from the folder.
        for (const char *part : {"secret", "preview.json", "file.mp4", "x/poster.jpg", ""}) {
            QCOMPARE(get(address(part)).status, 404);
        }
    }

    void recording_isRefused_withoutItsTicket()
    {
        const QByteArray view = link(msg::LinkPurpose::View);
        QCOMPARE(get("/media/abc123").status, 403);
        QCOMPARE(get(view + "x").status, 403);
        QCOMPARE(get(QByteArray(view).replace("abc123", "abc124")).status, 403);
        const auto join = m_tokens->joinToken({RoomId{u"r"_s}, Role::Host}, 1h);
        QCOMPARE(get("/media/abc123?ticket=" + join->toLatin1()).status, 403);
        FixedClock &clock = m_clock;
        clock.advance(1h);
        const RawAnswer expired = get(view);
        QCOMPARE(expired.status, 403);
        QVERIFY(expired.body.contains("expired"));
        QCOMPARE(
            request("POST " + link(msg::LinkPurpose::View) + " HTTP/1.1\r\nHost: x\r\n\r\n").status,
            405);
    }

    void recording_isNotFound_beforeItIsReady()
    {
        OneItemStore store;
        store.only = m_store.only;
        store.only.state = MediaItemState::Uploading;
        MediaHandler handler(store.ports(), *m_tokens);
        HttpRequest request;
        request.method = "GET";
        request.path = u"/media/abc123"_s;
        request.query = {
            {u"ticket"_s, *m_tokens->mediaTicket({store.only.item, msg::LinkPurpose::View})}};
        QCOMPARE(handler.decide(request).response.status, 404);
    }

private:
    RawAnswer request(const QByteArray &bytes)
    {
        RawClient client(m_server->port());
        client.send(bytes);
        return client.answer();
    }
    RawAnswer get(const QByteArray &path, const QByteArray &headers = {})
    {
        return request("GET " + path + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n");
    }
    QByteArray link(msg::LinkPurpose purpose)
    {
        const MediaClaims claims{m_store.only.item, purpose};
        return MediaHandler::filePath(*m_tokens->mediaTicket(claims), claims).toLatin1();
    }
    static QByteArray source(const char *name)
    {
        QFile file(QStringLiteral(PROSCENIUM_SOURCE_DIR "/resources/web/") +
                   QString::fromLatin1(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("missing");
    }

    QTemporaryDir m_folder;
    FixedClock m_clock;
    QByteArray m_content;
    OneItemStore m_store;
    std::unique_ptr<TokenService> m_tokens;
    std::unique_ptr<RunningServer> m_server;
};

QTEST_GUILESS_MAIN(TestWebHandlers)
#include "test_web_handlers.moc"
