#include "app/mp4/recording_limits.h"
#include "app/server/storage/staged_unit.h"
#include "tests/server/uploads/body_uploads.h"

using namespace Qt::StringLiterals;
using namespace prosc;

/// Bodies whose units arrive in chunks: what is kept, refused, reported, and moved into the body.
class TestStagedUnits : public QObject, private BodyUploads
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { record(); }
    void body_isTheSameFile_whateverTheChunks_data();
    void body_isTheSameFile_whateverTheChunks();
    void unit_isDropped_whenItsSha256IsAnother();
    void chunks_areThere_whenTheServiceDiedAnywhere();
    void lastByte_isSentAgain_whenTheServiceDiedBeforeTheUnitWasTaken();
    void chunk_keepsWhatCame_whenItIsCutOff();
    void chunk_lastsWhileItComes_whenItIsSlow();
    void unit_isDropped_whenItIsNotOurLayout_data();
    void unit_isDropped_whenItIsNotOurLayout();
    void chunk_isRefused_whenWhatItSaysIsWrong();
    void wholeUnits_areRefused_whileOneIsStaged();
    void unit_hasTheGatesLimit_onBothSides();
    void disk_hasItsLimit_onBothSides();
    void staged_isGone_whenTheUploadIs_data();
    void staged_isGone_whenTheUploadIs();
    void leftOver_countsForNothing_ofAnotherUnit();

private:
    [[nodiscard]] Result<UploadProgress> chunk(int64_t offset, qsizetype unit, qsizetype bytes)
    {
        const auto sent = m_body->bytes.mid(offset, bytes);
        return sendChunk(*m_library, factsOf(offset, sent.size(), m_body->units.at(unit)), sent);
    }
    [[nodiscard]] static ChunkFacts factsOf(int64_t offset, int64_t bytes, const QByteArray &unit)
    {
        return {.offset = offset, .bytes = bytes, .unitSha256 = rawSha256(unit)};
    }
    void create()
    {
        open(newFolder());
        QVERIFY(m_library->announce());
        QVERIFY(m_library->uploads->create(bodyFacts(*m_library)));
    }
    [[nodiscard]] UploadProgress progress() const
    {
        return *m_library->uploads->progress(m_library->recording);
    }
    [[nodiscard]] QString staged() const { return inFolder(u"unit.staged"_s); }
    [[nodiscard]] int64_t startOf(qsizetype unit) const
    {
        return m_body->endOf(unit) - m_body->units.at(unit).size();
    }
};

void TestStagedUnits::body_isTheSameFile_whateverTheChunks_data()
{
    QTest::addColumn<qsizetype>("bytes");
    QTest::newRow("997") << qsizetype(997);
    QTest::newRow("4 KiB") << qsizetype(4096);
    QTest::newRow("whole units") << qsizetype(1 << 30);
}

void TestStagedUnits::body_isTheSameFile_whateverTheChunks()
{
    QFETCH(qsizetype, bytes);
    create();
    for (qsizetype unit = 0; unit < m_body->units.size(); ++unit) {
        for (int64_t at = startOf(unit); at < m_body->endOf(unit);) {
            const auto most = std::min<qsizetype>(bytes, m_body->endOf(unit) - at);
            const auto sent = chunk(at, unit, most);
            QVERIFY2(sent, sent ? "" : qPrintable(sent.error().detail));
            QCOMPARE(sent->offset, at + most);
            at += most;
            QCOMPARE(*sent->staged, at == m_body->endOf(unit) ? 0 : at - startOf(unit));
            QCOMPARE(progress().offset, at);
            // People see only what is verified.
            QCOMPARE(item().received, at - *sent->staged);
        }
    }
    const auto done = sendEnd(*m_library, m_body->bytes.size(), m_body->checksum);
    QCOMPARE(done->sha256, m_body->checksum);
    QVERIFY(!done->staged);
    QVERIFY(!QFile::exists(staged()));
    QCOMPARE(item().state, MediaItemState::Ready);
}

