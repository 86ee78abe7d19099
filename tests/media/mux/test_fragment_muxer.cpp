#include "app/media/encode/audio_encoder.h"
#include "app/media/encode/switching_encoder.h"
#include "app/media/mux/fragment_muxer.h"
#include "app/mp4/finaliser.h"
#include "app/mp4/fragment_index.h"
#include "app/mp4/recording_limits.h"
#include "app/stage/frame_rate.h"
#include "tests/media/moving_bar.h"
#include "tests/mp4/mp4_fixture.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::test;
using namespace std::chrono_literals;

namespace {

constexpr QSize kSize(160, 90);
constexpr int kRate = kFrameRate;

/// Packets of both encoders, muxed in any order.
class Muxing
{
public:
    explicit Muxing(FragmentMuxer::TextTracks text = {}) : m_video(openVideo())
    {
        if (m_sound && m_video) {
            m_muxer = FragmentMuxer::create((*m_video)->context(), (*m_sound)->context(), text,
                                            [this](FileUnit chunk) {
                                                body += chunk.bytes;
                                                chunks.push_back(std::move(chunk));
                                                return Status();
                                            })
                          .value_or(nullptr);
        }
    }

    [[nodiscard]] bool isOpen() const { return m_muxer != nullptr; }
    /// Muxes the audio of frames `from` to `to`; if `announced`, each video frame is announced
    /// first.
    [[nodiscard]] bool sound(int64_t from, int64_t to, bool announced)
    {
        for (auto frame = from; frame < to; ++frame) {
            if (announced) {
                m_muxer->expectVideo(frame);
            }
            if (!(*m_sound)->add(makeTone(frame))) {
                return false;
            }
        }
        return true;
    }
    /// The encoder delivers frames `from` to `to`, the first one as a key frame.
    [[nodiscard]] bool pictures(int64_t from, int64_t to)
    {
        for (auto frame = from; frame < to; ++frame) {
            const auto kind = frame == from ? VideoEncoder::Kind::Key : VideoEncoder::Kind::Any;
            if (!(*m_video)->add(makePicture(frame, kSize), frame, kind)) {
                return false;
            }
        }
        return true;
    }
    [[nodiscard]] bool finish(int64_t frames)
    {
        return (*m_video)->finish() && (*m_sound)->finish() && m_muxer->finish(frames);
    }
    [[nodiscard]] FragmentMuxer &muxer() { return *m_muxer; }

    /// The finished file, as players get it.
    [[nodiscard]] QString regularFile(const QString &folder) const
    {
        MemoryFile file(body);
        const auto index = FragmentIndex::read(file);
        return index && finaliseTail(file, *index) ? save(folder, u"regular.mp4"_s, file.bytes)
                                                   : QString();
    }

    QByteArray body;
    std::vector<FileUnit> chunks;

private:
    // ultrafast has no latency: each frame yields its packet at once.
    Result<std::unique_ptr<SwitchingEncoder>> openVideo()
    {
        return SwitchingEncoder::create(
            {&m_probe, u"x264"_s, QByteArrayLiteral("ultrafast"), kSize, 1,
             [this](AvPacket packet) { return m_muxer->addVideo(std::move(packet)); }});
    }

    EncoderProbe m_probe{catalogueCandidates(), kSize};
    std::unique_ptr<FragmentMuxer> m_muxer;
    Result<std::unique_ptr<SwitchingEncoder>> m_video;
    Result<std::unique_ptr<AudioEncoder>> m_sound = AudioEncoder::create(
        [this](AvPacket packet) { return m_muxer->addAudio(std::move(packet)); });
};

/// The timestamps of a file's frames, in frame numbers.
std::vector<int> pictureTimes(const QString &path)
{
    std::vector<int> times;
    for (const auto &line :
         probe(path, u"packet=pts_time"_s, {u"-select_streams"_s, u"v"_s}).split('\n')) {
        times.push_back(qRound(line.toDouble() * kRate));
    }
    return times;
}

} // namespace

