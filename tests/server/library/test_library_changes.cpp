#include "app/server/playback/media_handler.h"
#include "tests/server/uploads/body_fixture.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;

/// What people do with recordings: renaming, the bin, links, and the history of all that.
class TestLibraryChanges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void rename_changesTheNameAndNotTheFile();
    void bin_hidesARecording_andGivesItBack();
    void bin_isEmptied_after30Days();
    void retention_putsOldRecordingsIntoTheBin_whenTheRoomHasOne();
    void nothing_isDoneToARecordingOnItsWay();
    void links_end_whenRevoked();
    void viewLink_givesNoDownload();
    void history_saysWhoDidWhat();

private:
    /// As after a restart of the service: the links' clock is created together with the library.
    void open();
    void close();
    [[nodiscard]] int get(const QString &path) const;
    [[nodiscard]] QString link(msg::LinkPurpose purpose) const;
    [[nodiscard]] QString folder() const
    {
        return m_folder->path() + u"/rooms/room-1/Recordings/rec-1"_s;
    }
    [[nodiscard]] LocalLibraryStore &store() const { return *m_library->store; }
    [[nodiscard]] MediaItem item() const { return *store().recordings().item(id()); }
    [[nodiscard]] const RecordingId &id() const { return m_library->recording; }

    const QString ada = u"Ada"_s;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Library> m_library;
    std::unique_ptr<TokenService> m_tokens;
};

void TestLibraryChanges::init()
{
    close();
    m_folder = std::make_unique<QTemporaryDir>();
    open();
    QVERIFY(store().recordings().announce(
        {m_library->room, id(), 1, u"A title"_s, u"owner"_s, QDateTime::currentDateTime(), ada}));
    QVERIFY(m_library->uploads->create(m_library->factsOf("content")));
    QVERIFY(m_library->send(0, "content"));
    QCOMPARE(item().state, MediaItemState::Ready);
}

void TestLibraryChanges::close()
{
    m_tokens.reset();
    m_library.reset();
}

void TestLibraryChanges::open()
{
    close();
    m_library = std::make_unique<Library>(m_folder->path());
    m_tokens = std::move(*TokenService::create(m_folder->filePath(u"secret"_s), m_library->clock));
}

int TestLibraryChanges::get(const QString &path) const
{
    const QUrl url(path);
    HttpRequest request;
    request.method = "GET";
    request.path = url.path();
    for (const auto &pair : url.query().split(QLatin1Char('&'))) {
        request.query.emplaceBack(pair.section(QLatin1Char('='), 0, 0),
                                  pair.section(QLatin1Char('='), 1));
    }
    return MediaHandler(store().ports(), *m_tokens).decide(request).response.status;
}

QString TestLibraryChanges::link(msg::LinkPurpose purpose) const
{
    const auto key = store().changes().newLink(id(), ada, {});
    if (!key) {
        return {};
    }
    const MediaClaims claims{id(), purpose, *key};
    return MediaHandler::filePath(*m_tokens->mediaTicket(claims), claims);
}

void TestLibraryChanges::rename_changesTheNameAndNotTheFile()
{
    const auto file = *store().recordings().filePath(id());
    QVERIFY(store().changes().rename(id(), u"../../Week 1"_s, ada));
    QCOMPARE(item().name, u"_.._Week 1.mp4"_s);
    QCOMPARE(*store().recordings().filePath(id()), file);
    QVERIFY(contentOf(file) == "content");
    open();
    QCOMPARE(item().name, u"_.._Week 1.mp4"_s);
    QVERIFY(contentOf(*store().recordings().filePath(id())) == "content");
}

void TestLibraryChanges::bin_hidesARecording_andGivesItBack()
{
    const auto before = item();
    const auto view = link(msg::LinkPurpose::View);
    QCOMPARE(get(view), 200);
    QVERIFY(store().changes().remove(id(), ada));
    QCOMPARE(item().state, MediaItemState::Deleted);
    QVERIFY(item().binnedUntil.has_value());
    const auto kept = m_library->clock.wallTime().secsTo(*item().binnedUntil);
    QVERIFY(std::abs(kept - 30 * 24 * 3600) < 60);
    QCOMPARE(get(view), 404);
    QCOMPARE(link(msg::LinkPurpose::View), QString());
    QCOMPARE(store().changes().remove(id(), ada).error().code, ErrorCode::NotAllowed);
    QCOMPARE(store().changes().rename(id(), u"x"_s, ada).error().code, ErrorCode::NotAllowed);
    QCOMPARE(m_library->uploads->create(m_library->factsOf("other")).error().code,
             ErrorCode::NotAllowed);
    QVERIFY(!m_library->uploads->append(id(), {.offset = 7}));
    // A client's repeated request and the recorder's heartbeat do not restore it.
    QCOMPARE(m_library->uploads->progress(id()).error().code, ErrorCode::NotFound);
    auto facts = before;
    facts.bytes = 1;
    QCOMPARE(store().recordings().setFileFacts(facts).error().code, ErrorCode::NotFound);
    QCOMPARE(store().recordings().setFailed(id(), u"diskError"_s).error().code,
             ErrorCode::NotFound);
    QCOMPARE(item().state, MediaItemState::Deleted);
    QVERIFY(store().changes().restore(id(), ada));
    QVERIFY(item() == before);
    QCOMPARE(get(view), 200);
    QCOMPARE(store().changes().restore(id(), ada).error().code, ErrorCode::NotAllowed);
}

