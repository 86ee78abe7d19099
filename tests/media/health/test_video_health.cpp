#include "app/media/health/video_health.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace std::chrono_literals;

namespace {

const TrackId kCamera{ParticipantId{u"a"_s}, TrackKind::Camera};
const TrackId kScreen{ParticipantId{u"a"_s}, TrackKind::Screen};

/// A plain picture with one brighter square, `shade` of luma.
Picture pictureOf(int shade, MediaTime time, int square = 0)
{
    const auto picture = allocatePicture({320, 180});
    for (size_t plane = 0; plane < 3; ++plane) {
        const int rows = plane == 0 ? 180 : 90;
        std::fill_n(picture.planes[plane], rows * picture.buffer->strides[plane],
                    static_cast<uint8_t>(plane == 0 ? shade : 128));
    }
    for (int y = 0; y < 60; ++y) {
        std::fill_n(picture.planes[0] + y * picture.buffer->strides[0] + square, 60,
                    static_cast<uint8_t>(shade + 60));
    }
    return {picture.buffer, time};
}

Picture blackPicture(MediaTime time)
{
    const auto picture = allocatePicture({320, 180});
    for (size_t plane = 0; plane < 3; ++plane) {
        const int rows = plane == 0 ? 180 : 90;
        std::fill_n(picture.planes[plane], rows * picture.buffer->strides[plane],
                    static_cast<uint8_t>(plane == 0 ? 17 : 128));
    }
    return {picture.buffer, time};
}

std::vector<TrackHealth> only(const TrackId &track, TrackTrouble trouble)
{
    return {{track, trouble}};
}

} // namespace

class TestVideoHealth : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void troubles_isEmpty_whilePicturesMove()
    {
        VideoHealth health;
        health.setExpected({kCamera}, 0s);
        for (int i = 0; i < 300; ++i) {
            health.seen(kCamera, pictureOf(100, i * 33ms, i % 200));
        }
        QCOMPARE(health.troubles(10s), std::vector<TrackHealth>());
    }

    void troubles_namesNoPicture_whenNothingCameFor3Seconds()
    {
        VideoHealth health;
        health.setExpected({kCamera}, 1s);
        QCOMPARE(health.troubles(3900ms), std::vector<TrackHealth>());
        QCOMPARE(health.troubles(4s), only(kCamera, TrackTrouble::NoPicture));
        health.seen(kCamera, pictureOf(100, 5s));
        QCOMPARE(health.troubles(6s), std::vector<TrackHealth>());
        QCOMPARE(health.troubles(8s), only(kCamera, TrackTrouble::NoPicture));
    }

    void troubles_namesBlack_untilSomethingIsSeen()
    {
        VideoHealth health;
        health.setExpected({kCamera}, 0s);
        for (int i = 0; i <= 40; ++i) {
            health.seen(kCamera, blackPicture(i * 100ms));
        }
        QCOMPARE(health.troubles(4s), only(kCamera, TrackTrouble::BlackPicture));
        health.seen(kCamera, pictureOf(60, 4s));
        QCOMPARE(health.troubles(4s), std::vector<TrackHealth>());
    }

    void troubles_namesFrozen_whenTheSamePictureComesAgainAndAgain()
    {
        VideoHealth health;
        health.setExpected({kCamera}, 0s);
        for (int i = 0; i <= 80; ++i) {
            health.seen(kCamera, pictureOf(100, i * 100ms));
        }
        QCOMPARE(health.troubles(8s), only(kCamera, TrackTrouble::FrozenPicture));
        health.seen(kCamera, pictureOf(100, 8100ms, 20));
        QCOMPARE(health.troubles(8100ms), std::vector<TrackHealth>());
    }

    void troubles_isEmpty_whenASharedScreenStandsStill()
    {
        VideoHealth health;
        health.setExpected({kScreen}, 0s);
        for (int i = 0; i <= 80; ++i) {
            health.seen(kScreen, pictureOf(100, i * 100ms));
        }
        QCOMPARE(health.troubles(100s), std::vector<TrackHealth>());
    }

    void troubles_namesNoPicture_whenASharedScreenNeverComes()
    {
        VideoHealth health;
        health.setExpected({kScreen}, 1s);
        QCOMPARE(health.troubles(3900ms), std::vector<TrackHealth>());
        QCOMPARE(health.troubles(4s), only(kScreen, TrackTrouble::NoPicture));
        health.seen(kScreen, pictureOf(100, 5s));
        QCOMPARE(health.troubles(3600s), std::vector<TrackHealth>());
        // Its track ends, and the new one delivers nothing.
        health.ended(kScreen, 3700s);
        QCOMPARE(health.troubles(3702s), std::vector<TrackHealth>());
        QCOMPARE(health.troubles(3703s), only(kScreen, TrackTrouble::NoPicture));
    }

    void troubles_isEmpty_whenAScreenHasAPictureFromBefore()
    {
        VideoHealth health;
        health.setExpected({kScreen}, 1s);
        health.stands(kScreen);
        QCOMPARE(health.troubles(100s), std::vector<TrackHealth>());
    }

    void troubles_forgetsATrack_thatIsNotExpectedAnyMore()
    {
        VideoHealth health;
        health.setExpected({kCamera}, 0s);
        health.setExpected({}, 5s);
        QCOMPARE(health.troubles(9s), std::vector<TrackHealth>());
    }
};

QTEST_APPLESS_MAIN(TestVideoHealth)
#include "test_video_health.moc"
