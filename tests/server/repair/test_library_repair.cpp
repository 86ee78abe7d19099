#include "app/server/library/recording_preview_file.h"
#include "app/server/repair/library_repair.h"
#include "tests/server/uploads/body_fixture.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;

/// Rebuilds the index from the folders, and checks every file.
class TestLibraryRepair : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void rebuild_givesTheSameLibrary_whateverHappenedToTheIndex_data();
    void rebuild_givesTheSameLibrary_whateverHappenedToTheIndex();
    void rebuild_isRefused_whileTheLibraryIsUsed();
    void rebuild_namesWhatItCannotRead();
    void recording_isLeftAlone_whenItsFileIsElsewhere_data();
    void recording_isLeftAlone_whenItsFileIsElsewhere();
    void store_isRefused_whenTheIndexLostItsRecordings_data();
    void store_isRefused_whenTheIndexLostItsRecordings();
    void store_starts_whenTheIndexIsEmptyAndNothingWasRecorded();
    void verify_isContent_whenAllIsWell();
    void verify_namesEachDamage_data();
    void verify_namesEachDamage();

private:
    void fill();
    [[nodiscard]] QString pathOf(const QString &recording, const QString &name) const
    {
        return u"%1/rooms/room-1/Recordings/%2/%3"_s.arg(m_data, recording, name);
    }
    void use(const char *recording) { m_library->recording = {QString::fromLatin1(recording)}; }
    [[nodiscard]] std::vector<RecordingRow> rows();

    QTemporaryDir m_folder;
    int m_count = 0;
    QString m_data;
    std::unique_ptr<SentBody> m_body;
    std::unique_ptr<Library> m_library;
};

void TestLibraryRepair::initTestCase()
{
    m_body = std::make_unique<SentBody>(test::recordFragments(m_folder.path(), u"0"_s));
    QVERIFY(m_body->units.size() > 6);
}

/// Fills the room with one recording of each kind; closes the library.
void TestLibraryRepair::init()
{
    m_library.reset();
    m_data = m_folder.filePath(QString::number(++m_count));
    m_library = std::make_unique<Library>(m_data);
    fill();
    m_library.reset();
}

void TestLibraryRepair::fill()
{
    QVERIFY(m_library->store->rooms().saveRoom({m_library->room,
                                                u"Physik – 物理"_s,
                                                RoomType::Gallery,
                                                u"ada"_s,
                                                {u"bob"_s},
                                                m_library->startedAt,
                                                true,
                                                false,
                                                30}));
    use("plain");
    QVERIFY(m_library->announce(3));
    QVERIFY(m_library->uploads->create(m_library->factsOf("plain file")));
    QVERIFY(m_library->send(0, "plain file"));
    QVERIFY(m_library->store->changes().rename(m_library->recording, u"Renamed"_s, {}));
    use("body");
    QVERIFY(m_library->announce());
    QVERIFY(m_library->uploads->create(bodyFacts(*m_library)));
    QVERIFY(sendUnits(*m_library, 0, m_body->bytes));
    QVERIFY(sendEnd(*m_library, m_body->bytes.size(), m_body->checksum));
    use("interrupted");
    QVERIFY(m_library->announce());
    QVERIFY(m_library->uploads->create(bodyFacts(*m_library)));
    QVERIFY(sendUnits(*m_library, 0, m_body->bytes.left(m_body->endOf(3))));
    m_library->clock.time = m_library->clock.time.load() + std::chrono::minutes(1);
    m_library->uploads->closeAbandoned(std::chrono::minutes(1));
    use("open");
    QVERIFY(m_library->announce());
    QVERIFY(m_library->uploads->create(bodyFacts(*m_library)));
    QVERIFY(sendUnits(*m_library, 0, m_body->bytes.left(m_body->endOf(2))));
    use("deleted");
    QVERIFY(m_library->announce());
    QVERIFY(m_library->uploads->create(m_library->factsOf("deleted file")));
    QVERIFY(m_library->send(0, "deleted file"));
    QVERIFY(m_library->store->changes().remove(m_library->recording, u"Ada"_s));
    use("announced");
    QVERIFY(m_library->announce());
}

