#include "app/mp4/finaliser.h"
#include "app/mp4/moov_builder.h"
#include "tests/mp4/mp4_fixture.h"

#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::test;

class TestMp4Finaliser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void finaliseTail_keepsEveryPacket_whenRecordingIsWhole_data();
    void finaliseTail_keepsEveryPacket_whenRecordingIsWhole();
    void buildHead_keepsEveryPacket_whenPutBeforeTheRecording();
    void feed_givesTheSameIndex_whenBytesComeInUnits();
    void index_keepsAllWholeFragments_whenTheTailIsCutAnywhere();
    void cutRecording_playsAllItsFrames_whenFinalised();
    void finaliseTail_endsTheSame_whenInterruptedAtAnyStep();
    void finaliseTail_leavesTheRecording_whenTheDiskRefuses();
    void finaliseTail_changesNothing_whenFinishedBefore();
    void finaliseTail_fails_whenThereIsNoFragment();
    void index_survives_whenAnyByteOfTheBoxesIsDamaged();

private:
    [[nodiscard]] QByteArray finalised(const QByteArray &recording) const;

    QTemporaryDir m_folder;
    QByteArray m_plain;
    QByteArray m_reordered;
};

void TestMp4Finaliser::initTestCase()
{
    m_plain = recordFragments(m_folder.path(), u"0"_s);
    m_reordered = recordFragments(m_folder.path(), u"2"_s);
    QCOMPARE(fragmentEnds(m_plain).size(), 9);
    QVERIFY(fragmentEnds(m_reordered).size() >= 9);
}

QByteArray TestMp4Finaliser::finalised(const QByteArray &recording) const
{
    MemoryFile file(recording);
    const auto index = FragmentIndex::read(file);
    if (!index || !finaliseTail(file, *index)) {
        return {};
    }
    return file.bytes;
}

void TestMp4Finaliser::finaliseTail_keepsEveryPacket_whenRecordingIsWhole_data()
{
    QTest::addColumn<QByteArray>("recording");
    QTest::addColumn<QString>("bFrames");
    QTest::newRow("no B-frames") << m_plain << u"0"_s;
    QTest::newRow("B-frames") << m_reordered << u"2"_s;
}

void TestMp4Finaliser::finaliseTail_keepsEveryPacket_whenRecordingIsWhole()
{
    QFETCH(QByteArray, recording);
    const auto before = save(m_folder.path(), u"before.mp4"_s, recording);
    const auto after = save(m_folder.path(), u"after.mp4"_s, finalised(recording));

    const auto expected = packets(before, kPacketCore);
    QVERIFY(expected.size() > 400);
    QCOMPARE(packets(after, kPacketCore), expected);

    // Durations, key frames and edit lists match those of a regular file that ffmpeg itself made
    // from these packets.
    QFETCH(QString, bFrames);
    const auto reference = regularFile(m_folder.path(), bFrames);
    QCOMPARE(packets(after, kPacketAll), packets(reference, kPacketAll));
    const auto times = u"stream=start_pts,duration_ts,nb_frames:format=duration"_s;
    QCOMPARE(probe(after, times), probe(reference, times));
    QCOMPARE(probe(after, u"stream=nb_frames"_s).split('\n').value(0), QByteArray("180"));
    const QStringList countFrames{u"-count_frames"_s, u"-select_streams"_s, u"v"_s};
    QCOMPARE(probe(after, u"stream=nb_read_frames"_s, countFrames), QByteArray("180"));

    const auto seconds = probe(after, u"format=duration"_s).toDouble();
    MemoryFile file(recording);
    const auto length = FragmentIndex::read(file)->duration();
    QVERIFY(std::abs(seconds - static_cast<double>(length.count()) / 1e6) < 0.002);

    const auto boxes = topBoxes(finalised(recording));
    QCOMPARE(boxes.size(), 3);
    QCOMPARE(boxes[0].type + boxes[1].type + boxes[2].type, QByteArray("ftypmdatmoov"));
}

void TestMp4Finaliser::buildHead_keepsEveryPacket_whenPutBeforeTheRecording()
{
    MemoryFile file(m_plain);
    const auto index = FragmentIndex::read(file);
    const auto before = save(m_folder.path(), u"before.mp4"_s, m_plain);
    const auto after = save(m_folder.path(), u"head.mp4"_s, buildHead(*index) + m_plain);
    QCOMPARE(packets(after, kPacketCore), packets(before, kPacketCore));
}

void TestMp4Finaliser::feed_givesTheSameIndex_whenBytesComeInUnits()
{
    MemoryFile file(m_plain);
    const auto whole = FragmentIndex::read(file);
    for (const qsizetype unit : {1, 7, 1000, 100000, 10000000}) {
        FragmentIndex index;
        for (qsizetype at = 0; at < m_plain.size(); at += unit) {
            QVERIFY(index.feed(
                QByteArrayView(m_plain).sliced(at, std::min(unit, m_plain.size() - at))));
        }
        QCOMPARE(index.wholeBytes(), int64_t{m_plain.size()});
        QCOMPARE(buildMoov(index), buildMoov(*whole));
    }
}