void TestStagedUnits::unit_isDropped_whenItsSha256IsAnother()
{
    create();
    sendUpTo(1);
    const int64_t from = startOf(2);
    QVERIFY(chunk(from, 2, 1000));
    const auto rest = m_body->bytes.mid(from + 1000, m_body->units.at(2).size() - 1000);
    const auto wrong = sendChunk(*m_library, factsOf(from + 1000, rest.size(), "another"), rest);
    QCOMPARE(wrong.error().code, ErrorCode::ChecksumMismatch);
    QCOMPARE(progress().offset, from);
    QCOMPARE(*progress().staged, 0);
    QCOMPARE(QFileInfo(part()).size(), from);
    QVERIFY(!QFile::exists(staged()));
    QVERIFY(chunk(from, 2, m_body->units.at(2).size()));
    QVERIFY(sendUnits(*m_library, m_body->endOf(2), m_body->bytes.mid(m_body->endOf(2))));
    QVERIFY(sendEnd(*m_library, m_body->bytes.size(), m_body->checksum));
}

void TestStagedUnits::chunks_areThere_whenTheServiceDiedAnywhere()
{
    create();
    const auto folder = m_data;
    QStringList copies;
    QList<int64_t> offsets;
    for (qsizetype unit = 0; unit < 3; ++unit) {
        const qsizetype third = m_body->units.at(unit).size() / 3 + 1;
        for (int64_t at = startOf(unit); at < m_body->endOf(unit); at += third) {
            offsets.append(at);
            copies.append(newFolder());
            QVERIFY(copyFolder(folder, copies.back()));
            QVERIFY(chunk(at, unit, std::min<qsizetype>(third, m_body->endOf(unit) - at)));
        }
    }
    for (qsizetype i = 0; i < copies.size(); ++i) {
        open(copies.at(i));
        m_library->uploads->resumeVerification();
        QCOMPARE(progress().offset, offsets.at(i));
        auto at = offsets.at(i);
        for (qsizetype unit = 0; unit < m_body->units.size(); ++unit) {
            if (at < m_body->endOf(unit)) {
                QVERIFY(chunk(at, unit, m_body->endOf(unit) - at));
                at = m_body->endOf(unit);
            }
        }
        QCOMPARE(sendEnd(*m_library, at, m_body->checksum)->sha256, m_body->checksum);
    }
}

void TestStagedUnits::lastByte_isSentAgain_whenTheServiceDiedBeforeTheUnitWasTaken()
{
    create();
    sendUpTo(1);
    const auto &unit = m_body->units.at(2);
    const auto copy = newFolder();
    {
        auto chunk = m_library->uploads->append(m_library->recording,
                                                factsOf(startOf(2), unit.size(), unit));
        QVERIFY(chunk);
        QVERIFY((*chunk)->write(unit));
        QVERIFY(copyFolder(m_data, copy));
        QCOMPARE((*chunk)->finish(true)->offset, int64_t{m_body->endOf(2)});
    }
    open(copy);
    QCOMPARE(progress().offset, int64_t{m_body->endOf(2) - 1});
    QCOMPARE(chunk(m_body->endOf(2) - 1, 2, 1)->offset, int64_t{m_body->endOf(2)});
    QCOMPARE(*progress().staged, 0);
    QVERIFY(contentOf(part()) == m_body->bytes.first(m_body->endOf(2)));
}

void TestStagedUnits::chunk_keepsWhatCame_whenItIsCutOff()
{
    create();
    for (const bool isDestroyed : {false, true}) {
        const auto before = progress().offset;
        auto chunk = m_library->uploads->append(m_library->recording,
                                                factsOf(before, 200, m_body->units.at(0)));
        QVERIFY(chunk);
        QVERIFY((*chunk)->write(m_body->bytes.mid(before, 100)));
        if (!isDestroyed) {
            QVERIFY((*chunk)->finish(false));
        }
        chunk->reset();
        QCOMPARE(progress().offset, before + 100);
    }
    QVERIFY(chunk(200, 0, m_body->units.at(0).size() - 200));
    sendUnits(*m_library, m_body->endOf(0), m_body->units.at(1)).value();
}

void TestStagedUnits::chunk_lastsWhileItComes_whenItIsSlow()
{
    create();
    auto chunk =
        m_library->uploads->append(m_library->recording, factsOf(0, 600, m_body->units.at(0)));
    QVERIFY(chunk);
    for (int i = 0; i < 3; ++i) {
        wait(kSilence / 2);
        QVERIFY((*chunk)->write(m_body->bytes.mid(100 * i, 100)));
        QCOMPARE(progress().offset, int64_t{100 * (i + 1)});
    }
    chunk->reset();
    m_library->uploads->closeAbandoned(kSilence);
    QCOMPARE(item().state, MediaItemState::Recording);
}

