#include "app/mp4/crc32c.h"
#include "app/mp4/finaliser.h"
#include "app/mp4/recording_journal.h"
#include "tests/mp4/mp4_fixture.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::test;

class TestMp4Journal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void crc32c_isTheStandardOne_whenGivenTheCheckString();
    void read_returnsWhatWasAppended_whenReopened();
    void read_stopsBeforeTheRecord_whenAnyByteOfItIsDamaged();
    void read_keepsWholeRecords_whenTheJournalIsCut();
    void create_fails_whenTheJournalExists();
    void append_refuses_whenTheSha256IsMissing();
    void read_isEmpty_whenTheJournalIsOfAnEarlierVersion();
    void recoverLength_isEverything_whenAllIsGood();
    void recoverLength_leavesOutTheLastFragment_whenItsTailIsZeros();
    void recoverLength_keepsUnjournalledFragments_whenTheJournalIsDamaged();
    void recoverLength_leavesOutZeros_whenThereIsNoJournal();
    void recoverLength_keepsWhatFollows_whenTheMiddleIsDamaged();
    void recoverLength_isTheBody_whenTheFileWasFinalised();

private:
    void writeJournal(qsizetype records);
    [[nodiscard]] int64_t recovered(const QByteArray &recording) const;

    QTemporaryDir m_folder;
    QString m_path;
    QByteArray m_recording;
    QList<JournalRecord> m_records;
    SystemFileLayer m_disk;
};

void TestMp4Journal::initTestCase()
{
    m_recording = recordFragments(m_folder.path(), u"0"_s);
    m_records = recordsOf(m_recording);
    QCOMPARE(m_records.size(), 10);
    m_path = m_folder.filePath(u"x.journal"_s);
}

void TestMp4Journal::init()
{
    QFile::remove(m_path);
}

void TestMp4Journal::writeJournal(qsizetype records)
{
    QFile::remove(m_path);
    const auto journal = RecordingJournal::create(m_disk, m_path);
    QVERIFY(journal);
    for (const auto &record : m_records.first(records)) {
        QVERIFY((*journal)->append(record));
    }
}

int64_t TestMp4Journal::recovered(const QByteArray &recording) const
{
    auto &disk = const_cast<SystemFileLayer &>(m_disk);
    const auto records = RecordingJournal::read(disk, m_path);
    MemoryFile file(recording);
    const auto length = recoverLength(file, records ? *records : std::vector<JournalRecord>());
    return length ? *length : -1;
}

void TestMp4Journal::crc32c_isTheStandardOne_whenGivenTheCheckString()
{
    QCOMPARE(crc32c("123456789"), 0xe3069283U);
    QCOMPARE(crc32c("56789", crc32c("1234")), 0xe3069283U);
    QCOMPARE(crc32c(QByteArray(32, '\0')), 0x8a9136aaU); // RFC 3720, B.4
    QCOMPARE(crc32c(QByteArrayView()), 0U);
}

void TestMp4Journal::read_returnsWhatWasAppended_whenReopened()
{
    writeJournal(10);
    const auto records = RecordingJournal::read(m_disk, m_path);
    QVERIFY(records);
    QCOMPARE(QList<JournalRecord>(records->begin(), records->end()), m_records);
}

void TestMp4Journal::read_stopsBeforeTheRecord_whenAnyByteOfItIsDamaged()
{
    writeJournal(10);
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    const auto good = file.readAll();
    const auto recordBytes = good.size() / 10;
    for (qsizetype at = 4 * recordBytes; at < 5 * recordBytes; ++at) {
        auto damaged = good;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
        QVERIFY(file.seek(0) && file.write(damaged) == damaged.size() && file.flush());
        QCOMPARE(RecordingJournal::read(m_disk, m_path)->size(), size_t{4});
    }
}

void TestMp4Journal::read_keepsWholeRecords_whenTheJournalIsCut()
{
    writeJournal(10);
    const auto recordBytes = QFile(m_path).size() / 10;
    for (auto length = 10 * recordBytes; length >= 0; --length) {
        QVERIFY(QFile::resize(m_path, length));
        QCOMPARE(RecordingJournal::read(m_disk, m_path)->size(),
                 static_cast<size_t>(length / recordBytes));
    }
}

void TestMp4Journal::create_fails_whenTheJournalExists()
{
    writeJournal(1);
    QCOMPARE(RecordingJournal::create(m_disk, m_path).error().code, ErrorCode::DiskError);
}

void TestMp4Journal::append_refuses_whenTheSha256IsMissing()
{
    const auto journal = RecordingJournal::create(m_disk, m_path);
    QVERIFY(journal);
    QCOMPARE((*journal)->append(JournalRecord()).error().code, ErrorCode::InvalidArgument);
}

void TestMp4Journal::read_isEmpty_whenTheJournalIsOfAnEarlierVersion()
{
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("PRJ1" + QByteArray(40 + 44, '\0'));
    file.close();
    QVERIFY(RecordingJournal::read(m_disk, m_path)->empty());
    // Then the fragments themselves tell how much there is.
    QCOMPARE(recovered(m_recording), int64_t{m_recording.size()});
}

void TestMp4Journal::recoverLength_isEverything_whenAllIsGood()
{
    writeJournal(10);
    QCOMPARE(recovered(m_recording), int64_t{m_recording.size()});
    QCOMPARE(recovered(m_recording + QByteArray(100000, '\0')), int64_t{m_recording.size()});
}

void TestMp4Journal::recoverLength_leavesOutTheLastFragment_whenItsTailIsZeros()
{
    writeJournal(10);
    auto damaged = m_recording;
    // Fewer zeros than would be noticed without the checksum
    damaged.replace(damaged.size() - 100, 100, QByteArray(100, '\0'));
    QCOMPARE(recovered(damaged), m_records.last().offset);
}

void TestMp4Journal::recoverLength_keepsUnjournalledFragments_whenTheJournalIsDamaged()
{
    for (const qsizetype left : {0, 1, 5}) {
        writeJournal(left);
        QCOMPARE(recovered(m_recording), int64_t{m_recording.size()});
        QCOMPARE(recovered(m_recording.chopped(1)), m_records.last().offset);
    }
}

void TestMp4Journal::recoverLength_leavesOutZeros_whenThereIsNoJournal()
{
    auto damaged = m_recording;
    damaged.replace(damaged.size() - 4096, 4096, QByteArray(4096, '\0'));
    QCOMPARE(recovered(damaged), m_records.last().offset);
}

void TestMp4Journal::recoverLength_keepsWhatFollows_whenTheMiddleIsDamaged()
{
    writeJournal(10);
    auto damaged = m_recording;
    const auto at = static_cast<qsizetype>(m_records[4].offset) + 2000;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
    QCOMPARE(recovered(damaged), int64_t{m_recording.size()});
}

void TestMp4Journal::recoverLength_isTheBody_whenTheFileWasFinalised()
{
    MemoryFile file(m_recording);
    QVERIFY(finaliseTail(file, *FragmentIndex::read(file)));
    QVERIFY(file.bytes.size() > m_recording.size());
    writeJournal(10);
    QCOMPARE(recovered(file.bytes), int64_t{m_recording.size()});
    QFile::remove(m_path);
    QCOMPARE(recovered(file.bytes), int64_t{m_recording.size()});
}

QTEST_GUILESS_MAIN(TestMp4Journal)
#include "test_mp4_journal.moc"