void TestMp4Finaliser::index_keepsAllWholeFragments_whenTheTailIsCutAnywhere()
{
    std::set<qsizetype> cuts;
    for (qsizetype at = 0; at <= m_plain.size(); at += 997) {
        cuts.insert(at);
    }
    const auto boxes = topBoxes(m_plain);
    for (const auto &box : boxes) {
        for (const auto edge : {box.start, box.start + 8, box.end}) {
            for (qsizetype near = -2; near <= 2; ++near) {
                cuts.insert(std::clamp<qsizetype>(edge + near, 0, m_plain.size()));
            }
        }
    }
    const auto ends = fragmentEnds(m_plain);
    const auto headerEnd = boxes.value(2).end;
    for (const auto cut : cuts) {
        MemoryFile file(m_plain.first(cut));
        const auto index = FragmentIndex::read(file);
        QVERIFY(index);
        qsizetype expected = cut >= headerEnd ? headerEnd : 0;
        size_t fragments = 0;
        for (const auto end : ends) {
            if (end <= cut) {
                expected = end;
                ++fragments;
            }
        }
        QCOMPARE(index->wholeBytes(), int64_t{expected});
        QCOMPARE(index->fragmentEnds().size(), fragments);
        // 20 frames per fragment, as the key frames are 20 apart.
        QCOMPARE(index->pictures(), static_cast<int64_t>(fragments * 20));
    }
}

void TestMp4Finaliser::cutRecording_playsAllItsFrames_whenFinalised()
{
    const QStringList countFrames{u"-count_frames"_s, u"-select_streams"_s, u"v"_s};
    int frames = 0;
    for (const auto end : fragmentEnds(m_plain)) {
        frames += 20;
        const auto cut = std::min<qsizetype>(end + 700, m_plain.size());
        const auto path = save(m_folder.path(), u"cut.mp4"_s, finalised(m_plain.first(cut)));
        QCOMPARE(probe(path, u"stream=nb_read_frames"_s, countFrames).toInt(), frames);
    }
}

void TestMp4Finaliser::finaliseTail_endsTheSame_whenInterruptedAtAnyStep()
{
    const auto recording = m_plain.first(m_plain.size() - 100);
    const auto expected = finalised(recording);
    QVERIFY(!expected.isEmpty());
    int steps = 0;
    bool finished = false;
    for (; !finished; ++steps) {
        MemoryFile file(recording);
        file.operationsLeft = steps;
        finished = finaliseTail(file, *FragmentIndex::read(file)).has_value();
        MemoryFile restarted(file.bytes);
        QVERIFY(finaliseTail(restarted, *FragmentIndex::read(restarted)));
        QCOMPARE(restarted.bytes, expected);
    }
    QVERIFY(steps > 4);

    // The appended index was written only partly.
    for (qsizetype missing = 1; missing < 3000; missing += 131) {
        auto torn = expected.first(expected.size() - missing);
        MemoryFile restarted(torn);
        QVERIFY(finaliseTail(restarted, *FragmentIndex::read(restarted)));
        QCOMPARE(restarted.bytes, expected);
    }
}

void TestMp4Finaliser::finaliseTail_leavesTheRecording_whenTheDiskRefuses()
{
    // Given a disk that allows truncation but not the index, and then truncation again
    class FullDisk final : public DiskFile
    {
    public:
        explicit FullDisk(QByteArray bytes) : memory(std::move(bytes)) {}
        Status writeAt(int64_t offset, const QByteArray &data) override
        {
            static_cast<void>(memory.writeAt(offset, data.first(data.size() / 2)));
            return fail(ErrorCode::DiskFull);
        }
        Result<QByteArray> readAt(int64_t offset, int64_t length) const override
        {
            return memory.readAt(offset, length);
        }
        Result<int64_t> size() const override { return memory.size(); }
        Status truncate(int64_t length) override { return memory.truncate(length); }
        Status sync() override { return {}; }
        void reserve(int64_t) override {}
        MemoryFile memory;
    };
    FullDisk file(m_plain);
    const auto status = finaliseTail(file, *FragmentIndex::read(file));
    QVERIFY(!status);
    QCOMPARE(status.error().code, ErrorCode::DiskFull);
    QCOMPARE(file.memory.bytes, m_plain);
}

void TestMp4Finaliser::finaliseTail_changesNothing_whenFinishedBefore()
{
    MemoryFile file(finalised(m_plain));
    const auto before = file.bytes;
    file.operationsLeft = 0; // any change would fail
    QVERIFY(finaliseTail(file, *FragmentIndex::read(file)));
    QCOMPARE(file.bytes, before);
}

void TestMp4Finaliser::finaliseTail_fails_whenThereIsNoFragment()
{
    for (const qsizetype length : {qsizetype{0}, qsizetype{10}, topBoxes(m_plain).value(2).end}) {
        MemoryFile file(m_plain.first(length));
        const auto status = finaliseTail(file, *FragmentIndex::read(file));
        QVERIFY(!status);
        QCOMPARE(status.error().code, ErrorCode::FileDamaged);
        QCOMPARE(file.bytes.size(), length);
    }
}

void TestMp4Finaliser::index_survives_whenAnyByteOfTheBoxesIsDamaged()
{
    // There is no reference: it must return, without more than the file holds.
    const auto secondFragment = fragmentEnds(m_plain).value(0);
    const auto end = std::min<qsizetype>(secondFragment + 600, m_plain.size());
    for (qsizetype at = 0; at < end; at += at < 2500 || at > secondFragment ? 1 : 97) {
        for (const char value : {'\0', '\xff', '\x80'}) {
            auto damaged = m_plain;
            damaged[at] = value;
            MemoryFile file(damaged);
            const auto index = FragmentIndex::read(file);
            QVERIFY(index);
            QVERIFY(index->wholeBytes() <= m_plain.size());
            QVERIFY(index->pictures() <= 20000 * 64);
            QVERIFY(buildMoov(*index).size() >= 8);
        }
    }
}

QTEST_GUILESS_MAIN(TestMp4Finaliser)
#include "test_mp4_finaliser.moc"
