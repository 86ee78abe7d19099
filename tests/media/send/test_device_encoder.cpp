#include "app/media/decode/video_decoder.h"
#include "app/media/send/device_encoder.h"
#include "app/media/simulate/test_card.h"
#include "app/media/sound/opus_codec.h"
#include "app/stage/simulcast.h"
#include "tests/media/tones.h"

#include <QTest>

#include <mutex>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::testing;

namespace {

const TrackId kCamera{{u"me"_s}, TrackKind::Camera};
const TrackId kScreen{{u"me"_s}, TrackKind::Screen};
const TrackId kMicrophone{{u"me"_s}, TrackKind::Microphone};

/// Collects the output.
class Received
{
public:
    LocalEncoder::Output output()
    {
        return [this](const TrackId &track, EncodedFrame frame) {
            std::lock_guard lock(m_mutex);
            m_frames.emplace_back(track, std::move(frame));
        };
    }
    /// For a camera the top layer.
    [[nodiscard]] std::vector<EncodedFrame> of(const TrackId &track) const
    {
        return of(track, track.kind == TrackKind::Camera ? kTopLayer : 0);
    }
    [[nodiscard]] std::vector<EncodedFrame> of(const TrackId &track, int layer) const
    {
        std::lock_guard lock(m_mutex);
        std::vector<EncodedFrame> frames;
        for (const auto &[from, frame] : m_frames) {
            if (from == track && frame.layer == layer) {
                frames.push_back(frame);
            }
        }
        return frames;
    }

private:
    mutable std::mutex m_mutex;
    std::vector<std::pair<TrackId, EncodedFrame>> m_frames;
};

Picture card(QSize size, int frame)
{
    auto picture = TestCard{1, size, 30, 300}.draw(frame);
    picture.time += std::chrono::hours(100);
    return picture;
}

QSize decodedSize(const EncodedFrame &frame)
{
    auto decoder = VideoDecoder::create(frame.codec);
    QSize size;
    const auto decoded =
        decoder->decode(frame, [&](const Picture &picture) { size = picture.size(); });
    return decoded ? size : QSize();
}

} // namespace