std::vector<RecordingRow> TestLibraryRepair::rows()
{
    std::vector<RecordingRow> rows;
    for (const auto *id : {"plain", "body", "interrupted", "open", "deleted", "announced"}) {
        rows.push_back(
            m_library->store->rows().row({QString::fromLatin1(id)}).value_or(RecordingRow()));
    }
    return rows;
}

void TestLibraryRepair::rebuild_givesTheSameLibrary_whateverHappenedToTheIndex_data()
{
    QTest::addColumn<QByteArray>("index");
    QTest::newRow("gone") << QByteArray();
    QTest::newRow("damaged") << QByteArray("this is no database");
    QTest::newRow("whole") << QByteArray("-");
}

void TestLibraryRepair::rebuild_givesTheSameLibrary_whateverHappenedToTheIndex()
{
    QFETCH(QByteArray, index);
    m_library = std::make_unique<Library>(m_data);
    const auto before = rows();
    const auto rooms = *m_library->store->rooms().rooms();
    m_library.reset();
    const auto file = m_data + u"/library.sqlite"_s;
    if (index != "-") {
        QVERIFY(QFile::remove(file));
    }
    if (index.size() > 1) {
        QVERIFY(!test::save(m_data, u"library.sqlite"_s, index).isEmpty());
    }
    const auto report = rebuildLibrary(m_data);
    QVERIFY2(report, report ? "" : qPrintable(report.error().detail));
    QCOMPARE(report->recordings, 6);
    QCOMPARE(report->rooms, 1);
    QVERIFY(report->faults.empty());
    QCOMPARE(QFile::exists(file + u".damaged"_s), !index.isEmpty());
    if (index.size() > 1) {
        QVERIFY(contentOf(file + u".damaged"_s) == index);
    }
    m_library = std::make_unique<Library>(m_data);
    QVERIFY(*m_library->store->rooms().rooms() == rooms);
    const auto after = rows();
    for (size_t i = 0; i < before.size(); ++i) {
        QVERIFY2(after.at(i) == before.at(i), qPrintable(before.at(i).item.item.value));
    }
    // And pending uploads continue.
    m_library->uploads->resumeVerification();
    use("open");
    QCOMPARE(m_library->uploads->progress(m_library->recording)->offset, int64_t{m_body->endOf(2)});
    QVERIFY(sendUnits(*m_library, m_body->endOf(2), m_body->bytes.mid(m_body->endOf(2))));
    QVERIFY(sendEnd(*m_library, m_body->bytes.size(), m_body->checksum));
}

void TestLibraryRepair::rebuild_isRefused_whileTheLibraryIsUsed()
{
    m_library = std::make_unique<Library>(m_data);
    QCOMPARE(rebuildLibrary(m_data).error().code, ErrorCode::LibraryInUse);
    SystemClock clock;
    QCOMPARE(LocalLibraryStore::create(m_data, clock).error().code, ErrorCode::LibraryInUse);
    QVERIFY(verifyLibrary(m_data)->faults.empty());
    QCOMPARE(rebuildLibrary(m_data + u"/none"_s).error().code, ErrorCode::NotFound);
}

void TestLibraryRepair::rebuild_namesWhatItCannotRead()
{
    QVERIFY(QFile::remove(pathOf(u"plain"_s, u"meta.json"_s)));
    const auto report = rebuildLibrary(m_data);
    QCOMPARE(report->recordings, 5);
    QVERIFY(report->faults ==
            (std::vector<LibraryFault>{{u"room-1/plain"_s, u"meta.json cannot be read"_s}}));
}

