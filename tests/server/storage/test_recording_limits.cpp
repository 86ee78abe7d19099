#include "app/mp4/fragment_index.h"
#include "app/mp4/recording_limits.h"
#include "app/server/storage/fragment_gate.h"

#include <QTest>

using namespace prosc;
using Limits = RecordingLimits;

namespace {

/// The dimensions of a synthetic recording.
struct Body
{
    int64_t fileTypeBytes = 24;
    size_t tracks = 2;
    /// Number of trun boxes of the first track, and samples in each.
    size_t runs = 1;
    size_t samples = 10;
    /// Size of the moof, padded with a free box; 0: unpadded. fragmentBytes likewise, for moof and
    /// mdat together.
    int64_t moofBytes = 0;
    int64_t fragmentBytes = 0;

    [[nodiscard]] QByteArray bytes() const
    {
        return fileType() + freeBox() + header() + fragment();
    }

private:
    [[nodiscard]] QByteArray fileType() const
    {
        BoxWriter writer;
        writer.begin(boxType("ftyp"));
        writer.raw(QByteArray(fileTypeBytes - 8, 'i'));
        writer.end();
        return writer.take();
    }

    [[nodiscard]] QByteArray header() const
    {
        BoxWriter writer;
        writer.begin(boxType("moov"));
        writer.beginFull(boxType("mvhd"), 0, 0);
        for (const uint32_t field : {0U, 0U, 1000U, 0U}) {
            writer.u32(field);
        }
        writer.end();
        for (size_t track = 1; track <= tracks; ++track) {
            writer.begin(boxType("trak"));
            writer.beginFull(boxType("tkhd"), 0, 0);
            for (const uint32_t field : {0U, 0U, static_cast<uint32_t>(track), 0U, 0U}) {
                writer.u32(field);
            }
            writer.end();
            writer.begin(boxType("mdia"));
            writer.beginFull(boxType("mdhd"), 0, 0);
            for (const uint32_t field : {0U, 0U, 30U, 0U}) {
                writer.u32(field);
            }
            writer.end();
            writer.end();
            writer.end();
        }
        writer.end();
        return writer.take();
    }

    /// Its samples begin `media` bytes after the start of the moof.
    [[nodiscard]] QByteArray moof(int64_t filling, int64_t media) const
    {
        BoxWriter writer;
        writer.begin(boxType("moof"));
        writer.begin(boxType("traf"));
        writer.beginFull(boxType("tfhd"), 0, 0x20000);
        writer.u32(1);
        writer.end();
        writer.beginFull(boxType("tfdt"), 1, 0);
        writer.u64(0);
        writer.end();
        for (size_t run = 0; run < runs; ++run) {
            writer.beginFull(boxType("trun"), 0, 1);
            writer.u32(static_cast<uint32_t>(samples));
            writer.u32(static_cast<uint32_t>(media));
            writer.end();
        }
        writer.end();
        if (filling >= 8) {
            writer.begin(boxType("free"));
            writer.raw(QByteArray(filling - 8, '\0'));
            writer.end();
        }
        writer.end();
        return writer.take();
    }

    /// The samples are empty: their position does not matter here.
    [[nodiscard]] QByteArray fragment() const
    {
        const auto plain = moof(0, 0).size();
        const auto size = moofBytes > 0 ? moofBytes : plain;
        const auto index = moof(size - plain, size + 8);
        BoxWriter writer;
        writer.begin(boxType("mdat"));
        writer.raw(QByteArray(fragmentBytes > 0 ? fragmentBytes - index.size() - 8 : 100, 'm'));
        writer.end();
        return index + writer.take();
    }
};

Body withFileType(int64_t bytes)
{
    Body body;
    body.fileTypeBytes = bytes;
    return body;
}

Body withMoof(int64_t bytes)
{
    Body body;
    body.moofBytes = bytes;
    return body;
}

Body withFragment(int64_t bytes)
{
    Body body;
    body.fragmentBytes = bytes;
    return body;
}

Body withTracks(size_t tracks)
{
    Body body;
    body.tracks = tracks;
    return body;
}

Body withSamples(size_t runs, size_t samples)
{
    Body body;
    body.runs = runs;
    body.samples = samples;
    return body;
}

bool indexTakes(const QByteArray &bytes)
{
    FragmentIndex index;
    return index.feed(bytes) && index.wholeBytes() == bytes.size();
}

bool gateTakes(const QByteArray &bytes)
{
    FragmentGate gate(FragmentGate::Start::OfTheBody);
    return gate.pass(bytes, [](QByteArrayView, bool) {}) && gate.isBetweenUnits();
}

} // namespace

/// Each limit of a recording, on both sides of it, in every reader. test_fragment_muxer checks that
/// the muxer stays within them.
class TestRecordingLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readers_takeWhatIsWithin_andRefuseWhatIsBeyond_data()
    {
        QTest::addColumn<QByteArray>("within");
        QTest::addColumn<QByteArray>("beyond");
        // The gate checks the boxes, the index their contents.
        QTest::addColumn<bool>("isOfTheGate");
        QTest::newRow("ftyp") << withFileType(Limits::kFileTypeBytes).bytes()
                              << withFileType(Limits::kFileTypeBytes + 1).bytes() << true;
        QTest::newRow("moof") << withMoof(Limits::kIndexBoxBytes).bytes()
                              << withMoof(Limits::kIndexBoxBytes + 1).bytes() << true;
        QTest::newRow("fragment") << withFragment(Limits::kFragmentBytes).bytes()
                                  << withFragment(Limits::kFragmentBytes + 1).bytes() << true;
        QTest::newRow("tracks") << withTracks(Limits::kTracks).bytes()
                                << withTracks(Limits::kTracks + 1).bytes() << false;
        QTest::newRow("samples of a run") << withSamples(1, Limits::kSamples).bytes()
                                          << withSamples(1, Limits::kSamples + 1).bytes() << false;
        QTest::newRow("samples of a track")
            << withSamples(2, Limits::kSamples / 2).bytes()
            << withSamples(2, Limits::kSamples / 2 + 1).bytes() << false;
        QTest::newRow("runs") << withSamples(Limits::kRuns, 2).bytes()
                              << withSamples(Limits::kRuns + 1, 2).bytes() << false;
    }

    void readers_takeWhatIsWithin_andRefuseWhatIsBeyond()
    {
        QFETCH(QByteArray, within);
        QFETCH(QByteArray, beyond);
        QFETCH(bool, isOfTheGate);
        QVERIFY(indexTakes(within));
        QVERIFY(!indexTakes(beyond));
        QVERIFY(gateTakes(within));
        QCOMPARE(gateTakes(beyond), !isOfTheGate);
    }
};

QTEST_APPLESS_MAIN(TestRecordingLimits)
#include "test_recording_limits.moc"