void TestStagedUnits::unit_isDropped_whenItIsNotOurLayout_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ErrorCode>("code");
    const auto &unit = m_body->units.at(2);
    const auto moof = test::topBoxes(unit).value(0).end;
    QTest::newRow("text") << QByteArray("<html>this is no film</html>") << ErrorCode::Malformed;
    QTest::newRow("more than the unit") << unit + "x" << ErrorCode::Malformed;
    QTest::newRow("the next unit too") << unit + m_body->units.at(3) << ErrorCode::Malformed;
    QTest::newRow("large moof") << QByteArray::fromHex("00100001") + "moof" << ErrorCode::TooLarge;
    QTest::newRow("samples outside")
        << unit.first(moof) + QByteArray::fromHex("0000000d") + "mdatshort" << ErrorCode::Malformed;
}

void TestStagedUnits::unit_isDropped_whenItIsNotOurLayout()
{
    QFETCH(QByteArray, bytes);
    QFETCH(ErrorCode, code);
    for (const qsizetype first : {qsizetype(0), qsizetype(5)}) {
        create();
        sendUpTo(1);
        // Not enough bytes to decide yet.
        QVERIFY(sendChunk(*m_library, factsOf(startOf(2), first, bytes), bytes.first(first)));
        const auto at = progress().offset;
        const auto rest = bytes.mid(at - startOf(2));
        const auto refused = sendChunk(*m_library, factsOf(at, rest.size(), bytes), rest);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, code);
        QCOMPARE(progress().offset, startOf(2));
        QVERIFY(!QFile::exists(staged()));
        QVERIFY(chunk(startOf(2), 2, m_body->units.at(2).size()));
    }
}

void TestStagedUnits::chunk_isRefused_whenWhatItSaysIsWrong()
{
    create();
    sendUpTo(1);
    QVERIFY(chunk(startOf(2), 2, 100));
    const int64_t here = startOf(2) + 100;
    const auto &unit = m_body->units.at(2);
    const auto refusal = [&](const ChunkFacts &facts) {
        const auto chunk = m_library->uploads->append(m_library->recording, facts);
        return chunk ? ErrorCode::Internal : chunk.error().code;
    };
    auto facts = factsOf(here, 10, unit);
    facts.checksum = rawSha256("both");
    QCOMPARE(refusal(facts), ErrorCode::InvalidArgument);
    QCOMPARE(refusal(factsOf(here - 1, 10, unit)), ErrorCode::OffsetMismatch);
    QCOMPARE(refusal(factsOf(here + 1, 10, unit)), ErrorCode::OffsetMismatch);
    QCOMPARE(refusal(factsOf(startOf(2), 10, unit)), ErrorCode::OffsetMismatch);
    facts = factsOf(here, 10, unit);
    facts.uploadLength = here + 9;
    QCOMPARE(refusal(facts), ErrorCode::TooLarge);
    QCOMPARE(progress().offset, here);
    // A file has no units.
    const auto other = m_library->uploads->create(m_library->factsOf("whole file"));
    QCOMPARE(other->offset, int64_t{0});
    QVERIFY(!other->staged);
    QCOMPARE(refusal(factsOf(0, 10, unit)), ErrorCode::InvalidArgument);
    QVERIFY(m_library->send(0, "whole file"));
}

void TestStagedUnits::wholeUnits_areRefused_whileOneIsStaged()
{
    create();
    sendUpTo(1);
    QVERIFY(chunk(startOf(2), 2, 100));
    const auto rest = m_body->bytes.mid(startOf(2) + 100);
    QCOMPARE(sendUnits(*m_library, startOf(2) + 100, rest).error().code,
             ErrorCode::InvalidArgument);
    QCOMPARE(sendEnd(*m_library, startOf(2) + 100, m_body->checksum).error().code,
             ErrorCode::InvalidArgument);
    QVERIFY(chunk(startOf(2) + 100, 2, m_body->units.at(2).size() - 100));
    QVERIFY(sendUnits(*m_library, m_body->endOf(2), m_body->bytes.mid(m_body->endOf(2))));
    QVERIFY(sendEnd(*m_library, m_body->bytes.size(), m_body->checksum));
}