class TestDeviceEncoder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pictures_comeOutAsVp8_withTheirTime()
    {
        Received received;
        DeviceEncoder encoder;
        encoder.setOutput(received.output());
        for (int i = 0; i < 5; ++i) {
            encoder.picture(kCamera, card({640, 360}, i));
            QTRY_COMPARE(received.of(kCamera).size(), static_cast<size_t>(i + 1));
        }
        const auto frames = received.of(kCamera);
        QCOMPARE(frames[0].codec, Codec::Vp8);
        QVERIFY(frames[0].keyFrame && !frames[1].keyFrame);
        QCOMPARE(frames[3].time, card({640, 360}, 3).time);
        QCOMPARE(decodedSize(frames[0]), QSize(640, 360));
    }

    void keyFrame_comes_whenAskedFor_andWhenTheSizeChanges()
    {
        Received received;
        DeviceEncoder encoder;
        encoder.setOutput(received.output());
        const auto send = [&](QSize size, int frame) {
            const auto before = received.of(kCamera).size();
            encoder.picture(kCamera, card(size, frame));
            QTRY_COMPARE(received.of(kCamera).size(), before + 1);
        };
        send({320, 180}, 0);
        send({320, 180}, 1);
        encoder.requestKeyFrame(kCamera);
        send({320, 180}, 2);
        send({320, 180}, 3);
        send({480, 270}, 4);
        const auto frames = received.of(kCamera);
        QVERIFY(!frames[1].keyFrame && frames[2].keyFrame && !frames[3].keyFrame);
        QVERIFY(frames[4].keyFrame);
        QCOMPARE(decodedSize(frames[4]), QSize(480, 270));
    }

    void largePictures_areMadeSmaller()
    {
        Received received;
        DeviceEncoder encoder;
        encoder.setOutput(received.output());
        encoder.picture(kCamera, card({1920, 1080}, 0));
        encoder.picture(kScreen, card({2560, 1600}, 0));
        QTRY_COMPARE(received.of(kCamera).size(), size_t{1});
        QTRY_COMPARE(received.of(kScreen).size(), size_t{1});
        QCOMPARE(decodedSize(received.of(kCamera)[0]), QSize(1280, 720));
        QCOMPARE(decodedSize(received.of(kScreen)[0]), QSize(1728, 1080));
    }

    void camera_comesInThreeSizes_whoseKeyFramesComeTogether()
    {
        Received received;
        DeviceEncoder encoder;
        encoder.setOutput(received.output());
        for (int i = 0; i < 6; ++i) {
            if (i == 4) {
                encoder.requestKeyFrame(kCamera);
            }
            encoder.picture(kCamera, card({1280, 720}, i));
            QTRY_COMPARE(received.of(kCamera).size(), static_cast<size_t>(i + 1));
        }
        for (int layer = 0; layer < kSimulcastLayers; ++layer) {
            const auto frames = received.of(kCamera, layer);
            QCOMPARE(frames.size(), size_t{6});
            for (size_t i = 0; i < frames.size(); ++i) {
                QCOMPARE(frames[i].keyFrame, i == 0 || i == 4);
                QCOMPARE(frames[i].time, received.of(kCamera)[i].time);
            }
            QCOMPARE(decodedSize(frames[0]), layerSize({1280, 720}, layer));
        }
    }

    void smallCamera_isEncodedOnce_andStillComesInAllLayers()
    {
        Received received;
        DeviceEncoder encoder;
        encoder.setOutput(received.output());
        encoder.picture(kCamera, card({320, 180}, 0));
        QTRY_COMPARE(received.of(kCamera).size(), size_t{1});
        QCOMPARE(received.of(kCamera, 0).at(0).data, received.of(kCamera, 2).at(0).data);
        QCOMPARE(received.of(kCamera, 1).at(0).data, received.of(kCamera, 2).at(0).data);
    }

    void bitRate_isKept()
    {
        Received received;
        DeviceEncoder encoder;
        encoder.setOutput(received.output());
        for (int i = 0; i < 90; ++i) {
            encoder.picture(kCamera, card({1280, 720}, i));
            QTRY_VERIFY(received.of(kCamera).size() >= static_cast<size_t>(i + 1));
        }
        qsizetype bytes = 0;
        for (const auto &frame : received.of(kCamera)) {
            bytes += frame.data.size();
        }
        QVERIFY2(bytes * 8 / 3 < 1'800'000, qPrintable(QString::number(bytes * 8 / 3)));
    }

    void sound_comesOutAsOpus_mono_withItsTime()
    {
        Received received;
        DeviceEncoder encoder;
        encoder.setOutput(received.output());
        const MediaTime start = std::chrono::hours(100);
        for (int i = 0; i < 100; ++i) {
            // Devices deliver blocks of their own size.
            auto stereo = tone(1000, i * 480, 480);
            AudioBlock block{1, {}, start + timeOfFrame(i * 480)};
            for (size_t s = 0; s < stereo.size(); s += 2) {
                block.samples.push_back(stereo[s]);
            }
            encoder.audio(kMicrophone, block);
            QTRY_COMPARE(received.of(kMicrophone).size(), static_cast<size_t>((i + 1) / 2));
        }
        const auto packets = received.of(kMicrophone);
        auto decoder = OpusTrackDecoder::create();
        std::vector<float> stereo;
        for (size_t i = 0; i < packets.size(); ++i) {
            QCOMPARE(packets[i].codec, Codec::Opus);
            const auto expected = start + static_cast<int64_t>(i) * std::chrono::milliseconds(20);
            QVERIFY(std::chrono::abs(packets[i].time - expected) < std::chrono::microseconds(50));
            QVERIFY(decoder->decode(packets[i], [&](const AudioBlock &block) {
                stereo.insert(stereo.end(), block.samples.begin(), block.samples.end());
            }));
        }
        QVERIFY(amplitudeOf(std::span(stereo).subspan(2 * 9600, 2 * 24000), 1000) > 0.35);
    }

    void nothingComesOut_afterTheTrackEnded_andItMayBeginAgain()
    {
        Received received;
        DeviceEncoder encoder;
        encoder.setOutput(received.output());
        encoder.picture(kCamera, card({320, 180}, 0));
        QTRY_COMPARE(received.of(kCamera).size(), size_t{1});
        encoder.rawTrackEnded(kCamera);
        encoder.picture(kCamera, card({320, 180}, 1));
        QTRY_COMPARE(received.of(kCamera).size(), size_t{2});
        QVERIFY(received.of(kCamera)[1].keyFrame);
    }

    void callersNeverWait_whenPicturesComeTooFast()
    {
        Received received;
        DeviceEncoder encoder;
        encoder.setOutput(received.output());
        std::vector<Picture> pictures;
        for (int i = 0; i < 40; ++i) {
            pictures.push_back(card({1280, 720}, i));
        }
        for (const auto &picture : pictures) {
            encoder.picture(kCamera, picture);
        }
        // The newest gets through; most of the others were dropped.
        QTRY_VERIFY(!received.of(kCamera).empty() &&
                    received.of(kCamera).back().time == pictures.back().time);
        QVERIFY(received.of(kCamera).size() < 30);
    }
};

QTEST_GUILESS_MAIN(TestDeviceEncoder)
#include "test_device_encoder.moc"
