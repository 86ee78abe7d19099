#include "app/server/library/recording_report_file.h"
#include "app/server/playback/media_handler.h"
#include "app/server/uploads/report_handler.h"
#include "tests/server/uploads/body_fixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;

using Headers = QList<std::pair<QByteArray, QByteArray>>;

namespace {

const QByteArray kFromRecorder =
    R"({"format":1,"version":"9.8.7","repeated":12,"pauses":[{"at":1500,"length":9000}],"continuations":[70000]})";

} // namespace

/// A recording's report: its contents, how the recorder's part arrives, who may read it; and who
/// owns the recording.
class TestRecordingReports : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void report_saysWhoWasThereAndWhatHappened();
    void report_isNotWrittenAnew_forEachOfManyWhoCome();
    void report_isThere_withoutTheRecorders();
    void report_hasNoEnd_ofAGapThatLasts();
    void report_endsWithWhatThereIs_whenTheRecorderWasLost();
    void put_isKept_beforeAndAfterTheUpload_andTheLastOneCounts();
    void put_isRefused_whenSomethingIsWrong_data();
    void put_isRefused_whenSomethingIsWrong();
    void put_isDropped_whenCutOff();
    void link_opensTheReportAlone();
    void owner_changes_andTheHistorySaysSo();
    void owner_followsTheRooms();

private:
    [[nodiscard]] HttpResponse put(const QByteArray &body, const Headers &more = {},
                                   bool complete = true);
    [[nodiscard]] QJsonObject onDisk() const
    {
        return QJsonDocument::fromJson(contentOf(folder() + u"/report.json"_s)).object();
    }
    [[nodiscard]] QString folder() const
    {
        return m_folder->path() + u"/rooms/room-1/Recordings/rec-1"_s;
    }
    [[nodiscard]] LocalLibraryStore &store() const { return *m_library->store; }
    [[nodiscard]] const RecordingId &id() const { return m_library->recording; }
    [[nodiscard]] bool publish();

    const QString ada = u"Ada"_s;
    QByteArray m_method = "PUT";
    QString m_path = u"/api/uploads/rec-1/report"_s;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Library> m_library;
    std::unique_ptr<ReportHandler> m_handler;
};

void TestRecordingReports::init()
{
    m_handler.reset();
    m_library.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_library = std::make_unique<Library>(m_folder->path());
    QVERIFY(store().recordings().announce(
        {m_library->room, id(), 1, u"A title"_s, u"owner"_s, m_library->startedAt, ada}));
    m_method = "PUT";
    m_path = u"/api/uploads/rec-1/report"_s;
    m_handler = std::make_unique<ReportHandler>(
        store().rows(), store().history(), [this](const QByteArray &token) -> Result<UploadGrant> {
            if (token == "good") {
                return UploadGrant{m_library->room, id(), 1};
            }
            if (token == "stale") {
                return UploadGrant{m_library->room, id(), 0};
            }
            return token == "other"
                       ? Result<UploadGrant>({m_library->room, RecordingId{u"rec-2"_s}, 1})
                       : fail(ErrorCode::TokenInvalid);
        });
}

bool TestRecordingReports::publish()
{
    return m_library->uploads->create(m_library->factsOf("content")) &&
           m_library->send(0, "content");
}

