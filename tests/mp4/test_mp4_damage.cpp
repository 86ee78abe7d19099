#include "app/mp4/crc32c.h"
#include "app/mp4/finaliser.h"
#include "app/mp4/recording_journal.h"
#include "tests/mp4/mp4_fixture.h"

#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::test;

namespace {

/// The minimum number of zeros that is detected in a fragment that the journal does not list.
constexpr qsizetype kNoticedZeros = 512;

} // namespace

/// Recovery of a recording whose file was cut anywhere, or lost its tail in a power cut, with a
/// journal that is whole, cut or damaged: keeps all whole fragments, and none that is damaged.
class TestMp4Damage : public QObject
{
    Q_OBJECT

    enum class Journal { Whole, Cut, Damaged };
    enum class Tail { Missing, Zeros };

    QTemporaryDir m_folder;
    SystemFileLayer m_disk;
    QByteArray m_recording;
    /// The ends of the header and of each fragment.
    QList<qsizetype> m_ends;
    QByteArray m_journal;
    std::set<qsizetype> m_cuts;

    QString path() const { return m_folder.filePath(u"x.journal"_s); }
    void writeJournal()
    {
        auto journal = RecordingJournal::create(m_disk, path());
        QVERIFY(journal);
        qsizetype from = 0;
        for (const auto end : m_ends) {
            const auto unit = m_recording.mid(from, end - from);
            JournalRecord record;
            record.offset = from;
            record.length = static_cast<uint32_t>(unit.size());
            record.crc32c = crc32c(unit);
            record.sha256 = QCryptographicHash::hash(unit, QCryptographicHash::Sha256);
            QVERIFY((*journal)->append(record));
            from = end;
        }
        QFile file(path());
        QVERIFY(file.open(QIODevice::ReadOnly));
        m_journal = file.readAll();
    }
    /// The journal after a crash; damaged in a different place for each `number`.
    std::vector<JournalRecord> journal(Journal state, qsizetype number)
    {
        auto bytes = m_journal;
        const auto at = number * 31 % bytes.size();
        if (state == Journal::Cut) {
            bytes.truncate(at);
        } else if (state == Journal::Damaged) {
            bytes[at] = static_cast<char>(bytes[at] ^ 0x08);
        }
        save(m_folder.path(), u"x.journal"_s, bytes);
        return *RecordingJournal::read(m_disk, path());
    }
    /// The end of the last unit before any damage.
    qsizetype intact(const QByteArray &damaged) const
    {
        qsizetype good = 0;
        for (const auto end : m_ends) {
            if (end > damaged.size() || QByteArrayView(damaged).sliced(good, end - good) !=
                                            QByteArrayView(m_recording).sliced(good, end - good)) {
                break;
            }
            good = end;
        }
        return good;
    }
    /// How much may be accepted: a fragment that the journal does not list, and that lost only a
    /// few bytes, cannot be told from a whole one.
    qsizetype most(qsizetype good, qsizetype cut, size_t known) const
    {
        const auto next = std::upper_bound(m_ends.begin(), m_ends.end(), good);
        if (next == m_ends.end() || static_cast<size_t>(next - m_ends.begin()) < known) {
            return good;
        }
        return *next - cut < kNoticedZeros ? *next : good;
    }
    void check(qsizetype cut, Tail tail, const std::vector<JournalRecord> &journal)
    {
        auto damaged = m_recording.first(cut);
        if (tail == Tail::Zeros) {
            damaged += QByteArray(m_recording.size() - cut, '\0');
        }
        MemoryFile file(damaged);
        const auto length = recoverLength(file, journal);
        QVERIFY(length);
        const auto index = FragmentIndex::read(file, *length);
        QVERIFY(index);
        const auto good = intact(damaged);
        if (good <= m_ends[0]) {
            QVERIFY(index->fragmentEnds().size() <= 1);
            return;
        }
        const auto limit = tail == Tail::Zeros ? most(good, cut, journal.size()) : good;
        QVERIFY2(index->wholeBytes() >= good && index->wholeBytes() <= limit,
                 qPrintable(u"cut at %1: %2, not %3 to %4"_s.arg(cut)
                                .arg(index->wholeBytes())
                                .arg(good)
                                .arg(limit)));
        QVERIFY(finaliseTail(file, *index));
        QCOMPARE(topBoxes(file.bytes).size(), 3);
        QCOMPARE(file.bytes.mid(m_ends[0], good - m_ends[0]),
                 m_recording.mid(m_ends[0], good - m_ends[0]));
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_recording = recordFragments(m_folder.path(), u"0"_s);
        m_ends = fragmentEnds(m_recording);
        m_ends.prepend(topBoxes(m_recording).value(2).end);
        QCOMPARE(m_ends.size(), 10);
        m_recording.truncate(m_ends.last());
        writeJournal();
        for (qsizetype at = 0; at <= m_recording.size(); at += 997) {
            m_cuts.insert(at);
        }
        for (const auto &box : topBoxes(m_recording)) {
            for (const auto edge : {box.start, box.start + 8, box.end}) {
                for (qsizetype near = -2; near <= 2; ++near) {
                    m_cuts.insert(std::clamp<qsizetype>(edge + near, 0, m_recording.size()));
                }
            }
        }
        QVERIFY(m_cuts.size() > 200);
    }

