#include "app/server/index/library_names.h"
#include "tests/server/library/library_fixture.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

#include <sys/stat.h>
#include <thread>

using namespace Qt::StringLiterals;
using namespace prosc;

class TestLibraryStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rooms_comeBackEqual_whenTheStoreIsReopened();
    void olderTables_areTakenOver_data();
    void olderTables_areTakenOver();
    void recording_comesBackEqual_whenTheStoreIsReopened();
    void announce_takesTheHigherEpochAndKeepsTheRest_whenAnnouncedAgain();
    void announce_isRefused_whenAnIdIsNotSafeOrOfAnotherRoom();
    void items_areNewestFirst_whenThereAreSeveral();
    void filePath_isThere_onlyWhenReady();
    void listener_hearsEachStateAndThrottledProgress_whenUploaded();
    void facts_doNotChange_whenPublished();
    void names_areSafe_whateverTheClientSends_data();
    void names_areSafe_whateverTheClientSends();
    void open_isRefused_whenTheIndexIsOfANewerVersion();
    void files_areTheirOwnersOnly_whateverTheyWere_data();
    void files_areTheirOwnersOnly_whateverTheyWere();
    void store_worksFromSeveralThreads_atTheSameTime();

private:
    QTemporaryDir m_folder;
    int m_count = 0;
    QString newFolder() { return m_folder.filePath(QString::number(++m_count)); }
};

void TestLibraryStore::rooms_comeBackEqual_whenTheStoreIsReopened()
{
    const QString folder = newFolder();
    const RoomRecord room{RoomId{u"physics"_s},
                          u"Physik – 物理 🧲"_s,
                          RoomType::Gallery,
                          u"ada"_s,
                          {u"bob"_s, u"c, \"d\""_s},
                          Library(newFolder()).startedAt,
                          true,
                          true};
    QVERIFY(Library(folder).store->rooms().saveRoom(room));
    const auto rooms = Library(folder).store->rooms().rooms();
    QVERIFY(rooms);
    QCOMPARE(rooms->size(), size_t{1});
    QVERIFY(rooms->front() == room);
}

void TestLibraryStore::olderTables_areTakenOver_data()
{
    QTest::addColumn<int>("version");
    QTest::newRow("first") << 1;
    QTest::newRow("second") << 2;
}