void TestLibraryChanges::bin_isEmptied_after30Days()
{
    QVERIFY(store().changes().remove(id(), ada));
    m_library->clock.days = 29;
    store().retention().tidy();
    QVERIFY(store().changes().restore(id(), ada));
    QVERIFY(store().changes().remove(id(), ada));
    m_library->clock.days = 58;
    store().retention().tidy();
    QVERIFY(QFile::exists(folder()));
    m_library->clock.days = 59;
    store().retention().tidy();
    QVERIFY(!QFile::exists(folder()));
    QCOMPARE(store().recordings().item(id()).error().code, ErrorCode::NotFound);
    QVERIFY(store().recordings().items(m_library->room)->empty());
}

void TestLibraryChanges::retention_putsOldRecordingsIntoTheBin_whenTheRoomHasOne()
{
    RoomRecord room{m_library->room, {}, RoomType::Single, {}, {}, {}};
    QVERIFY(store().rooms().saveRoom(room));
    m_library->clock.days = 10'000;
    store().retention().tidy();
    QCOMPARE(item().state, MediaItemState::Ready);
    room.retentionDays = 7;
    QVERIFY(store().rooms().saveRoom(room));
    m_library->clock.days = 6;
    store().retention().tidy();
    QCOMPARE(item().state, MediaItemState::Ready);
    m_library->clock.days = 7;
    store().retention().tidy();
    QCOMPARE(item().state, MediaItemState::Deleted);
    QVERIFY(store().changes().restore(id(), ada));
}

void TestLibraryChanges::nothing_isDoneToARecordingOnItsWay()
{
    m_library->recording = RecordingId{u"rec-2"_s};
    QVERIFY(m_library->announce());
    for (const bool uploads : {false, true}) {
        if (uploads) {
            QVERIFY(m_library->uploads->create(m_library->factsOf("content")));
            QVERIFY(m_library->send(0, "con"));
        }
        QCOMPARE(store().changes().rename(id(), u"x"_s, ada).error().code, ErrorCode::NotAllowed);
        QCOMPARE(store().changes().remove(id(), ada).error().code, ErrorCode::NotAllowed);
        QCOMPARE(store().changes().newLink(id(), ada, {}).error().code, ErrorCode::NotFound);
    }
    QVERIFY(m_library->send(3, "tent"));
    QVERIFY(store().changes().remove(id(), ada));
    QCOMPARE(store().changes().remove(RecordingId{u"none"_s}, ada).error().code,
             ErrorCode::NotFound);
}

void TestLibraryChanges::links_end_whenRevoked()
{
    const auto view = link(msg::LinkPurpose::View);
    const auto download = link(msg::LinkPurpose::Download);
    QVERIFY(view != download);
    QCOMPARE(get(view), 200);
    QCOMPARE(get(download), 200);
    QVERIFY(store().changes().revokeLinks(id(), ada));
    QCOMPARE(get(view), 403);
    QCOMPARE(get(download), 403);
    QCOMPARE(get(link(msg::LinkPurpose::View)), 200);
    open();
    QCOMPARE(get(view), 403);
}

void TestLibraryChanges::viewLink_givesNoDownload()
{
    const auto view = link(msg::LinkPurpose::View);
    QCOMPARE(get(view + u"&download=1"_s), 403);
    const auto download = link(msg::LinkPurpose::Download);
    QVERIFY(download.endsWith(u"&download=1"_s));
    QCOMPARE(get(download), 200);
}

void TestLibraryChanges::history_saysWhoDidWhat()
{
    QVERIFY(store().changes().rename(id(), u"Week 1"_s, ada));
    QVERIFY(!link(msg::LinkPurpose::View).isEmpty());
    QVERIFY(store().changes().revokeLinks(id(), ada));
    QVERIFY(store().changes().remove(id(), u"Bob"_s));
    QVERIFY(store().changes().restore(id(), ada));
    QStringList lines;
    for (const auto &text : contentOf(folder() + u"/history.jsonl"_s).split('\n')) {
        const auto line = QJsonDocument::fromJson(text).object();
        if (!line.isEmpty()) {
            const auto at = line.value(u"at"_s).toString();
            QVERIFY(QDateTime::fromString(at, Qt::ISODateWithMs).isValid());
            lines.append(QStringList{line.value(u"what"_s).toString(),
                                     line.value(u"by"_s).toString(),
                                     line.value(u"detail"_s).toString()}
                             .join(QLatin1Char('|')));
        }
    }
    const QStringList expected{u"announced|Ada|"_s,         u"finished||"_s + hexSha256("content"),
                               u"renamed|Ada|Week 1.mp4"_s, u"linkMade|Ada|"_s,
                               u"linksRevoked|Ada|"_s,      u"deleted|Bob|"_s,
                               u"restored|Ada|"_s};
    QCOMPARE(lines, expected);
    const RecordingId other{u"rec-2"_s};
    QVERIFY(
        store().recordings().announce({m_library->room, other, 1, {}, {}, m_library->startedAt}));
    QVERIFY(store().recordings().setFailed(other, u"diskFull"_s));
    const auto text =
        contentOf(m_folder->path() + u"/rooms/room-1/Recordings/rec-2/history.jsonl"_s);
    QVERIFY(text.contains("\"what\":\"recorderFailed\"") && text.contains("diskFull"));
}

QTEST_GUILESS_MAIN(TestLibraryChanges)
#include "test_library_changes.moc"