    void wholeFragments_areKept_whereverTheFileEnds_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("tail");
        const auto row = [](const char *name, Journal state, Tail tail) {
            QTest::newRow(name) << static_cast<int>(state) << static_cast<int>(tail);
        };
        row("cut", Journal::Whole, Tail::Missing);
        row("cut, and the journal too", Journal::Cut, Tail::Missing);
        row("cut, and the journal damaged", Journal::Damaged, Tail::Missing);
        row("zeros", Journal::Whole, Tail::Zeros);
        row("zeros, and the journal cut", Journal::Cut, Tail::Zeros);
        row("zeros, and the journal damaged", Journal::Damaged, Tail::Zeros);
    }
    void wholeFragments_areKept_whereverTheFileEnds()
    {
        QFETCH(int, state);
        QFETCH(int, tail);
        qsizetype number = 0;
        for (const auto cut : m_cuts) {
            check(cut, static_cast<Tail>(tail), journal(static_cast<Journal>(state), ++number));
            if (QTest::currentTestFailed()) {
                return;
            }
        }
    }

    /// Everything before the damage is kept, and also everything after it when only media data is
    /// damaged. (Except the last fragment, which a power cut may have torn.)
    void wholeFragments_areKept_whereverAByteIsWrong()
    {
        const auto known = journal(Journal::Whole, 1);
        for (const auto &box : topBoxes(m_recording)) {
            if (box.type != "moof" && box.type != "mdat") {
                continue;
            }
            for (const auto at : {box.start, box.start + 3, box.start + 5,
                                  (box.start + box.end) / 2, box.end - 1}) {
                auto damaged = m_recording;
                damaged[at] = static_cast<char>(damaged[at] ^ 0x41);
                MemoryFile file(damaged);
                const auto length = recoverLength(file, known);
                QVERIFY(length);
                const auto index = FragmentIndex::read(file, *length);
                QVERIFY(index);
                const auto good = intact(damaged);
                const bool isMedia =
                    box.type == "mdat" && at >= box.start + 8 && box.end < m_recording.size();
                QVERIFY2(index->wholeBytes() >= (isMedia ? m_recording.size() : good),
                         qPrintable(u"%1: %2"_s.arg(at).arg(index->wholeBytes())));
                if (!index->fragmentEnds().empty()) {
                    QVERIFY(finaliseTail(file, *index));
                    QCOMPARE(file.bytes.mid(m_ends[0], good - m_ends[0]),
                             m_recording.mid(m_ends[0], good - m_ends[0]));
                }
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestMp4Damage)
#include "test_mp4_damage.moc"