void TestLibraryRepair::recording_isLeftAlone_whenItsFileIsElsewhere_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("linked");
    QTest::newRow("above") << u"../../../../other.mp4"_s << QString();
    QTest::newRow("beside") << u"../body/Rec.mp4"_s << QString();
    QTest::newRow("absolute") << m_folder.filePath(u"other.mp4"_s) << QString();
    QTest::newRow("the folder above") << u".."_s << QString();
    QTest::newRow("a link out") << u"Rec.mp4"_s << u"Rec.mp4"_s;
    QTest::newRow("a linked upload") << u"Rec.mp4"_s << u"upload.part"_s;
}

void TestLibraryRepair::recording_isLeftAlone_whenItsFileIsElsewhere()
{
    QFETCH(QString, name);
    QFETCH(QString, linked);
    const auto other = test::save(m_folder.path(), u"other.mp4"_s, "plain file");
    const auto meta = pathOf(u"plain"_s, u"meta.json"_s);
    auto json = QJsonDocument::fromJson(contentOf(meta)).object();
    json.insert(u"file"_s, name);
    QVERIFY(replaceFile(meta, json));
    if (!linked.isEmpty()) {
        const auto path = pathOf(u"plain"_s, linked);
        QFile::remove(path);
        QVERIFY(QFile::link(other, path));
        m_library = std::make_unique<Library>(m_data);
        if (linked == name) {
            QCOMPARE(m_library->store->recordings().filePath({u"plain"_s}).error().code,
                     ErrorCode::FileDamaged);
            QVERIFY(!publishedFileIn(pathOf(u"plain"_s, {})));
        }
        m_library.reset();
    }
    const auto before = contentOf(meta);
    for (const auto &report : {verifyLibrary(m_data), rebuildLibrary(m_data)}) {
        QVERIFY(report);
        QCOMPARE(report->recordings, 5);
        QCOMPARE(report->faults.size(), size_t{1});
        QCOMPARE(report->faults.front().where, u"room-1/plain"_s);
        QVERIFY2(report->faults.front().what.contains(u"its folder"_s) ||
                     report->faults.front().what.contains(u"own folder"_s),
                 qPrintable(report->faults.front().what));
    }
    QVERIFY(contentOf(meta) == before);
    QVERIFY(contentOf(other) == "plain file");
    m_library = std::make_unique<Library>(m_data);
    QCOMPARE(m_library->store->rows().row({u"plain"_s}).error().code, ErrorCode::NotFound);
}

void TestLibraryRepair::store_isRefused_whenTheIndexLostItsRecordings_data()
{
    QTest::addColumn<QString>("how");
    for (const auto *how : {"empty", "missing", "damaged", "somebody else's"}) {
        QTest::newRow(how) << QString::fromLatin1(how);
    }
}

void TestLibraryRepair::store_isRefused_whenTheIndexLostItsRecordings()
{
    QFETCH(QString, how);
    const auto file = m_data + u"/library.sqlite"_s;
    QVERIFY(QFile::remove(file));
    if (how == u"somebody else's"_s) {
        {
            auto database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"other"_s);
            database.setDatabaseName(file);
            QVERIFY(database.open());
            QSqlQuery(database).exec(u"CREATE TABLE rooms (id TEXT)"_s);
        }
        QSqlDatabase::removeDatabase(u"other"_s);
    } else if (how != u"missing"_s) {
        const auto content = how == u"empty"_s ? QByteArray() : QByteArray(5000, 'x');
        QVERIFY(!test::save(m_data, u"library.sqlite"_s, content).isEmpty());
    }
    const auto before = contentOf(file);
    const HandClock clock;
    const auto store = LocalLibraryStore::create(m_data, clock);
    QVERIFY(!store);
    QCOMPARE(store.error().code, ErrorCode::LibraryDamaged);
    QVERIFY2(store.error().detail.contains(u"library rebuild"_s), qPrintable(store.error().detail));
    const auto report = verifyLibrary(m_data);
    QCOMPARE(report->faults.size(), size_t{1});
    QCOMPARE(report->faults.front().where, QString());
    QVERIFY(report->faults.front().what.contains(u"library rebuild"_s));
    QVERIFY(contentOf(file) == before); // neither has made it look healthy
    QVERIFY(rebuildLibrary(m_data));
    QVERIFY(verifyLibrary(m_data)->faults.empty());
    QCOMPARE(Library(m_data).store->rows().rowsOf(RoomId{u"room-1"_s})->size(), size_t{6});
}