void TestStagedUnits::unit_hasTheGatesLimit_onBothSides()
{
    const auto &unit = m_body->units.at(2);
    const auto moof = test::topBoxes(unit).value(0).end;
    for (const int more : {0, 1}) {
        create();
        sendUpTo(1);
        BoxWriter head;
        head.u32(static_cast<uint32_t>(RecordingLimits::kFragmentBytes - moof + more));
        const auto start = unit.first(moof) + head.take() + "mdat";
        const auto sent = sendChunk(*m_library, factsOf(startOf(2), start.size(), unit), start);
        QCOMPARE(sent.has_value(), more == 0);
        if (more == 1) {
            QCOMPARE(sent.error().code, ErrorCode::TooLarge);
            continue;
        }
        const auto next =
            m_library->uploads->append(m_library->recording, factsOf(sent->offset, 1, unit));
        QVERIFY(next);
        QCOMPARE((*next)->remaining(), RecordingLimits::kFragmentBytes - start.size());
    }
}

void TestStagedUnits::disk_hasItsLimit_onBothSides()
{
    create();
    sendUpTo(1);
    QVERIFY(chunk(startOf(2), 2, 100));
    // There must be space for the rest of the unit, and for a copy of all of it.
    const int64_t reserved = 256LL * 1024 * 1024;
    const auto rest = m_body->units.at(2).size() - 100;
    m_library->freeBytes = reserved + 2 * rest + 100 - 1;
    QCOMPARE(chunk(startOf(2) + 100, 2, rest).error().code, ErrorCode::DiskFull);
    QCOMPARE(progress().offset, startOf(2) + 100);
    m_library->freeBytes += 1;
    QVERIFY(chunk(startOf(2) + 100, 2, rest));
}

void TestStagedUnits::staged_isGone_whenTheUploadIs_data()
{
    QTest::addColumn<qsizetype>("unit");
    QTest::newRow("of the header") << qsizetype(0);
    QTest::newRow("of a fragment") << qsizetype(2);
}

void TestStagedUnits::staged_isGone_whenTheUploadIs()
{
    QFETCH(qsizetype, unit);
    const auto stage = [&] {
        create();
        sendUpTo(unit - 1);
        QVERIFY(chunk(startOf(unit), unit, 100));
        QVERIFY(QFile::exists(staged()));
    };
    stage();
    QVERIFY(m_library->uploads->remove(m_library->recording));
    QVERIFY(!QFile::exists(staged()));
    QCOMPARE(m_library->uploads->create(bodyFacts(*m_library))->offset, int64_t{0});
    stage();
    QCOMPARE(m_library->uploads->create(m_library->factsOf("whole file"))->offset, int64_t{0});
    QVERIFY(!QFile::exists(staged()));
    stage();
    wait(kSilence);
    m_library->uploads->closeAbandoned(kSilence);
    QCOMPARE(item().state, unit == 0 ? MediaItemState::Failed : MediaItemState::Interrupted);
    QVERIFY(!QFile::exists(staged()));
    // And it can still be continued.
    QCOMPARE(progress().offset, startOf(unit));
    QVERIFY(chunk(startOf(unit), unit, m_body->units.at(unit).size()));
    QVERIFY(sendUnits(*m_library, m_body->endOf(unit), m_body->bytes.mid(m_body->endOf(unit))));
    QVERIFY(sendEnd(*m_library, m_body->bytes.size(), m_body->checksum));
}

void TestStagedUnits::leftOver_countsForNothing_ofAnotherUnit()
{
    create();
    sendUpTo(1);
    QVERIFY(chunk(startOf(2), 2, 100));
    const auto left = contentOf(staged());
    QCOMPARE(left.size(), qsizetype(108));
    QVERIFY(chunk(startOf(2) + 100, 2, m_body->units.at(2).size() - 100));
    const auto folder = QFileInfo(staged()).path();
    QVERIFY(!test::save(folder, u"unit.staged"_s, left).isEmpty());
    QCOMPARE(progress().offset, int64_t{m_body->endOf(2)});
    QVERIFY(chunk(startOf(3), 3, 100));
    QCOMPARE(progress().offset, startOf(3) + 100);
    // After damage by a power cut it is not the start of a unit: the client has to go back.
    auto damaged = contentOf(staged());
    damaged.replace(8, 8, QByteArray(8, '\0'));
    open(QString(m_data));
    QVERIFY(!test::save(folder, u"unit.staged"_s, damaged).isEmpty());
    QCOMPARE(chunk(startOf(3) + 100, 3, 100).error().code, ErrorCode::OffsetMismatch);
    QCOMPARE(progress().offset, startOf(3));
    QVERIFY(sendUnits(*m_library, startOf(3), m_body->bytes.mid(startOf(3))));
    QVERIFY(sendEnd(*m_library, m_body->bytes.size(), m_body->checksum));
}

QTEST_GUILESS_MAIN(TestStagedUnits)
#include "test_staged_units.moc"
