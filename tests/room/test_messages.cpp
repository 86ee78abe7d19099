#include "app/room/protocol/messages.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QTest>

using namespace prosc;

namespace {

const QDateTime kMoment = QDateTime(QDate(2026, 3, 1), QTime(14, 3, 9), Qt::OffsetFromUTC, 3600);

Participant someone()
{
    Participant p;
    p.id = ParticipantId{QStringLiteral("a1")};
    p.name = QStringLiteral("Zoë 👩‍🏫 שלום");
    p.role = Role::Moderator;
    p.formFactor = FormFactor::Tablet;
    p.client = ClientKind::Web;
    p.onStage = true;
    p.stageOrder = 7;
    p.camera = true;
    p.consent = Consent::Asked;
    p.publications = {Publication{
        Peer::Screen,
        3,
        {PublishedTrack{QStringLiteral("0"), MediaKind::Video, QStringLiteral("vp8"), true}}}};
    return p;
}

RoomSnapshot aSnapshot()
{
    RoomSnapshot s;
    s.revision = 12;
    s.room = RoomInfo{
        RoomId{QStringLiteral("r1")}, QStringLiteral("Title"), RoomType::Channel, true, true, true};
    s.participants = {someone()};
    s.recording.phase = RecordingPhase::Paused;
    s.recording.recording = RecordingId{QStringLiteral("rec1")};
    s.recording.epoch = 2;
    s.recording.elapsed = 86'400'000;
    s.recording.limit = 86'400'000;
    s.recording.overloaded = true;
    s.recording.silent = true;
    s.sfu = SfuInfo{SfuState::Up, 4};
    s.waitingCount = 2;
    return s;
}

/// One of every message a client can send, all fields away from their defaults where that is
/// possible.
std::vector<ClientBody> clientBodies()
{
    const RecordingId rec{QStringLiteral("rec1")};
    const ParticipantId who{QStringLiteral("p1")};
    return {
        msg::Join{QStringLiteral("token"), QStringLiteral("Zoë"), FormFactor::Phone,
                  ClientKind::Recorder, QStringLiteral("secret")},
        msg::Leave{},
        msg::EndSession{},
        msg::SetMedia{true, true},
        msg::SetStage{true},
        msg::SetHand{true},
        msg::SetFit{who, Fit::Contain},
        msg::Highlight{who},
        msg::LockRoom{true},
        msg::Publish{Peer::Screen, QStringLiteral("v=0")},
        msg::Unpublish{Peer::Screen},
        msg::Subscribe{
            QStringLiteral("s-1"), who, Peer::Screen, {QStringLiteral("0"), QStringLiteral("1")}},
        msg::Answer{QStringLiteral("s-1"), QStringLiteral("v=0")},
        msg::Layer{QStringLiteral("s-1"), QStringLiteral("0"), 2},
        msg::Unsubscribe{QStringLiteral("s-1")},
        msg::Candidate{msg::CandidateTarget::Subscribe, QStringLiteral("s-1"),
                       QStringLiteral("candidate:1"), QStringLiteral("0"), 1},
        msg::StartRecording{},
        msg::NoticeShown{rec, Notice::Recording},
        msg::ConfirmRecording{rec},
        msg::StopRecording{rec},
        msg::PauseRecording{rec, true},
        msg::SetRecordingOptions{true, true},
        msg::RecorderStarted{rec, 2},
        msg::RecorderAlive{rec, 2, 5000, true, true, true},
        msg::RecorderStopped{rec, 2, 5000, 4'000'000'000, QString(64, QLatin1Char('a')),
                             QStringLiteral("Rec – x.mp4"), true},
        msg::RecorderFailed{rec, 2, QStringLiteral("diskFull"), QStringLiteral("full")},
        msg::ListMedia{},
        msg::MediaLink{rec, msg::LinkPurpose::Download},
        msg::ShareMedia{rec, msg::LinkPurpose::Download, 48},
        msg::RenameMedia{rec, QStringLiteral("Zoë.mp4")},
        msg::DeleteMedia{rec},
        msg::RestoreMedia{rec},
        msg::RevokeLinks{rec}};
}

std::vector<ServiceBody> serviceBodies()
{
    const RecordingId rec{QStringLiteral("rec1")};
    const MediaItem item{rec,
                         QStringLiteral("Rec – x.mp4"),
                         MediaItemState::Failed,
                         QStringLiteral("diskFull"),
                         kMoment,
                         5000,
                         123,
                         100,
                         QString(64, QLatin1Char('b'))};
    return {msg::Welcome{
                ParticipantId{QStringLiteral("p1")},
                QStringLiteral("secret"),
                Role::Host,
                {IceServer{{QStringLiteral("turn:x")}, QStringLiteral("u"), QStringLiteral("c")}},
                aSnapshot()},
            msg::Waiting{QStringLiteral("locked")},
            msg::State{aSnapshot()},
            msg::SessionEnded{QStringLiteral("timeout")},
            msg::Ok{},
            msg::ErrorReply{QStringLiteral("notAllowed"), QStringLiteral("no"),
                            QStringLiteral("Zoë"), true},
            msg::Published{Peer::Screen, 3, QStringLiteral("v=0")},
            msg::Subscribed{QStringLiteral("s-1"), QStringLiteral("v=0")},
            msg::SubscriptionEnded{QStringLiteral("s-1"), QStringLiteral("sfu")},
            msg::BeginRecording{rec, 2, QStringLiteral("Title"), kMoment,
                                QStringLiteral("/api/uploads"), QStringLiteral("token"), true, true,
                                86'400'000},
            msg::PauseRecorder{rec, 2, true},
            msg::EndRecording{rec, 2, EndReason::Limit},
            msg::RecordingEnded{rec, EndReason::HostLeft, QStringLiteral("timeout"),
                                QStringLiteral("Zoë")},
            msg::MediaList{QStringLiteral("Recordings"), {item}},
            msg::MediaItemChanged{item},
            msg::MediaLinkReady{rec, QStringLiteral("/media/x"), kMoment}};
}

QJsonObject parsed(const QByteArray &text)
{
    return QJsonDocument::fromJson(text).object();
}

QByteArray text(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

class TestMessages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void clientMessage_comesBackEqual_whenSerializedAndParsed()
    {
        const auto bodies = clientBodies();
        QCOMPARE(bodies.size(), std::variant_size_v<ClientBody>);
        for (size_t i = 0; i < bodies.size(); ++i) {
            QCOMPARE(bodies[i].index(), i);
            const ClientMessage message{static_cast<int>(i), bodies[i]};
            const auto back = parseClientMessage(serialize(message));
            QVERIFY2(back.has_value(), serialize(message).constData());
            QVERIFY2(*back == message, serialize(message).constData());
        }
    }

    void serviceMessage_comesBackEqual_whenSerializedAndParsed()
    {
        const auto bodies = serviceBodies();
        QCOMPARE(bodies.size(), std::variant_size_v<ServiceBody>);
        for (size_t i = 0; i < bodies.size(); ++i) {
            QCOMPARE(bodies[i].index(), i);
            const ServiceMessage message{static_cast<int>(i), bodies[i]};
            const auto back = parseServiceMessage(serialize(message));
            QVERIFY2(back.has_value(), serialize(message).constData());
            QVERIFY2(*back == message, serialize(message).constData());
        }
    }

    void everyField_isRequired_andOfItsType()
    {
        for (const auto &body : clientBodies()) {
            const auto whole = parsed(serialize(ClientMessage{5, body}));
            for (const auto &key : whole.keys()) {
                if (key == QLatin1String("id")) {
                    continue;
                }
                auto without = whole;
                without.remove(key);
                QVERIFY2(!parseClientMessage(text(without)), text(without).constData());
                auto wrong = whole;
                wrong[key] = QJsonArray{QJsonObject{{QStringLiteral("x"), 1.5}}};
                QVERIFY2(!parseClientMessage(text(wrong)), text(wrong).constData());
            }
            auto unknown = whole;
            unknown[QStringLiteral("extra")] = 1;
            const auto refused = parseClientMessage(text(unknown));
            QVERIFY(!refused);
            QCOMPARE(refused.error().error.code, ErrorCode::Malformed);
            QCOMPARE(refused.error().id, 5);
        }
    }

    void message_isRefused_whenItIsNotTheProtocol_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<ErrorCode>("code");
        const auto row = [](const char *name, const QByteArray &json, ErrorCode code) {
            QTest::newRow(name) << json << code;
        };
        row("empty", "", ErrorCode::Malformed);
        row("not JSON", "{", ErrorCode::Malformed);
        row("array", "[]", ErrorCode::Malformed);
        row("no version", R"({"type":"leave"})", ErrorCode::UnsupportedVersion);
        row("other version", R"({"v":2,"type":"leave"})", ErrorCode::UnsupportedVersion);
        row("version as text", R"({"v":"1","type":"leave"})", ErrorCode::UnsupportedVersion);
        row("unknown type", R"({"v":1,"type":"format"})", ErrorCode::Malformed);
        row("no type", R"({"v":1})", ErrorCode::Malformed);
        row("service's type", R"({"v":1,"type":"ok"})", ErrorCode::Malformed);
        row("id zero", R"({"v":1,"type":"leave","id":0})", ErrorCode::Malformed);
        row("id negative", R"({"v":1,"type":"leave","id":-3})", ErrorCode::Malformed);
        row("id fraction", R"({"v":1,"type":"leave","id":1.5})", ErrorCode::Malformed);
        row("unknown enum", R"({"v":1,"type":"unpublish","peer":"both"})", ErrorCode::Malformed);
        row("id with a slash", R"({"v":1,"type":"stopRecording","recording":"../x"})",
            ErrorCode::Malformed);
        row("id empty", R"({"v":1,"type":"stopRecording","recording":""})", ErrorCode::Malformed);
        row("number out of range",
            R"({"v":1,"type":"layer","subscription":"a","mid":"0","substream":3})",
            ErrorCode::Malformed);
        row("number too big",
            R"({"v":1,"type":"recorderAlive","recording":"a","epoch":1,"recorded":1e300,"paused":false,"overloaded":false,"silent":false})",
            ErrorCode::Malformed);
        row("name too long",
            QByteArray(
                R"({"v":1,"type":"join","token":"t","formFactor":"desktop","client":"web","resume":"","name":")") +
                QByteArray(81, 'x') + "\"}",
            ErrorCode::Malformed);
        row("deep nesting", QByteArray(100000, '['), ErrorCode::Malformed);
        row("too large", QByteArray(kMaxMessageBytes + 1, ' '), ErrorCode::TooLarge);
    }