void TestLibraryStore::olderTables_areTakenOver()
{
    QFETCH(int, version);
    const QString folder = newFolder();
    QVERIFY(QDir().mkpath(folder));
    std::vector<const char *> statements{
        "CREATE TABLE schema_version (version INTEGER NOT NULL)",
        "INSERT INTO schema_version VALUES (1)",
        "CREATE TABLE rooms (id TEXT PRIMARY KEY, title TEXT NOT NULL, type TEXT NOT NULL,"
        " owner TEXT NOT NULL, members TEXT NOT NULL, created TEXT NOT NULL)",
        "CREATE TABLE recordings (id TEXT PRIMARY KEY, room TEXT NOT NULL, epoch INTEGER NOT NULL,"
        " title TEXT NOT NULL, owner TEXT NOT NULL, name TEXT NOT NULL, state TEXT NOT NULL,"
        " reason TEXT NOT NULL, created TEXT NOT NULL, created_ms INTEGER NOT NULL,"
        " duration INTEGER NOT NULL, bytes INTEGER NOT NULL, received INTEGER NOT NULL,"
        " sha256 TEXT NOT NULL, file TEXT NOT NULL, upload_created INTEGER NOT NULL)",
        "CREATE INDEX recordings_by_room ON recordings (room, created_ms)",
        "INSERT INTO rooms VALUES ('physics', 'Physics', 'channel', 'ada', '[]',"
        " '2024-05-06T07:08:09.000+02:00')",
        "INSERT INTO recordings VALUES ('r1', 'physics', 3, 'Physics', 'ada', 'Rec 1.mp4', 'ready',"
        " '', '2024-05-06T07:08:09.000+02:00', 1, 5000, 7, 7, 'abc', 'Rec 1.mp4', 1)",
        "INSERT INTO recordings VALUES ('r2', 'physics', 4, 'Physics', 'ada', 'Rec 2.mp4',"
        " 'uploading', '', '2024-05-06T08:08:09.000+02:00', 2, 0, 9, 3, 'def', '', 1)"};
    if (version == 2) {
        statements.push_back("ALTER TABLE rooms ADD COLUMN subtitles INTEGER NOT NULL DEFAULT 0");
        statements.push_back("ALTER TABLE rooms ADD COLUMN chapters INTEGER NOT NULL DEFAULT 0");
        statements.push_back("INSERT INTO schema_version VALUES (2)");
    }
    {
        auto database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"older"_s);
        database.setDatabaseName(folder + u"/library.sqlite"_s);
        QVERIFY(database.open());
        for (const auto *sql : statements) {
            QSqlQuery query(database);
            QVERIFY2(query.exec(QLatin1String(sql)), sql);
        }
        database.close();
    }
    QSqlDatabase::removeDatabase(u"older"_s);
    Library library(folder);
    auto rooms = library.store->rooms().rooms();
    QVERIFY(rooms);
    QCOMPARE(rooms->size(), size_t{1});
    QCOMPARE(rooms->front().title, u"Physics"_s);
    QVERIFY(!rooms->front().subtitles && !rooms->front().chapters);
    QCOMPARE(rooms->front().retentionDays, 0);
    rooms->front().chapters = true;
    rooms->front().retentionDays = 9;
    QVERIFY(library.store->rooms().saveRoom(rooms->front()));
    QVERIFY(library.store->rooms().rooms()->front() == rooms->front());
    const RecordingId ready{u"r1"_s};
    QVERIFY(library.store->recordings().filePath(ready)->endsWith(u"/r1/Rec 1.mp4"_s));
    QVERIFY(library.store->rows().row(ready)->layout == UploadLayout::File);
    QCOMPARE(library.store->rows().row(ready)->fullLength(), std::optional<int64_t>(7));
    QCOMPARE(library.uploads->progress(RecordingId{u"r2"_s})->offset, int64_t{3});
}

void TestLibraryStore::recording_comesBackEqual_whenTheStoreIsReopened()
{
    const QString folder = newFolder();
    MediaItem before;
    {
        Library library(folder);
        QVERIFY(library.announce());
        before = *library.store->recordings().item(library.recording);
        before.name = u"Rec – 1.mp4"_s;
        before.duration = 90'000;
        before.bytes = 123'456;
        before.sha256 = hexSha256("x");
        QVERIFY(library.store->recordings().setFileFacts(before));
        QVERIFY(library.store->recordings().setFailed(library.recording, u"diskFull"_s));
    }
    before.state = MediaItemState::Failed;
    before.reason = u"diskFull"_s;
    Library again(folder);
    QVERIFY(*again.store->recordings().item(again.recording) == before);
    QCOMPARE(again.store->recordings().item(again.recording)->created.offsetFromUtc(), 7200);
    QVERIFY(*again.store->recordings().roomOf(again.recording) == again.room);
    const auto meta =
        QJsonDocument::fromJson(contentOf(folder + u"/rooms/room-1/Recordings/rec-1/meta.json"_s));
    QCOMPARE(meta[u"name"_s].toString(), before.name);
    QCOMPARE(meta[u"state"_s].toString(), u"failed"_s);
}

void TestLibraryStore::announce_takesTheHigherEpochAndKeepsTheRest_whenAnnouncedAgain()
{
    Library library(newFolder());
    QVERIFY(library.announce(3));
    QVERIFY(library.uploads->create(library.factsOf("abc")));
    QVERIFY(library.announce(5));
    QVERIFY(library.announce(4));
    const auto row = library.store->rows().row(library.recording);
    QCOMPARE(row->epoch, 5);
    QCOMPARE(row->item.sha256, hexSha256("abc"));
}

void TestLibraryStore::announce_isRefused_whenAnIdIsNotSafeOrOfAnotherRoom()
{
    Library library(newFolder());
    QVERIFY(library.announce());
    AnnouncedRecording bad{RoomId{u"../x"_s}, RecordingId{u"r"_s}, 1, {}, {}, library.startedAt};
    QCOMPARE(library.store->recordings().announce(bad).error().code, ErrorCode::InvalidArgument);
    bad = {RoomId{u"room-2"_s}, library.recording, 1, {}, {}, library.startedAt};
    QCOMPARE(library.store->recordings().announce(bad).error().code, ErrorCode::NotAllowed);
    QCOMPARE(library.store->recordings().item(RecordingId{u"none"_s}).error().code,
             ErrorCode::NotFound);
}