class TestFragmentMuxer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fragments_followTheSound_whetherPicturesComeOrNot()
    {
        Muxing muxing;
        QVERIFY(muxing.isOpen());
        QVERIFY(muxing.sound(0, 15, true) && muxing.pictures(0, 15));
        // From here on no video: 60 s of audio.
        QVERIFY(muxing.sound(15, 61 * kRate, false));
        const auto before = muxing.chunks.size();
        QVERIFY2(before >= 120, qPrintable(QString::number(before)));
        std::chrono::microseconds end{};
        for (size_t i = 1; i < before; ++i) {
            const auto &chunk = muxing.chunks[i];
            QCOMPARE(chunk.time, end);
            QVERIFY(chunk.end > chunk.time && chunk.end - chunk.time <= 1s);
            end = chunk.end;
        }
        QVERIFY(end >= 60s);
    }

    void latePicture_isShownAtItsMoment_inALaterFragment()
    {
        QTemporaryDir folder;
        Muxing muxing;
        QVERIFY(muxing.isOpen());
        QVERIFY(muxing.sound(0, 15, true) && muxing.pictures(0, 15));
        // 15 to 30 are announced, and the encoder delivers them when the audio is at 5 s; 30 to 120
        // are skipped.
        QVERIFY(muxing.sound(15, 30, true) && muxing.sound(30, 150, false));
        QVERIFY(muxing.pictures(15, 30));
        QVERIFY(muxing.sound(150, 180, true) && muxing.pictures(150, 180));
        QVERIFY(muxing.finish(180));

        std::vector<int> wanted;
        for (int frame = 0; frame < 180; ++frame) {
            if (frame < 30 || frame >= 150) {
                wanted.push_back(frame);
            }
        }
        const auto regular = muxing.regularFile(folder.path());
        QCOMPARE(pictureTimes(regular), wanted);
        // As after a crash, and as a viewer gets it while it is being recorded.
        QCOMPARE(pictureTimes(save(folder.path(), u"body.mp4"_s, muxing.body)), wanted);
        const auto seconds = probe(regular, u"stream=duration"_s).split('\n');
        QVERIFY(std::abs(seconds[0].toDouble() - 6) < 0.034);
        QVERIFY(std::abs(seconds[1].toDouble() - 6) < 0.034);
    }

    void lastPicture_isHeldToTheEndOfTheSound()
    {
        QTemporaryDir folder;
        Muxing muxing;
        QVERIFY(muxing.isOpen());
        QVERIFY(muxing.sound(0, 30, true) && muxing.pictures(0, 30));
        QVERIFY(muxing.sound(30, 90, false));
        // As after a crash: nothing is finalised.
        const auto unfinished = muxing.regularFile(folder.path());
        const auto lengths = probe(unfinished, u"stream=duration"_s).split('\n');
        QVERIFY2(lengths[1].toDouble() > 2.4 &&
                     std::abs(lengths[0].toDouble() - lengths[1].toDouble()) < 0.034,
                 (lengths[0] + ' ' + lengths[1]).constData());

        QVERIFY(muxing.finish(90));
        const auto whole =
            probe(muxing.regularFile(folder.path()), u"stream=duration"_s).split('\n');
        QVERIFY2(std::abs(whole[0].toDouble() - 3) < 0.034, whole[0].constData());
        QVERIFY(std::abs(whole[1].toDouble() - 3) < 0.034);
    }

    void keyFrame_beginsAFragment()
    {
        Muxing muxing;
        QVERIFY(muxing.isOpen());
        for (int64_t frame = 0; frame < 150; frame += 10) {
            QVERIFY(muxing.sound(frame, frame + 10, true) && muxing.pictures(frame, frame + 10));
        }
        QVERIFY(muxing.finish(150));
        FragmentIndex index;
        QVERIFY(index.feed(muxing.body));
        const auto &video = index.tracks().front();
        QCOMPARE(video.keySamples.size(), size_t{15});
        uint32_t sample = 1;
        size_t found = 0;
        for (const auto &chunk : video.chunks) {
            found += std::ranges::count(video.keySamples, sample);
            sample += chunk.samples;
        }
        QCOMPARE(found, size_t{15});
        QCOMPARE(std::ranges::count(muxing.chunks, true, &FileUnit::key), 15);
    }

    void everyFragment_canBeReadAgain_whenMoreSamplesWaitThanOneHolds()
    {
        Muxing muxing;
        QVERIFY(muxing.isOpen());
        QVERIFY(muxing.sound(0, 30, true) && muxing.pictures(0, 30));
        // Far more frames than there is audio for, which does not happen in practice.
        constexpr int64_t kPictures = RecordingLimits::kSamples + 500;
        QVERIFY(muxing.pictures(30, kPictures));
        QVERIFY(muxing.finish(kPictures));
        FragmentIndex index;
        QVERIFY(index.feed(muxing.body));
        QCOMPARE(index.pictures(), kPictures);
        QCOMPARE(index.wholeBytes(), muxing.body.size());
    }
};

QTEST_GUILESS_MAIN(TestFragmentMuxer)
#include "test_fragment_muxer.moc"
