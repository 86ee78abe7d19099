#include "app/room/protocol/message_fields.h"
#include "app/room/protocol/messages.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace prosc;

namespace {

const QDateTime kMoment = QDateTime(QDate(2026, 3, 1), QTime(14, 3, 9), QTimeZone(3600));

Participant someone()
{
    Participant p;
    p.id = ParticipantId{u"a1"_s};
    p.name = u"Zoë 👩‍🏫 שלום"_s;
    p.role = Role::Moderator;
    p.formFactor = FormFactor::Tablet;
    p.client = ClientKind::Web;
    p.onStage = true;
    p.stageOrder = 7;
    p.camera = true;
    p.consent = Consent::Asked;
    p.publications = {
        Publication{Peer::Screen, 3, {PublishedTrack{u"0"_s, MediaKind::Video, u"vp8"_s, true}}}};
    return p;
}

RoomSnapshot aSnapshot()
{
    RoomSnapshot s;
    s.revision = 12;
    s.room = RoomInfo{RoomId{u"r1"_s},    u"Title"_s, RoomType::Channel, true, true, true,
                      StageAccess::Invite};
    s.participants = {someone()};
    s.recording.phase = RecordingPhase::Paused;
    s.recording.recording = RecordingId{u"rec1"_s};
    s.recording.epoch = 2;
    s.recording.elapsed = 86'400'000;
    s.recording.limit = 86'400'000;
    s.recording.overloaded = true;
    s.recording.silent = true;
    s.sfu = SfuInfo{SfuState::Up, 4};
    s.waitingCount = 2;
    s.session = {Closing::HostLeft, 900'000};
    return s;
}

/// One of each client message, with all fields set to non-default values where possible.
std::vector<ClientBody> clientBodies()
{
    const RecordingId rec{u"rec1"_s};
    const ParticipantId who{u"p1"_s};
    return {msg::Join{u"token"_s, u"Zoë"_s, FormFactor::Phone, ClientKind::Recorder, u"secret"_s,
                      u"page"_s, u"device"_s},
            msg::Leave{},
            msg::GetState{},
            msg::EndSession{},
            msg::SetMedia{true, true},
            msg::SetStage{true},
            msg::SetHand{true},
            msg::SetFit{who, Fit::Contain},
            msg::Highlight{who},
            msg::LockRoom{true},
            msg::Admit{who},
            msg::Decline{who},
            msg::Mute{who},
            msg::SwitchCameraOff{who},
            msg::AskToUnmute{who},
            msg::InviteToStage{who},
            msg::TakeOffStage{who},
            msg::LowerHand{who},
            msg::SetStageAccess{StageAccess::Request},
            msg::SetRole{who, Role::Moderator},
            msg::Remove{who},
            msg::Say{u"שלום, see https://example.org"_s},
            msg::DeleteChatLine{7},
            msg::Publish{Peer::Screen, u"v=0"_s},
            msg::Unpublish{Peer::Screen},
            msg::Subscribe{u"s-1"_s, who, Peer::Screen, {u"0"_s, u"1"_s}},
            msg::Answer{u"s-1"_s, u"v=0"_s},
            msg::Layer{u"s-1"_s, u"0"_s, 2},
            msg::Unsubscribe{u"s-1"_s},
            msg::Candidate{msg::CandidateTarget::Subscribe, u"s-1"_s, u"candidate:1"_s, u"0"_s, 1},
            msg::StartRecording{},
            msg::NoticeShown{rec, Notice::Recording},
            msg::ConfirmRecording{rec},
            msg::StopRecording{rec},
            msg::PauseRecording{rec, true},
            msg::MarkMoment{rec, u"Question"_s},
            msg::SetRecordingOptions{true, true},
            msg::RecorderStarted{rec, 2},
            msg::RecorderAlive{rec, 2, 5000, true, true, true},
            msg::RecorderStopped{rec, 2, 5000, 4'000'000'000, QString(64, QLatin1Char('a')),
                                 u"Rec – x.mp4"_s, true},
            msg::RecorderFailed{rec, 2, u"diskFull"_s, u"full"_s},
            msg::ListMedia{},
            msg::MediaLink{rec, msg::LinkPurpose::Download},
            msg::ShareMedia{rec, msg::LinkPurpose::Download, 48},
            msg::RenameMedia{rec, u"Zoë.mp4"_s},
            msg::DeleteMedia{rec},
            msg::RestoreMedia{rec},
            msg::RevokeLinks{rec}};
}

std::vector<ServiceBody> serviceBodies()
{
    const RecordingId rec{u"rec1"_s};
    const MediaItem item{rec,
                         u"Rec – x.mp4"_s,
                         MediaItemState::Failed,
                         u"diskFull"_s,
                         kMoment,
                         5000,
                         123,
                         100,
                         QString(64, QLatin1Char('b'))};
    return {msg::Welcome{ParticipantId{u"p1"_s},
                         u"secret"_s,
                         Role::Host,
                         {IceServer{{u"turn:x"_s}, u"u"_s, u"c"_s}},
                         aSnapshot()},
            msg::Waiting{u"locked"_s},
            msg::WaitingRoom{
                {{ParticipantId{u"w1"_s}, u"Zoë"_s, Role::Moderator, FormFactor::Phone, true}}},
            msg::Told{ModeratorAct::Invited, u"Zoë"_s},
            msg::Chat{{{7, ParticipantId{u"a1"_s}, u"Zoë"_s, u"Hello"_s, kMoment}}},
            msg::ChatLineDeleted{7},
            msg::State{aSnapshot()},
            msg::StateChanged{11,
                              12,
                              aSnapshot().room,
                              {someone()},
                              {u"a2"_s},
                              aSnapshot().recording,
                              aSnapshot().sfu,
                              ParticipantId{u"a1"_s},
                              2,
                              {Closing::Limit, 3'600'000}},
            msg::SessionEnded{u"timeout"_s},
            msg::Ok{},
            msg::ErrorReply{u"notAllowed"_s, u"no"_s, u"Zoë"_s, true},
            msg::Published{Peer::Screen, 3, u"v=0"_s},
            msg::Subscribed{u"s-1"_s, u"v=0"_s},
            msg::SubscriptionEnded{u"s-1"_s, u"sfu"_s},
            msg::BeginRecording{rec, 2, u"Title"_s, kMoment, u"/api/uploads"_s, u"token"_s, true,
                                true, 86'400'000},
            msg::PauseRecorder{rec, 2, true},
            msg::AddChapter{rec, 2, u"Question"_s},
            msg::RecordReminder{},
            msg::EndRecording{rec, 2, EndReason::Limit},
            msg::RecordingEnded{rec, EndReason::HostLeft, u"timeout"_s, u"Zoë"_s},
            msg::MediaList{u"Recordings"_s, {item}},
            msg::MediaItemChanged{item},
            msg::MediaLinkReady{rec, u"/media/x"_s, kMoment}};
}

/// Gives every field a value at the upper limit that describe() names for it, or beyond. What a
/// client or a file may have put there is more than that only by mistake; the message must be
/// readable all the same.
class Fill
{
public:
    template <class M>
    using Ref = M &;

    explicit Fill(qsizetype beyond) : m_beyond(beyond) {}

    void operator()(const char *, QString &value, json::Text limits = {})
    {
        fill(value, limits.max);
    }
    void operator()(const char *, QString &value, json::Visible limits) { fill(value, limits.max); }
    void operator()(const char *, QString &value, json::Sparse limits) { fill(value, limits.max); }
    void operator()(const char *, QString &value, json::Key) { value = u"key"_s; }
    void operator()(const char *, QString &value, json::Words words)
    {
        value = QLatin1String(words.allowed.front());
    }
    void operator()(const char *, bool &value) { value = true; }
    void operator()(const char *, int &value, json::Range range)
    {
        const auto most = std::min<int64_t>(range.max + m_beyond, std::numeric_limits<int>::max());
        value = static_cast<int>(most);
    }
    void operator()(const char *, int64_t &value, json::Range range)
    {
        value = m_beyond > 0 ? std::numeric_limits<int64_t>::max() : range.max;
    }
    template <json::Enum E>
    void operator()(const char *, E &value)
    {
        value = EnumNames<E>::table.back().first;
    }
    template <class Tag>
    void operator()(const char *, StrongId<Tag> &value, json::Id)
    {
        value.value = QString(64, QLatin1Char('a'));
    }
    void operator()(const char *, QDateTime &value)
    {
        value = m_beyond > 0 ? QDateTime() : kMoment;
    }
    void operator()(const char *, std::optional<QDateTime> &value) { value = kMoment; }
    void operator()(const char *, QStringList &values, json::Count count)
    {
        values = QStringList(std::min(count.max, kMany) + m_beyond,
                             QString(json::kListText + m_beyond, QLatin1Char('x')));
    }
    template <class T>
    void operator()(const char *, std::vector<T> &values, json::Count count)
    {
        // One more is enough; inner lists multiply.
        const auto beyond = std::min<qsizetype>(m_beyond, 1);
        values.resize(static_cast<size_t>(std::min(count.max, kMany) + beyond));
        for (auto &value : values) {
            describe(*this, value);
        }
    }
    template <class T>
    requires std::is_class_v<T>
    void operator()(const char *, T &value) { describe(*this, value); }

private:
    /// Long lists are only filled so far: the test would take minutes.
    static constexpr qsizetype kMany = 20;

    void fill(QString &value, qsizetype most)
    {
        // An emoji may stand where it is cut.
        value = QString(most + m_beyond - 1, QLatin1Char('x')) + u"\U0001F600"_s;
        value = m_beyond > 0 ? value : value.left(most - 1) + QLatin1Char('x');
    }

    qsizetype m_beyond;
};

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

    void serviceMessage_isReadable_whateverCameInFromOutside_data()
    {
        QTest::addColumn<int>("beyond");
        QTest::newRow("at each limit") << 0;
        QTest::newRow("one beyond") << 1;
        QTest::newRow("far beyond") << 500;
    }

    void serviceMessage_isReadable_whateverCameInFromOutside()
    {
        QFETCH(int, beyond);
        for (auto body : serviceBodies()) {
            Fill fill(beyond);
            std::visit([&fill](auto &message) { describe(fill, message); }, body);
            const auto sent = serialize(ServiceMessage{1, body});
            const auto read = parseServiceMessage(sent);
            QVERIFY2(read, qPrintable(read ? QString() : read.error().error.detail));
            QCOMPARE(read->body.index(), body.index());
            QVERIFY(beyond > 0 || read->body == body);
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
                wrong[key] = QJsonArray{QJsonObject{{u"x"_s, 1.5}}};
                QVERIFY2(!parseClientMessage(text(wrong)), text(wrong).constData());
            }
            auto unknown = whole;
            unknown[u"extra"_s] = 1;
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
        row("other version", R"({"v":1,"type":"leave"})", ErrorCode::UnsupportedVersion);
        row("version as text", R"({"v":"2","type":"leave"})", ErrorCode::UnsupportedVersion);
        row("unknown type", R"({"v":2,"type":"format"})", ErrorCode::Malformed);
        row("no type", R"({"v":2})", ErrorCode::Malformed);
        row("service's type", R"({"v":2,"type":"ok"})", ErrorCode::Malformed);
        row("id zero", R"({"v":2,"type":"leave","id":0})", ErrorCode::Malformed);
        row("id negative", R"({"v":2,"type":"leave","id":-3})", ErrorCode::Malformed);
        row("id fraction", R"({"v":2,"type":"leave","id":1.5})", ErrorCode::Malformed);
        row("unknown enum", R"({"v":2,"type":"unpublish","peer":"both"})", ErrorCode::Malformed);
        row("id with a slash", R"({"v":2,"type":"stopRecording","recording":"../x"})",
            ErrorCode::Malformed);
        row("id empty", R"({"v":2,"type":"stopRecording","recording":""})", ErrorCode::Malformed);
        row("number out of range",
            R"({"v":2,"type":"layer","subscription":"a","mid":"0","substream":3})",
            ErrorCode::Malformed);
        row("number too big",
            R"({"v":2,"type":"recorderAlive","recording":"a","epoch":1,"recorded":1e300,"paused":false,"overloaded":false,"silent":false})",
            ErrorCode::Malformed);
        row("name too long",
            QByteArray(
                R"({"v":2,"type":"join","token":"t","formFactor":"desktop","client":"web","resume":"","page":"","name":")") +
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
        begin.recording = RecordingId{u"a"_s};
        begin.epoch = 1;
        begin.uploadPath = u"/api/uploads"_s;
        begin.uploadToken = u"t"_s;
        begin.startedAt = QDateTime(QDate(2026, 7, 1), QTime(12, 0));
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
        QCOMPARE(errorCodeFromName(u"nonsense"_s), ErrorCode::Internal);
    }
};

QTEST_GUILESS_MAIN(TestMessages)
#include "test_messages.moc"