/// Headers in `more` replace the usual ones; an empty value removes one.
HttpResponse TestRecordingReports::put(const QByteArray &body, const Headers &more, bool complete)
{
    HttpRequest request;
    request.method = m_method;
    request.path = m_path;
    request.headers = {{"authorization", "Bearer good"}, {"content-type", "application/json"}};
    request.contentLength = body.size();
    for (const auto &[name, value] : more) {
        request.headers.removeIf([&](const auto &entry) { return entry.first == name; });
        if (name == "content-length") {
            request.contentLength.reset();
        } else if (!value.isEmpty()) {
            request.headers.emplaceBack(name, value);
        }
    }
    auto decision = m_handler->decide(request);
    if (!decision.sink) {
        return decision.response;
    }
    for (qsizetype at = 0; at < body.size(); at += 50'000) {
        if (!decision.sink->write(body.mid(at, 50'000))) {
            return decision.sink->finish(false);
        }
    }
    return decision.sink->finish(complete);
}

void TestRecordingReports::report_saysWhoWasThereAndWhatHappened()
{
    const auto at = m_library->startedAt;
    const ParticipantId bob{u"p2"_s};
    const ParticipantId grace{u"p1"_s};
    QVERIFY(store().history().addRecorded(
        id(), {{grace, u"Grace"_s, Role::Host, ClientKind::Desktop, at},
               {bob, u"Bob"_s, Role::Participant, ClientKind::Web, at.addSecs(5)}}));
    QVERIFY(store().history().addRecorded(
        id(), {{bob, u"Bob"_s, Role::Participant, ClientKind::Web, at.addSecs(9)}}));
    // A crash has truncated a line: it must not swallow the next one.
    QFile consents(folder() + u"/consents.jsonl"_s);
    QVERIFY(consents.open(QIODevice::WriteOnly) && consents.write("{\"participant\":\"p9") > 0);
    consents.close();
    QVERIFY(store().consents().addConsents(id(), {{bob, u"Bob"_s, at.addSecs(6)}}));
    const auto heard = u"2026-03-01T14:03:09.000+01:00"_s;
    QVERIFY(store().history().noteEvent(id(), u"recorderLost"_s, {}, heard));
    QVERIFY(store().history().noteEvent(id(), u"recorderBack"_s, {}, {}));
    QCOMPARE(put(kFromRecorder).status, 204);
    QVERIFY(store().history().noteEvent(id(), u"ended"_s, u"Grace"_s, u"stopped"_s));
    QVERIFY(publish());
    const auto report = onDisk();
    QCOMPARE(report, QJsonDocument::fromJson(*store().history().report(id())).object());
    QCOMPARE(report[u"format"_s].toInt(), 1);
    QCOMPARE(report[u"state"_s].toString(), u"ready"_s);
    QCOMPARE(report[u"owner"_s].toString(), u"owner"_s);
    QCOMPARE(report[u"title"_s].toString(), u"A title"_s);
    QCOMPARE(report[u"checksum"_s].toString(), hexSha256("content"));
    QCOMPARE(report[u"started"_s][u"by"_s].toString(), ada);
    QVERIFY(!report[u"started"_s][u"at"_s].toString().isEmpty());
    QCOMPARE(report[u"ended"_s][u"by"_s].toString(), u"Grace"_s);
    QCOMPARE(report[u"ended"_s][u"reason"_s].toString(), u"stopped"_s);
    const auto recorded = report[u"recorded"_s].toArray();
    QCOMPARE(recorded.size(), 2);
    QCOMPARE(recorded[1][u"name"_s].toString(), u"Bob"_s);
    QCOMPARE(QDateTime::fromString(recorded[1][u"from"_s].toString(), Qt::ISODateWithMs),
             at.addSecs(5));
    QCOMPARE(report[u"consents"_s].toArray().size(), 1);
    const auto gaps = report[u"gaps"_s].toArray();
    QCOMPARE(gaps.size(), 1);
    QCOMPARE(gaps[0][u"from"_s].toString(), heard);
    QVERIFY(!gaps[0][u"to"_s].toString().isEmpty());
    QCOMPARE(report[u"recorder"_s].toObject(), QJsonDocument::fromJson(kFromRecorder).object());
    const auto versions = report[u"versions"_s].toObject();
    QCOMPARE(versions[u"recorder"_s].toString(), u"9.8.7"_s);
    QCOMPARE(versions[u"service"_s].toString(), QStringLiteral(PROSCENIUM_VERSION));
    QVERIFY(QFile::permissions(folder() + u"/report.json"_s) ==
            (QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser));
}

void TestRecordingReports::report_isNotWrittenAnew_forEachOfManyWhoCome()
{
    const auto come = [this](int number) {
        const RecordedPerson person{ParticipantId{u"p%1"_s.arg(number)}, u"Guest"_s,
                                    Role::Participant, ClientKind::Web, m_library->startedAt};
        return store().history().addRecorded(id(), {person});
    };
    const auto recordedIn = [](const QJsonObject &report) {
        return report[u"recorded"_s].toArray().size();
    };
    for (int number = 0; number < 40; ++number) {
        QVERIFY(come(number));
    }
    QCOMPARE(recordedIn(onDisk()), 1);
    // Nobody is forgotten: each has a line, a link shows everybody, and so does the next event.
    const auto asked = QJsonDocument::fromJson(*store().history().report(id())).object();
    QCOMPARE(recordedIn(asked), 40);
    QVERIFY(store().history().noteEvent(id(), u"ended"_s, u"Grace"_s, u"stopped"_s));
    QCOMPARE(recordedIn(onDisk()), 40);
}

void TestRecordingReports::report_isThere_withoutTheRecorders()
{
    QVERIFY(store().history().report(id())); // it is written with the first participant
    QVERIFY(store().history().addRecorded(id(), {{ParticipantId{u"p1"_s}, ada, Role::Host,
                                                  ClientKind::Desktop, m_library->startedAt}}));
    QCOMPARE(onDisk()[u"state"_s].toString(), u"recording"_s);
    QVERIFY(onDisk().value(u"ended"_s).isNull());
    QCOMPARE(onDisk()[u"recorded"_s].toArray().size(), 1);
    QVERIFY(publish());
    QCOMPARE(onDisk()[u"state"_s].toString(), u"ready"_s);
    QVERIFY(onDisk().value(u"recorder"_s).isNull());
    QCOMPARE(onDisk()[u"started"_s][u"by"_s].toString(), ada);
}

void TestRecordingReports::report_hasNoEnd_ofAGapThatLasts()
{
    QVERIFY(store().history().noteEvent(id(), u"recorderLost"_s, {}, {}));
    const auto gaps = onDisk()[u"gaps"_s].toArray();
    QCOMPARE(gaps.size(), 1);
    QVERIFY(!gaps[0][u"from"_s].toString().isEmpty());
    QVERIFY(gaps[0].toObject().value(u"to"_s).isNull());
}

void TestRecordingReports::report_endsWithWhatThereIs_whenTheRecorderWasLost()
{
    const QTemporaryDir files;
    QFile recorder(files.filePath(kRecorderReportFile));
    QVERIFY(recorder.open(QIODevice::WriteOnly) && recorder.write(R"({"recovered":true})") > 0);
    recorder.close();
    RecordingRow row;
    row.item.state = MediaItemState::Ready;
    row.item.created = m_library->startedAt;
    row.item.duration = 14000;
    const QJsonValue ended = reportOf(row, files.path())[u"ended"_s];
    QCOMPARE(ended[u"reason"_s].toString(), u"recorderLost"_s);
    QCOMPARE(QDateTime::fromString(ended[u"at"_s].toString(), Qt::ISODateWithMs),
             m_library->startedAt.addSecs(14));
    recorder.remove();
    QVERIFY(reportOf(row, files.path())[u"ended"_s].isNull());
}

void TestRecordingReports::put_isKept_beforeAndAfterTheUpload_andTheLastOneCounts()
{
    const auto repeated = [this] { return onDisk()[u"recorder"_s][u"repeated"_s].toInt(-1); };
    for (int i = 0; i < 2; ++i) {
        QCOMPARE(put(kFromRecorder).status, 204);
        QCOMPARE(repeated(), 12);
    }
    QVERIFY(publish());
    QCOMPARE(repeated(), 12);
    QCOMPARE(put(R"({"repeated":13})", {{"content-length", {}}}).status, 204);
    QCOMPARE(repeated(), 13);
    QVERIFY(store().changes().remove(id(), ada));
    QCOMPARE(put(kFromRecorder).status, 204);
    QCOMPARE(store().recordings().item(id())->state, MediaItemState::Deleted);
}

void TestRecordingReports::put_isRefused_whenSomethingIsWrong_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("path");
    QTest::addColumn<Headers>("headers");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    const QByteArray put = "PUT";
    const auto path = u"/api/uploads/rec-1/report"_s;
    const QByteArray large = R"({"a":")" + QByteArray(1024 * 1024, 'a') + R"("})";
    const Headers none;
    QTest::newRow("method") << QByteArray("POST") << path << none << kFromRecorder << 405;
    QTest::newRow("no token") << put << path << Headers{{"authorization", {}}} << kFromRecorder
                              << 401;
    QTest::newRow("bad token") << put << path << Headers{{"authorization", "Bearer x"}}
                               << kFromRecorder << 401;
    QTest::newRow("foreign token")
        << put << path << Headers{{"authorization", "Bearer other"}} << kFromRecorder << 403;
    QTest::newRow("stale token") << put << path << Headers{{"authorization", "Bearer stale"}}
                                 << kFromRecorder << 403;
    QTest::newRow("foreign recording")
        << put << u"/api/uploads/rec-2/report"_s << none << kFromRecorder << 403;
    QTest::newRow("unknown recording")
        << put << u"/api/uploads/rec-2/report"_s << Headers{{"authorization", "Bearer other"}}
        << kFromRecorder << 404;
    QTest::newRow("no recording") << put << u"/api/uploads/report"_s << none << kFromRecorder
                                  << 403;
    QTest::newRow("type") << put << path << Headers{{"content-type", "text/plain"}} << kFromRecorder
                          << 415;
    QTest::newRow("too large") << put << path << none << large << 413;
    QTest::newRow("too large, unsaid")
        << put << path << Headers{{"content-length", {}}} << large << 413;
    QTest::newRow("no JSON") << put << path << none << QByteArray("{\"a\":") << 400;
    QTest::newRow("an array") << put << path << none << QByteArray("[1]") << 400;
    QTest::newRow("nothing") << put << path << none << QByteArray() << 400;
}

void TestRecordingReports::put_isRefused_whenSomethingIsWrong()
{
    QFETCH(QByteArray, method);
    QFETCH(QString, path);
    QFETCH(Headers, headers);
    QFETCH(QByteArray, body);
    m_method = method;
    m_path = path;
    QTEST(put(body, headers).status, "status");
    QVERIFY(!QFile::exists(folder() + u"/recorder.json"_s));
}

void TestRecordingReports::put_isDropped_whenCutOff()
{
    QCOMPARE(put(kFromRecorder, {}, false).status, 400);
    QVERIFY(!QFile::exists(folder() + u"/recorder.json"_s));
}

void TestRecordingReports::link_opensTheReportAlone()
{
    auto tokens = TokenService::create(m_folder->filePath(u"secret"_s), m_library->clock);
    QVERIFY(tokens);
    const auto get = [&](msg::LinkPurpose purpose, const QString &part) {
        HttpRequest request;
        request.method = "GET";
        request.path = u"/media/rec-1"_s + part;
        request.query = {{u"ticket"_s, *(*tokens)->mediaTicket(
                                           {id(), purpose, *store().changes().linkKey(id())})}};
        return MediaHandler(store().ports(), **tokens).decide(request).response;
    };
    const auto part = u"/report.json"_s;
    const auto before = get(msg::LinkPurpose::Report, part);
    QCOMPARE(before.status, 200);
    QCOMPARE(QJsonDocument::fromJson(before.body)[u"state"_s].toString(), u"recording"_s);
    QVERIFY(publish());
    QCOMPARE(get(msg::LinkPurpose::View, {}).status, 200);
    QCOMPARE(get(msg::LinkPurpose::Report, part).status, 200);
    QCOMPARE(get(msg::LinkPurpose::View, part).status, 403);
    QCOMPARE(get(msg::LinkPurpose::Download, part).status, 403);
    QCOMPARE(get(msg::LinkPurpose::Report, {}).status, 403);
    QCOMPARE(get(msg::LinkPurpose::Report, u"/info.json"_s).status, 403);
    const MediaClaims claims{id(), msg::LinkPurpose::Report};
    QCOMPARE(MediaHandler::filePath(u"t"_s, claims), u"/media/rec-1/report.json?ticket=t"_s);
    QVERIFY(store().changes().remove(id(), ada));
    QCOMPARE(get(msg::LinkPurpose::Report, part).status, 404);
}

void TestRecordingReports::owner_changes_andTheHistorySaysSo()
{
    QVERIFY(store().owners().set(id(), u" Bob  B "_s, ada));
    QCOMPARE(onDisk()[u"owner"_s].toString(), u"Bob B"_s);
    QVERIFY(store().owners().set(id(), u"Bob B"_s, ada)); // nothing to note
    QCOMPARE(store().owners().set(id(), u" "_s, ada).error().code, ErrorCode::InvalidArgument);
    QCOMPARE(store().owners().set(RecordingId{u"x"_s}, ada, ada).error().code, ErrorCode::NotFound);
    const auto lines = contentOf(folder() + u"/history.jsonl"_s).trimmed().split('\n');
    QCOMPARE(lines.size(), 2);
    const auto line = QJsonDocument::fromJson(lines.last()).object();
    QCOMPARE(line[u"what"_s].toString(), u"ownerChanged"_s);
    QCOMPARE(line[u"from"_s].toString(), u"owner"_s);
    QCOMPARE(line[u"to"_s].toString(), u"Bob B"_s);
    QCOMPARE(line[u"by"_s].toString(), ada);
    m_handler.reset();
    m_library.reset();
    m_library = std::make_unique<Library>(m_folder->path());
    QCOMPARE(store().rows().row(id())->owner, u"Bob B"_s);
    QVERIFY(contentOf(folder() + u"/meta.json"_s).contains("Bob B"));
}

void TestRecordingReports::owner_followsTheRooms()
{
    const auto ownerOf = [this](const char *recording) {
        return store().rows().row(RecordingId{QLatin1String(recording)})->owner;
    };
    RoomRecord room{m_library->room, {}, RoomType::Channel, u"owner"_s, {}, {}};
    const RecordingId other{u"rec-2"_s};
    QVERIFY(
        store().recordings().announce({m_library->room, other, 1, {}, ada, m_library->startedAt}));
    QVERIFY(store().rooms().saveRoom(room));
    room.owner = u"next"_s;
    QVERIFY(store().rooms().saveRoom(room));
    QCOMPARE(ownerOf("rec-1"), u"next"_s);
    QCOMPARE(ownerOf("rec-2"), ada); // was never the room's owner's
    QVERIFY(contentOf(folder() + u"/history.jsonl"_s).contains("\"by\":\"configuration\""));
    room.owner.clear();
    QVERIFY(store().rooms().saveRoom(room));
    QCOMPARE(ownerOf("rec-1"), u"next"_s);
}

QTEST_GUILESS_MAIN(TestRecordingReports)
#include "test_recording_reports.moc"