void TestLibraryStore::items_areNewestFirst_whenThereAreSeveral()
{
    Library library(newFolder());
    for (const int minute : {2, 5, 1}) {
        QVERIFY(library.store->recordings().announce({library.room,
                                                      RecordingId{QString::number(minute)},
                                                      1,
                                                      {},
                                                      {},
                                                      library.startedAt.addSecs(minute * 60)}));
    }
    const auto items = library.store->recordings().items(library.room);
    QCOMPARE(items->size(), size_t{3});
    QCOMPARE(items->at(0).item.value, u"5"_s);
    QCOMPARE(items->at(2).item.value, u"1"_s);
    QVERIFY(library.store->recordings().items(RoomId{u"other"_s})->empty());
}

void TestLibraryStore::filePath_isThere_onlyWhenReady()
{
    Library library(newFolder());
    const QByteArray content(100'000, 'm');
    QVERIFY(library.announce());
    QVERIFY(library.uploads->create(library.factsOf(content)));
    QCOMPARE(library.store->recordings().filePath(library.recording).error().code,
             ErrorCode::NotFound);
    QVERIFY(library.send(0, content));
    const auto path = library.store->recordings().filePath(library.recording);
    QCOMPARE(*path, library.dataFolder + u"/rooms/room-1/Recordings/rec-1/Rec.mp4"_s);
    QVERIFY(contentOf(*path) == content);
    QVERIFY(!QFile::exists(QFileInfo(*path).path() + u"/upload.part"_s));
}

void TestLibraryStore::listener_hearsEachStateAndThrottledProgress_whenUploaded()
{
    Library library(newFolder());
    std::vector<MediaItem> heard;
    library.store->recordings().setItemListener([&](const RoomId &room, const MediaItem &item) {
        QVERIFY(room == library.room);
        heard.push_back(item);
    });
    const QByteArray content = "0123456789";
    QVERIFY(library.announce());
    QVERIFY(library.uploads->create(library.factsOf(content)));
    heard.clear();
    QVERIFY(library.send(0, "012"));
    QVERIFY(library.send(3, "34")); // within 250 ms: not announced
    library.clock.time = library.clock.time.load() + std::chrono::milliseconds(250);
    QVERIFY(library.send(5, "56"));
    QVERIFY(library.send(7, "789"));
    QCOMPARE(heard.size(), size_t{4});
    QCOMPARE(heard.at(0).received, int64_t{3});
    QCOMPARE(heard.at(1).received, int64_t{7});
    QCOMPARE(heard.at(2).state, MediaItemState::Processing);
    QCOMPARE(heard.at(3).state, MediaItemState::Ready);
    QCOMPARE(heard.at(3).received, int64_t{10});
}

void TestLibraryStore::facts_doNotChange_whenPublished()
{
    Library library(newFolder());
    QVERIFY(library.announce());
    QVERIFY(library.uploads->create(library.factsOf("content")));
    QVERIFY(library.send(0, "content"));
    MediaItem other = *library.store->recordings().item(library.recording);
    QVERIFY(library.store->recordings().setFileFacts(other));
    other.sha256 = hexSha256("other");
    QCOMPARE(library.store->recordings().setFileFacts(other).error().code, ErrorCode::NotAllowed);
    QCOMPARE(library.uploads->create(library.factsOf("other")).error().code, ErrorCode::NotAllowed);
    QCOMPARE(library.store->recordings().setFailed(library.recording, u"x"_s).error().code,
             ErrorCode::NotAllowed);
}

void TestLibraryStore::names_areSafe_whateverTheClientSends_data()
{
    QTest::addColumn<QString>("sent");
    QTest::addColumn<QString>("kept");
    QTest::newRow("plain") << u"Rec – a.mp4"_s << u"Rec – a.mp4"_s;
    QTest::newRow("path") << u"../../etc/passwd"_s << u"_.._etc_passwd.mp4"_s;
    QTest::newRow("nul") << u"a"_s + QChar(0) + u"b.mp4"_s << u"a_b.mp4"_s;
    QTest::newRow("dots") << u" ..hidden.mp4"_s << u"hidden.mp4"_s;
    QTest::newRow("empty") << QString() << u"Recording.mp4"_s;
    QTest::newRow("reserved") << u"meta.json"_s << u"meta.json.mp4"_s;
    QTest::newRow("bidi") << u"a\u202Eb.mp4"_s << u"a_b.mp4"_s;
    QTest::newRow("half a pair") << u"a"_s + QChar(0xD800) << u"a?.mp4"_s;
    QTest::newRow("long") << u"🧲"_s.repeated(100) << u"🧲"_s.repeated(59) + u".mp4"_s;
}

void TestLibraryStore::names_areSafe_whateverTheClientSends()
{
    QFETCH(QString, sent);
    QFETCH(QString, kept);
    QCOMPARE(safeRecordingName(sent), kept);
    QVERIFY(kept.toUtf8().size() <= 240);
}

void TestLibraryStore::open_isRefused_whenTheIndexIsOfANewerVersion()
{
    const QString folder = newFolder();
    {
        const Library library(folder);
    }
    {
        auto database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"t"_s);
        database.setDatabaseName(folder + u"/library.sqlite"_s);
        QVERIFY(database.open());
        QSqlQuery(database).exec(u"INSERT INTO schema_version VALUES (99)"_s);
    }
    QSqlDatabase::removeDatabase(u"t"_s);
    const auto before = contentOf(folder + u"/library.sqlite"_s);
    QVERIFY(!before.isEmpty());
    const HandClock clock;
    const auto store = LocalLibraryStore::create(folder, clock);
    QVERIFY(!store);
    QCOMPARE(store.error().code, ErrorCode::LibraryNewer);
    QCOMPARE(contentOf(folder + u"/library.sqlite"_s), before);
}