void TestLibraryRepair::store_starts_whenTheIndexIsEmptyAndNothingWasRecorded()
{
    const auto fresh = m_data + u"/fresh"_s;
    QVERIFY(makeFolders(fresh + u"/rooms/room-1"_s));
    QVERIFY(!test::save(fresh, u"library.sqlite"_s, {}).isEmpty());
    Library library(fresh);
    QVERIFY(library.announce());
    QCOMPARE(library.store->rows().rowsOf(library.room)->size(), size_t{1});
}

void TestLibraryRepair::verify_isContent_whenAllIsWell()
{
    const auto report = verifyLibrary(m_data);
    QVERIFY(report);
    for (const auto &fault : report->faults) {
        qWarning("%s: %s", qPrintable(fault.where), qPrintable(fault.what));
    }
    QVERIFY(report->faults.empty());
    QCOMPARE(report->recordings, 6);
    QVERIFY(report->bytes > m_body->bytes.size() + m_body->endOf(3) + m_body->endOf(2));
}

void TestLibraryRepair::verify_namesEachDamage_data()
{
    QTest::addColumn<QString>("recording");
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("at");
    QTest::addColumn<QString>("what");
    const auto row = [](const char *name, const char *recording, const char *file, int at,
                        const char *what) {
        QTest::newRow(name) << QString::fromLatin1(recording) << QString::fromLatin1(file) << at
                            << QString::fromLatin1(what);
    };
    const auto second = static_cast<int>(m_body->endOf(1));
    const auto third = static_cast<int>(m_body->endOf(2));
    const auto text = u"bytes %1 to %2 are damaged"_s.arg(second).arg(third);
    row("a byte of a plain file", "plain", "Rec.mp4", 3, "its checksum is another one");
    row("a byte of a deleted file", "deleted", "Rec.mp4", 3, "its checksum is another one");
    row("a fragment", "body", "Rec.mp4", third - 1, qPrintable(text));
    row("a fragment of an interrupted one", "interrupted", "upload.part", third - 1,
        qPrintable(text));
    row("a fragment of one on its way", "open", "upload.part", third - 1, qPrintable(text));
    row("the index at the end", "body", "Rec.mp4", -1, "its index is damaged");
    row("cut", "body", "Rec.mp4", -2, "bytes, not");
    row("gone", "body", "Rec.mp4", -3, "cannot be opened");
}

void TestLibraryRepair::verify_namesEachDamage()
{
    QFETCH(QString, recording);
    QFETCH(QString, file);
    QFETCH(int, at);
    QFETCH(QString, what);
    const auto path = pathOf(recording, file);
    auto bytes = contentOf(path);
    QVERIFY(!bytes.isEmpty());
    if (at == -3) {
        QVERIFY(QFile::remove(path));
    } else if (at == -2) {
        QVERIFY(QFile::resize(path, bytes.size() - 1));
    } else {
        bytes[at < 0 ? bytes.size() - 40 : at] ^= 1;
        QVERIFY(!test::save(QFileInfo(path).path(), file, bytes).isEmpty());
    }
    const auto report = verifyLibrary(m_data);
    QCOMPARE(report->faults.size(), size_t{1});
    QCOMPARE(report->faults.front().where, u"room-1/"_s + recording);
    QVERIFY2(report->faults.front().what.contains(what), qPrintable(report->faults.front().what));
}

QTEST_GUILESS_MAIN(TestLibraryRepair)
#include "test_library_repair.moc"
