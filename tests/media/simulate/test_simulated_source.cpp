#include "app/media/decode/video_decoder.h"
#include "app/media/simulate/simulated_source.h"
#include "app/media/simulate/test_card.h"
#include "app/media/sound/opus_codec.h"
#include "app/stage/simulcast.h"
#include "tests/media/tones.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::testing;

namespace {

SimulatedSource::Options small(int number)
{
    SimulatedSource::Options options;
    options.number = number;
    options.size = QSize(320, 180);
    options.seconds = 2;
    return options;
}

std::vector<Picture> decodeAll(const std::vector<EncodedFrame> &frames)
{
    std::vector<Picture> pictures;
    auto decoder = VideoDecoder::create(Codec::Vp8);
    for (const auto &frame : frames) {
        const auto decoded = decoder->decode(
            frame, [&](Picture picture) { pictures.push_back(std::move(picture)); });
        if (!decoded) {
            return {};
        }
    }
    return pictures;
}

/// Decodes the loop `passes` times.
std::vector<float> listen(const EncodedLoop &loop, int passes)
{
    auto decoder = OpusTrackDecoder::create();
    std::vector<float> stereo;
    for (int pass = 0; pass < passes; ++pass) {
        for (const auto &packet : loop.audio) {
            const auto decoded = decoder->decode(packet, [&](const AudioBlock &block) {
                stereo.insert(stereo.end(), block.samples.begin(), block.samples.end());
            });
            if (!decoded) {
                return {};
            }
        }
    }
    return stereo;
}

/// BT.601 limited range to RGB.
std::array<int, 3> rgbAt(const Picture &picture, QPoint at)
{
    const auto &buffer = *picture.buffer;
    const auto sample = [&](size_t plane, int x, int y) {
        return static_cast<double>(buffer.planes[plane][y * buffer.strides[plane] + x]);
    };
    const double luma = (sample(0, at.x(), at.y()) - 16) * 255 / 219;
    const double cb = (sample(1, at.x() / 2, at.y() / 2) - 128) * 255 / 224;
    const double cr = (sample(2, at.x() / 2, at.y() / 2) - 128) * 255 / 224;
    return {static_cast<int>(luma + 1.402 * cr), static_cast<int>(luma - 0.344 * cb - 0.714 * cr),
            static_cast<int>(luma + 1.772 * cb)};
}

} // namespace