void TestLibraryStore::files_areTheirOwnersOnly_whateverTheyWere_data()
{
    QTest::addColumn<bool>("wereOpen");
    QTest::newRow("new") << false;
    QTest::newRow("of an earlier version") << true;
}

void TestLibraryStore::files_areTheirOwnersOnly_whateverTheyWere()
{
    QFETCH(bool, wereOpen);
    const QString folder = newFolder();
    const auto usual = ::umask(022);
    if (wereOpen) {
        {
            Library library(folder);
            QVERIFY(library.announce());
            QVERIFY(copyFolder(folder, folder + u"-copy"_s)); // with the companions
        }
        for (const auto *name : {"library.sqlite", "library.sqlite-wal", "library.sqlite-shm"}) {
            const QString path = folder + u"-copy/"_s + QLatin1String(name);
            QVERIFY2(QFile::setPermissions(path, QFile::Permissions(0x6644)), name);
        }
    }
    const QString used = wereOpen ? folder + u"-copy"_s : folder;
    Library library(used);
    QVERIFY(library.announce(2));
    int companions = 0;
    QDirIterator files(used, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        companions += files.fileName().startsWith(u"library.sqlite-"_s) ? 1 : 0;
        QVERIFY2((QFile::permissions(path) & QFile::Permissions(0x0077)) == 0, qPrintable(path));
    }
    QCOMPARE(companions, 2);
    ::umask(usual);
}

void TestLibraryStore::store_worksFromSeveralThreads_atTheSameTime()
{
    Library library(newFolder());
    std::atomic<int> failures = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < 20; ++i) {
                const RecordingId id{u"r-%1-%2"_s.arg(t).arg(i)};
                const bool done = library.store->recordings().announce(
                                      {library.room, id, 1, {}, {}, library.startedAt}) &&
                                  library.store->recordings().items(library.room);
                failures += done ? 0 : 1;
            }
        });
    }
    for (auto &thread : threads) {
        thread.join();
    }
    QCOMPARE(failures.load(), 0);
    QCOMPARE(library.store->recordings().items(library.room)->size(), size_t{80});
}

QTEST_GUILESS_MAIN(TestLibraryStore)
#include "test_library_store.moc"