    void message_isRefused_whenItIsNotTheProtocol()
    {
        QFETCH(QByteArray, json);
        QFETCH(ErrorCode, code);
        const auto refused = parseClientMessage(json);
        QVERIFY(!refused);
        QCOMPARE(refused.error().error.code, code);
        QVERIFY(!refused.error().error.detail.isEmpty());
    }

    void dateAndTime_carriesItsOffset_whenItIsLocal()
    {
        msg::BeginRecording begin;
        begin.recording = RecordingId{QStringLiteral("a")};
        begin.epoch = 1;
        begin.uploadPath = QStringLiteral("/api/uploads");
        begin.uploadToken = QStringLiteral("t");
        begin.startedAt = QDateTime(QDate(2026, 7, 1), QTime(12, 0), Qt::LocalTime);
        const auto json = parsed(serialize(ServiceMessage{0, begin}));
        const auto written = json.value(QLatin1String("startedAt")).toString();
        QVERIFY2(written.endsWith(QLatin1Char('Z')) || written.mid(19).contains(QLatin1Char('+')) ||
                     written.mid(19).contains(QLatin1Char('-')),
                 qPrintable(written));
    }

    void everyErrorCode_hasAWireNameOfItsOwn()
    {
        QSet<QString> names;
        for (int code = 0; code <= static_cast<int>(ErrorCode::Internal); ++code) {
            const auto name = errorCodeName(static_cast<ErrorCode>(code));
            QCOMPARE(errorCodeFromName(name), static_cast<ErrorCode>(code));
            names.insert(name);
        }
        QCOMPARE(names.size(), static_cast<int>(ErrorCode::Internal) + 1);
        QCOMPARE(errorCodeFromName(QStringLiteral("nonsense")), ErrorCode::Internal);
    }
};

QTEST_GUILESS_MAIN(TestMessages)
#include "test_messages.moc"