class TestSimulatedSource : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void loop_hasTheWantedLengthAndKeyFrames()
    {
        const auto loop = SimulatedSource::generate(small(1));
        QVERIFY(loop);
        QCOMPARE(loop->videoLength, MediaTime(std::chrono::seconds(2)));
        QCOMPARE(loop->audioLength, MediaTime(std::chrono::seconds(2)));
        QCOMPARE(loop->video.size(), size_t{60});
        QCOMPARE(loop->audio.size(), size_t{100});
        for (size_t i = 0; i < 60; ++i) {
            QCOMPARE(loop->video[i].keyFrame, i % 30 == 0);
            QCOMPARE(loop->video[i].time, MediaTime(static_cast<int64_t>(i) * 1'000'000'000 / 30));
        }
        QCOMPARE(loop->audio[1].time, MediaTime(std::chrono::milliseconds(20)));
    }

    void picture_hasTheParticipantsColour()
    {
        for (const int number : {1, 2, 7, 12}) {
            const auto loop = SimulatedSource::generate(small(number));
            QVERIFY(loop);
            const auto pictures = decodeAll(loop->video);
            QCOMPARE(pictures.size(), size_t{60});
            const auto wanted = simulatedColour(number);
            for (const QPoint at : {QPoint(30, 40), QPoint(290, 40), QPoint(30, 100)}) {
                const auto got = rgbAt(pictures[31], at);
                for (size_t i = 0; i < 3; ++i) {
                    QVERIFY2(std::abs(got[i] - wanted[i]) < 12,
                             qPrintable(u"%1: %2 not %3"_s.arg(number).arg(got[i]).arg(wanted[i])));
                }
            }
        }
    }

    void layers_haveTheirSize_andKeyFramesTogether()
    {
        SimulatedSource::Options options;
        options.seconds = 2;
        options.layers = kSimulcastLayers;
        const auto loop = SimulatedSource::generate(options);
        QVERIFY(loop);
        qint64 largerBytes = std::numeric_limits<qint64>::max();
        for (const int layer : {2, 1, 0}) {
            std::vector<EncodedFrame> frames;
            std::ranges::copy_if(loop->video, std::back_inserter(frames),
                                 [&](const EncodedFrame &frame) { return frame.layer == layer; });
            QCOMPARE(frames.size(), size_t{60});
            qint64 bytes = 0;
            for (size_t i = 0; i < 60; ++i) {
                QCOMPARE(frames[i].keyFrame, i % 30 == 0);
                bytes += frames[i].data.size();
            }
            QVERIFY(bytes < largerBytes);
            largerBytes = bytes;
            QCOMPARE(decodeAll(frames).back().size(), layerSize(options.size, layer));
        }
        QVERIFY(std::ranges::is_sorted(loop->video, {}, &EncodedFrame::time));
    }

    void clock_isRead_inEachPicture_andNeverSkips()
    {
        auto options = small(2);
        options.paintsClock = true;
        const auto loop = SimulatedSource::generate(options);
        QVERIFY(loop);
        QVERIFY(std::ranges::all_of(loop->video, &EncodedFrame::keyFrame));
        const auto pictures = decodeAll(loop->video);
        QCOMPARE(pictures.size(), size_t{60});
        // The frame is a quarter of the size for which the marks are defined.
        const int side = ClockMarks::kSide / 4;
        for (int frame = 0; frame < 60; ++frame) {
            int number = 0;
            for (int bit = 0; bit < ClockMarks::kBits; ++bit) {
                const auto &buffer = *pictures[static_cast<size_t>(frame)].buffer;
                const auto bright = [&](int row) {
                    const int x = ClockMarks::kLeft / 4 + bit * side + side / 2;
                    const int y = ClockMarks::kTop / 4 + row * side + side / 2;
                    return int{buffer.planes[0][y * buffer.strides[0] + x]};
                };
                QVERIFY(std::abs(bright(0) - bright(1)) > 90);
                number += bright(0) > bright(1) ? 1 << bit : 0;
            }
            QCOMPARE(number, frame);
        }
    }

    void picture_moves()
    {
        const auto loop = SimulatedSource::generate(small(3));
        const auto pictures = decodeAll(loop->video);
        QCOMPARE(pictures.size(), size_t{60});
        std::set<int> seen;
        for (const auto &picture : pictures) {
            const auto &buffer = *picture.buffer;
            seen.insert(buffer.planes[0][157 * buffer.strides[0] + 160] / 40);
        }
        QVERIFY(seen.size() > 1);
    }

    void tone_isPure_andSeamlessOverTheLoop()
    {
        const auto loop = SimulatedSource::generate(small(4));
        QVERIFY(loop);
        const auto stereo = listen(*loop, 3);
        QCOMPARE(stereo.size(), size_t{3 * 2 * 96000});
        const std::span<const float> steady = std::span(stereo).subspan(2 * 48000);
        QVERIFY(amplitudeOf(steady.first(2 * 48000), simulatedToneHz(4)) > 0.2);
        QVERIFY(amplitudeOf(steady.first(2 * 48000), simulatedToneHz(5)) < 0.005);
        // The steps of a 740 Hz tone at 0.25 are at most 0.0243.
        QVERIFY2(largestJump(steady) < 0.03F, "the loop's seam can be heard");
    }

    void colours_areClearlyDifferent()
    {
        for (int a = 1; a <= 12; ++a) {
            for (int b = a + 1; b <= 12; ++b) {
                int distance = 0;
                for (size_t i = 0; i < 3; ++i) {
                    distance += std::abs(simulatedColour(a)[i] - simulatedColour(b)[i]);
                }
                QVERIFY2(distance >= 90, qPrintable(u"%1 and %2"_s.arg(a).arg(b)));
            }
        }
    }

    void wrongOptions_areRefused()
    {
        auto options = small(0);
        QCOMPARE(SimulatedSource::generate(options).error().code, ErrorCode::InvalidArgument);
        options = small(1);
        options.size = QSize(321, 180);
        QCOMPARE(SimulatedSource::generate(options).error().code, ErrorCode::InvalidArgument);
    }

    void files_becomeALoop()
    {
        QTemporaryDir folder;
        const auto video = folder.filePath(u"in.mp4"_s);
        const auto audio = folder.filePath(u"in.wav"_s);
        const auto make = [](const QStringList &arguments) {
            return QProcess::execute(
                u"ffmpeg"_s,
                QStringList{u"-v"_s, u"error"_s, u"-f"_s, u"lavfi"_s, u"-i"_s} + arguments);
        };
        QCOMPARE(make({u"color=c=#2864dc:s=320x240:r=25:d=2"_s, video}), 0);
        QCOMPARE(make({u"sine=f=1000:r=44100:d=2"_s, audio}), 0);
        const auto loop = SimulatedSource::fromFiles(video, audio);
        QVERIFY2(loop, loop ? "" : qPrintable(loop.error().detail));
        const auto pictures = decodeAll(loop->video);
        QCOMPARE(pictures.size(), size_t{50});
        QVERIFY(loop->video.front().keyFrame);
        QCOMPARE(loop->videoLength, MediaTime(std::chrono::seconds(2)));
        QCOMPARE(pictures.front().size(), QSize(320, 240));
        QVERIFY(std::abs(rgbAt(pictures[30], {160, 120})[2] - 0xdc) < 12);
        QVERIFY(std::abs(std::chrono::duration<double>(loop->audioLength).count() - 2) < 0.03);
        const auto stereo = listen(*loop, 1);
        QVERIFY(amplitudeOf(std::span(stereo).subspan(2 * 9600, 2 * 48000), 1000) > 0.05);
    }

    void fileLoop_isAsLongAsTheFilm_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("fps");
        QTest::addColumn<int>("seconds");
        QTest::addColumn<int>("wanted");
        QTest::addRow("15 a second") << "in.mp4" << 15 << 3 << 3;
        QTest::addRow("50 a second") << "in.mp4" << 50 << 3 << 3;
        QTest::addRow("pictures out of order") << "in.mkv" << 25 << 3 << 3;
        QTest::addRow("pictures without a length") << "in.flv" << 10 << 3 << 3;
        QTest::addRow("cut after a minute") << "in.mp4" << 10 << 62 << 60;
    }

    void fileLoop_isAsLongAsTheFilm()
    {
        QFETCH(QString, name);
        QFETCH(int, fps);
        QFETCH(int, seconds);
        QFETCH(int, wanted);
        QTemporaryDir folder;
        const auto video = folder.filePath(name);
        const auto source = u"testsrc=s=160x120:r=%1:d=%2"_s.arg(fps).arg(seconds);
        QCOMPARE(QProcess::execute(u"ffmpeg"_s, {u"-v"_s, u"error"_s, u"-f"_s, u"lavfi"_s, u"-i"_s,
                                                 source, video}),
                 0);
        const auto loop = SimulatedSource::fromFiles(video, {});
        QVERIFY2(loop, loop ? "" : qPrintable(loop.error().detail));
        QCOMPARE(loop->video.size(), static_cast<size_t>(wanted * fps));
        QCOMPARE(loop->videoLength, MediaTime(std::chrono::seconds(wanted)));
    }

    void missingAndWrongFiles_areNamed()
    {
        QTemporaryDir folder;
        const auto missing = folder.filePath(u"none.mp4"_s);
        QCOMPARE(SimulatedSource::fromFiles(missing, {}).error().code, ErrorCode::NotFound);
        QFile text(folder.filePath(u"text.mp4"_s));
        QVERIFY(text.open(QIODevice::WriteOnly) && text.write("no video") > 0);
        text.close();
        QCOMPARE(SimulatedSource::fromFiles(text.fileName(), {}).error().code,
                 ErrorCode::MediaFailed);
    }
};

QTEST_APPLESS_MAIN(TestSimulatedSource)
#include "test_simulated_source.moc"
