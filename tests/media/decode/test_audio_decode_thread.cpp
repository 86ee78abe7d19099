#include "app/media/decode/audio_decode_thread.h"
#include "tests/media/tones.h"

#include <QTest>

#include <atomic>
#include <future>
#include <vector>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::testing;

namespace {

const TrackId kAnna{{u"anna"_s}, TrackKind::Microphone};
const TrackId kBert{{u"bert"_s}, TrackKind::Microphone};

std::vector<EncodedFrame> packets(int count)
{
    std::vector<EncodedFrame> made;
    auto encoder = OpusTrackEncoder::create(2, OpusTrackEncoder::Content::Voice);
    for (int i = 0; encoder && i < count; ++i) {
        static_cast<void>(encoder->encode(toneBlock(440, i * 960, 960), [&](EncodedFrame packet) {
            made.push_back(std::move(packet));
        }));
    }
    return made;
}

/// A decoding thread that blocks in its first block until it is released.
struct Held
{
    std::promise<void> go;
    std::atomic<bool> decoding = false;
    std::atomic<int> blocks = 0;
    std::atomic<int64_t> leftOut = 0;
    std::atomic<int> ends = 0;
    std::atomic<int> blocksAfterEnd = 0;
    MediaTime last{};
    AudioDecodeThread thread{
        {[this, held = go.get_future().share()](const TrackId &track, const AudioBlock &block) {
             decoding = true;
             held.wait();
             ++blocks;
             blocksAfterEnd += track == kAnna && ends > 0 ? 1 : 0;
             last = block.time;
         },
         [this](const TrackId &, int64_t frames) { leftOut += frames; },
         [this](const TrackId &) { ++ends; }}};
};

} // namespace

class TestAudioDecodeThread : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_packets = packets(3000);
        QCOMPARE(m_packets.size(), size_t{3000});
    }

    void everything_isDecoded_beforeTheEnd()
    {
        Held held;
        for (int i = 0; i < 500; ++i) {
            held.thread.packet(kAnna, m_packets[static_cast<size_t>(i)]);
        }
        held.thread.ended(kAnna);
        held.go.set_value();
        QTRY_COMPARE(held.ends.load(), 1);
        QCOMPARE(held.blocks.load(), 500);
        QCOMPARE(held.blocksAfterEnd.load(), 0);
        QCOMPARE(held.leftOut.load(), int64_t{0});
    }

    void oldestPackets_areLeftOutAndCounted_whenTooManyWait()
    {
        Held held;
        held.thread.packet(kAnna, m_packets.front());
        QTRY_VERIFY(held.decoding);
        for (size_t i = 1; i < m_packets.size(); ++i) {
            held.thread.packet(kAnna, m_packets[i]);
        }
        held.thread.ended(kAnna);
        held.go.set_value();
        QTRY_COMPARE(held.ends.load(), 1);
        // Half a second of 50 tracks is kept, plus the one packet being decoded.
        QVERIFY2(held.leftOut > 1700 * 960 && held.leftOut < 1800 * 960,
                 qPrintable(QString::number(held.leftOut / 960)));
        const auto decoded = 3000 - held.leftOut / 960;
        // Skipped packets are concealed as if they had been lost on the way: four guessed blocks,
        // and one that the next packet repeats.
        QCOMPARE(held.blocks.load(), static_cast<int>(decoded) + 5);
        QCOMPARE(held.last, m_packets.back().time);
    }

    void endOfATrack_isNeverLeftOut()
    {
        Held held;
        held.thread.packet(kBert, m_packets.front());
        held.thread.ended(kAnna);
        held.thread.ended(kBert);
        for (const auto &packet : m_packets) {
            held.thread.packet(kAnna, packet);
        }
        held.go.set_value();
        QTRY_COMPARE(held.ends.load(), 2);
        QTRY_COMPARE(held.last, m_packets.back().time);
    }

private:
    std::vector<EncodedFrame> m_packets;
};

QTEST_GUILESS_MAIN(TestAudioDecodeThread)
#include "test_audio_decode_thread.moc"
