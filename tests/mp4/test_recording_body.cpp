#include "app/mp4/finaliser.h"
#include "app/mp4/recording_body.h"
#include "tests/mp4/mp4_fixture.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::test;

class TestRecordingBody : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    SystemFileLayer m_disk;
    QByteArray m_recording;
    QByteArray m_finished;
    QList<qsizetype> m_ends;

    QString path() const { return m_folder.filePath(u"Rec.mp4"_s); }
    QString part() const { return path() + u".part"_s; }
    int64_t all() const { return m_recording.size(); }

private Q_SLOTS:
    void initTestCase()
    {
        m_recording = recordFragments(m_folder.path(), u"0"_s);
        m_ends = fragmentEnds(m_recording);
        QCOMPARE(m_ends.size(), 9);
        MemoryFile file(m_recording);
        QVERIFY(finaliseTail(file, *FragmentIndex::read(file)));
        m_finished = file.bytes;
    }
    void init()
    {
        QFile::remove(path());
        QFile::remove(part());
    }

    void read_givesTheBytesAsRecorded_whateverTheFileIs()
    {
        for (const auto &content : {m_recording, m_finished}) {
            MemoryFile file(content);
            RecordingBody body(file);
            QCOMPARE(*body.read(0, all()), m_recording);
            // Every range that cuts through the 16 bytes that the finaliser modifies.
            for (int64_t from = 0; from < 64; ++from) {
                for (int64_t length = 1; length < 40; ++length) {
                    QCOMPARE(*body.read(from, length), m_recording.mid(from, length));
                }
            }
        }
    }

    void read_isDamaged_whenTheFileIsShorter()
    {
        MemoryFile file(m_recording.chopped(1));
        QCOMPARE(RecordingBody(file).read(0, all()).error().code, ErrorCode::FileDamaged);
    }

    void read_isDamaged_whenItIsNoRecording()
    {
        for (const auto &content : {QByteArray(1000, 'x'), QByteArray(), m_recording.mid(8)}) {
            MemoryFile file(content);
            QCOMPARE(RecordingBody(file).read(0, 10).error().code, ErrorCode::FileDamaged);
        }
    }

    void open_findsTheRecording_whileItIsWrittenAndAfterwards()
    {
        QCOMPARE(RecordingBody::open(m_disk, path()).error().code, ErrorCode::NotFound);
        save(m_folder.path(), u"Rec.mp4.part"_s, m_recording);
        const auto growing = RecordingBody::open(m_disk, path());
        QVERIFY(growing);
        QCOMPARE(*(*growing)->read(0, 100), m_recording.first(100));
        QVERIFY(QFile::rename(part(), path()));
        QCOMPARE(*(*growing)->read(100, 1000), m_recording.mid(100, 1000));
        const auto finished = RecordingBody::open(m_disk, path());
        QVERIFY(finished);
        QCOMPARE(*(*finished)->read(0, all()), m_recording);
    }

    void chunkEnd_isAFragmentsEnd_whateverTheMost_data()
    {
        QTest::addColumn<bool>("finished");
        QTest::newRow("while it is written") << false;
        QTest::newRow("finished") << true;
    }
    void chunkEnd_isAFragmentsEnd_whateverTheMost()
    {
        QFETCH(bool, finished);
        for (const int64_t most : {int64_t{1}, all() / 4, all() / 2, all(), 2 * all()}) {
            MemoryFile file(finished ? m_finished : m_recording);
            RecordingBody body(file);
            for (int64_t at = 0; at < all();) {
                const auto end = body.chunkEnd(at, all(), most);
                QVERIFY(end);
                QVERIFY(*end > at && m_ends.contains(*end));
                const auto first = *std::upper_bound(m_ends.begin(), m_ends.end(), at);
                QVERIFY(*end - at <= most || *end == first);
                const auto after = std::upper_bound(m_ends.begin(), m_ends.end(), *end);
                QVERIFY(after == m_ends.end() || *after - at > most);
                at = *end;
            }
        }
    }

    void chunkEnd_isTheOffset_whenNoWholeFragmentFollows()
    {
        MemoryFile file(m_recording);
        RecordingBody body(file);
        const auto headerEnd = topBoxes(m_recording)[2].end;
        QCOMPARE(*body.chunkEnd(0, headerEnd, all()), 0);
        QCOMPARE(*body.chunkEnd(m_ends[2], m_ends[2], all()), m_ends[2]);
        QCOMPARE(*body.chunkEnd(0, m_ends[0], all()), m_ends[0]);
    }

    void chunkEnd_comesBackToTheFragments_whenTheOffsetLiesInside()
    {
        for (const int64_t most : {int64_t{1}, 2 * all()}) {
            for (const int64_t at : {int64_t{1}, int64_t{m_ends[0] - 1}, int64_t{m_ends[3] + 5}}) {
                MemoryFile file(m_recording);
                const auto end = RecordingBody(file).chunkEnd(at, all(), most);
                const auto first = *std::upper_bound(m_ends.begin(), m_ends.end(), at);
                QCOMPARE(*end, most == 1 ? first : all());
            }
        }
    }

    void unitAt_isTheHeaderOrAFragment_whereverItIsAsked()
    {
        const int64_t headerEnd = topBoxes(m_recording)[2].end;
        QList<BodyUnit> units{{0, headerEnd}};
        for (const auto end : m_ends) {
            units.append({units.back().end, end});
        }
        for (const auto &content : {m_recording, m_finished}) {
            MemoryFile file(content);
            RecordingBody onward(file);
            for (const auto &unit : units) {
                for (const auto at : {unit.start, unit.start + 1, unit.end - 1}) {
                    QCOMPARE(*onward.unitAt(at), unit);
                    QCOMPARE(*RecordingBody(file).unitAt(at), unit);
                }
            }
            // Also when it goes backwards, and after whole fragments were read.
            QCOMPARE(*onward.unitAt(units[2].start + 7), units[2]);
            QVERIFY(onward.chunkEnd(units[4].start, all(), 1));
            QCOMPARE(*onward.unitAt(units[6].start + 7), units[6]);
            QCOMPARE(*onward.unitAt(units[1].start + 7), units[1]);
        }
    }

    void chunkEnd_isDamaged_whenTheBoxesAreBroken()
    {
        auto broken = m_recording;
        broken.replace(m_ends[3], 8, QByteArray(8, '\0'));
        MemoryFile file(broken);
        QCOMPARE(RecordingBody(file).chunkEnd(m_ends[2], all(), all()).error().code,
                 ErrorCode::FileDamaged);
    }

    void measure_isTheChecksumOfTheBody_withAndWithoutTheJournal()
    {
        for (const auto &content : {m_recording, m_finished}) {
            MemoryFile file(content);
            const auto index = FragmentIndex::read(file);
            const BodyMeasure expected{all(), checksumOf(m_recording)};
            QCOMPARE(*RecordingBody(file).measure(*index), expected);
            std::atomic<bool> stop = false;
            QCOMPARE(*RecordingBody(file).measure(stop), expected);
            stop = true;
            QCOMPARE(RecordingBody(file).measure(stop).error().code, ErrorCode::Cancelled);
        }
    }

    void measure_believesTheJournal_whereItKnowsTheUnit()
    {
        MemoryFile file(m_recording);
        const auto index = FragmentIndex::read(file);
        JournalRecord header;
        header.length = static_cast<uint32_t>(index->headerEnd());
        header.sha256 = QByteArray(32, 'x');
        auto elsewhere = header;
        ++elsewhere.length;
        const auto plain = RecordingBody(file).measure(*index);
        QVERIFY(RecordingBody(file).measure(*index, {header})->checksum != plain->checksum);
        QCOMPARE(*RecordingBody(file).measure(*index, {elsewhere}), *plain);
    }
};

QTEST_GUILESS_MAIN(TestRecordingBody)
#include "test_recording_body.moc"
