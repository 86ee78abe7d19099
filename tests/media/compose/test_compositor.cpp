#include "app/media/compose/compositor.h"
#include "app/media/picture/picture_scale.h"
#include "app/media/picture/yuv_picture_converter.h"

#include <QTest>

#include <cmath>
#include <cstdlib>

using namespace Qt::StringLiterals;
using namespace prosc;

namespace {

using Rgb = std::array<uint8_t, 3>;
using Yuv = std::array<uint8_t, 3>;

constexpr QSize kStage(1920, 1080);

StageLayout layoutOf(int people, bool camera = true)
{
    StageScene scene;
    for (int i = 0; i < people; ++i) {
        scene.people.push_back({{QString::number(i)}, camera, TileFit::Fill});
    }
    return layoutStage(scene, kStage);
}

/// Textbook conversion, independent of the code under test.
Yuv encodeColour(Rgb rgb, double kr, double kb, ColourRange range)
{
    const double red = rgb[0] / 255.0;
    const double green = rgb[1] / 255.0;
    const double blue = rgb[2] / 255.0;
    const double luma = kr * red + (1 - kr - kb) * green + kb * blue;
    const double cb = (blue - luma) / (2 * (1 - kb));
    const double cr = (red - luma) / (2 * (1 - kr));
    const bool full = range == ColourRange::Full;
    const auto byte = [](double value) {
        return static_cast<uint8_t>(std::lround(std::min(255.0, std::max(0.0, value))));
    };
    return full ? Yuv{byte(255 * luma), byte(128 + 255 * cb), byte(128 + 255 * cr)}
                : Yuv{byte(16 + 219 * luma), byte(128 + 224 * cb), byte(128 + 224 * cr)};
}

Picture plain(QSize size, Rgb rgb, ColourMatrix matrix = ColourMatrix::Bt601,
              ColourRange range = ColourRange::Limited)
{
    const auto picture = allocatePicture(size);
    const bool old = matrix == ColourMatrix::Bt601;
    fillRect(picture, QRect({0, 0}, size),
             encodeColour(rgb, old ? 0.299 : 0.2126, old ? 0.114 : 0.0722, range));
    picture.buffer->matrix = matrix;
    picture.buffer->range = range;
    return {picture.buffer, {}};
}

Yuv sampleAt(const Picture &picture, QPoint at)
{
    const auto &buffer = *picture.buffer;
    const auto sample = [&](size_t plane, int x, int y) {
        return buffer.planes[plane][y * buffer.strides[plane] + x];
    };
    return {sample(0, at.x(), at.y()), sample(1, at.x() / 2, at.y() / 2),
            sample(2, at.x() / 2, at.y() / 2)};
}

void verifyNear(Yuv got, Yuv wanted, int tolerance)
{
    for (size_t i = 0; i < 3; ++i) {
        const auto text = u"sample %1 is %2, not %3"_s.arg(i).arg(got[i]).arg(wanted[i]);
        QVERIFY2(std::abs(got[i] - wanted[i]) <= tolerance, qPrintable(text));
    }
}

Yuv fileColourOf(Rgb rgb)
{
    return encodeColour(rgb, 0.2126, 0.0722, ColourRange::Limited);
}

} // namespace

class TestCompositor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyStage_isTheGroundOnly()
    {
        Compositor compositor;
        const auto picture = compositor.compose(layoutOf(0), {});
        QCOMPARE(picture.size(), kStage);
        QCOMPARE(picture.buffer->matrix, ColourMatrix::Bt709);
        QCOMPARE(picture.buffer->range, ColourRange::Limited);
        for (const QPoint at : {QPoint(0, 0), QPoint(960, 540), QPoint(1919, 1079)}) {
            verifyNear(sampleAt(picture, at), fileColourOf({0x14, 0x17, 0x1c}), 1);
        }
    }

    void colours_areConverted_fromEveryMatrixAndRange_data()
    {
        QTest::addColumn<int>("matrix");
        QTest::addColumn<int>("range");
        QTest::newRow("601 limited") << 0 << 0;
        QTest::newRow("601 full") << 0 << 1;
        QTest::newRow("709 limited") << 1 << 0;
        QTest::newRow("709 full") << 1 << 1;
    }
    void colours_areConverted_fromEveryMatrixAndRange()
    {
        QFETCH(int, matrix);
        QFETCH(int, range);
        const auto layout = layoutOf(1);
        for (const Rgb rgb :
             {Rgb{214, 48, 49}, Rgb{0, 255, 0}, Rgb{0, 0, 255}, Rgb{255, 0, 0}, Rgb{255, 255, 255},
              Rgb{0, 0, 0}, Rgb{128, 128, 128}, Rgb{235, 215, 50}}) {
            Compositor compositor;
            const std::vector pictures{plain({640, 360}, rgb, static_cast<ColourMatrix>(matrix),
                                             static_cast<ColourRange>(range))};
            const auto composed = compositor.compose(layout, pictures);
            verifyNear(sampleAt(composed, {960, 540}), fileColourOf(rgb), 3);
        }
    }

    void everyTile_showsItsOwnPicture()
    {
        const auto layout = layoutOf(9);
        std::vector<Picture> pictures;
        for (uint8_t i = 0; i < 9; ++i) {
            pictures.push_back(plain({640, 480}, {static_cast<uint8_t>(20 * i), 100,
                                                  static_cast<uint8_t>(200 - 20 * i)}));
        }
        Compositor compositor;
        const auto composed = compositor.compose(layout, pictures);
        for (uint8_t i = 0; i < 9; ++i) {
            const Rgb rgb{static_cast<uint8_t>(20 * i), 100, static_cast<uint8_t>(200 - 20 * i)};
            const QRect rect = layout.tiles[i].rect;
            verifyNear(sampleAt(composed, rect.center()), fileColourOf(rgb), 3);
            verifyNear(sampleAt(composed, rect.topLeft() + QPoint(20, 2)), fileColourOf(rgb), 3);
            // Outside the rounded corners is the background.
            verifyNear(sampleAt(composed, rect.topLeft()), fileColourOf({0x14, 0x17, 0x1c}), 2);
            verifyNear(sampleAt(composed, rect.bottomRight()), fileColourOf({0x14, 0x17, 0x1c}), 2);
        }
    }

    void picture_isCropped_notMirrored_whenFilling()
    {
        // Left half red, right half blue, 4:3; a bar on top that is cropped away.
        const auto source = allocatePicture({640, 480});
        fillRect(source, {0, 0, 320, 480},
                 encodeColour({200, 0, 0}, 0.299, 0.114, ColourRange::Limited));
        fillRect(source, {320, 0, 320, 480},
                 encodeColour({0, 0, 200}, 0.299, 0.114, ColourRange::Limited));
        fillRect(source, {0, 0, 640, 56},
                 encodeColour({0, 200, 0}, 0.299, 0.114, ColourRange::Limited));
        const auto layout = layoutOf(1);
        const QRect rect = layout.tiles[0].rect;
        Compositor compositor;
        const auto composed = compositor.compose(layout, std::vector{Picture{source.buffer, {}}});
        verifyNear(sampleAt(composed, {rect.x() + 40, rect.y() + 8}), fileColourOf({200, 0, 0}), 3);
        verifyNear(sampleAt(composed, {rect.right() - 40, rect.y() + 8}), fileColourOf({0, 0, 200}),
                   3);
    }

    void pictureInASmallTile_standsInItsPlace()
    {
        const auto source = allocatePicture({1280, 720});
        fillRect(source, {0, 0, 640, 720},
                 encodeColour({200, 0, 0}, 0.299, 0.114, ColourRange::Limited));
        fillRect(source, {640, 0, 640, 720},
                 encodeColour({0, 0, 200}, 0.299, 0.114, ColourRange::Limited));
        // Tiles of half, a third and a quarter of the source's size, and slightly smaller.
        for (const int people : {9, 16, 25}) {
            const auto layout = layoutOf(people);
            std::vector<Picture> pictures(layout.tiles.size(), Picture{source.buffer, {}});
            Compositor compositor;
            const auto composed = compositor.compose(layout, pictures);
            const QPoint middle = layout.tiles[0].rect.center();
            verifyNear(sampleAt(composed, middle - QPoint(4, 0)), fileColourOf({200, 0, 0}), 3);
            verifyNear(sampleAt(composed, middle + QPoint(5, 0)), fileColourOf({0, 0, 200}), 3);
        }
    }

    void sharedContent_isShownWhole()
    {
        StageScene scene;
        scene.sharing = ParticipantId{u"a"_s};
        const auto layout = layoutStage(scene, kStage);
        Compositor compositor;
        const auto composed =
            compositor.compose(layout, std::vector{plain({1080, 1080}, {0, 200, 0})});
        const QRect rect = layout.tiles[0].rect;
        verifyNear(sampleAt(composed, rect.center()), fileColourOf({0, 200, 0}), 3);
        verifyNear(sampleAt(composed, {rect.x() + 40, rect.center().y()}),
                   fileColourOf({0x14, 0x17, 0x1c}), 1);
    }

    void cameraOff_showsAFigure_withoutAnyColour()
    {
        const auto layout = layoutOf(2, false);
        Compositor compositor;
        // A leftover picture must not be shown.
        const auto composed =
            compositor.compose(layout, std::vector{plain({640, 360}, {255, 0, 0}), Picture()});
        const QRect rect = layout.tiles[0].rect;
        verifyNear(sampleAt(composed, rect.topLeft() + QPoint(20, 20)),
                   fileColourOf({0x23, 0x27, 0x2f}), 1);
        const auto head =
            sampleAt(composed, {rect.center().x(), rect.y() + rect.height() * 38 / 100});
        QVERIFY(head[0] > sampleAt(composed, rect.topLeft() + QPoint(20, 20))[0] + 30);
        QVERIFY(std::abs(head[1] - 128) < 12 && std::abs(head[2] - 128) < 12);
    }

    void sharedContent_isAPlainTile_untilItsFirstPictureComes()
    {
        StageScene scene;
        scene.sharing = ParticipantId{u"a"_s};
        const auto layout = layoutStage(scene, kStage);
        Compositor compositor;
        const auto composed = compositor.compose(layout, std::vector{Picture()});
        const QRect rect = layout.tiles[0].rect;
        for (const int part : {20, 38, 50, 70}) {
            const QPoint at(rect.center().x(), rect.y() + rect.height() * part / 100);
            verifyNear(sampleAt(composed, at), fileColourOf({0x23, 0x27, 0x2f}), 1);
        }
    }

    void unchangedStage_givesTheSameBuffer()
    {
        const auto layout = layoutOf(3);
        std::vector pictures{plain({640, 360}, {200, 0, 0}), plain({640, 360}, {0, 200, 0}),
                             Picture()};
        Compositor compositor;
        const auto first = compositor.compose(layout, pictures);
        QCOMPARE(compositor.compose(layout, pictures).buffer.get(), first.buffer.get());

        pictures[1] = plain({640, 360}, {0, 0, 200});
        const auto second = compositor.compose(layout, pictures);
        QVERIFY(second.buffer != first.buffer);
        verifyNear(sampleAt(second, layout.tiles[0].rect.center()), fileColourOf({200, 0, 0}), 3);
        verifyNear(sampleAt(second, layout.tiles[1].rect.center()), fileColourOf({0, 0, 200}), 3);
        // A buffer that was handed out is not overwritten.
        verifyNear(sampleAt(first, layout.tiles[1].rect.center()), fileColourOf({0, 200, 0}), 3);
    }

    void layoutThatChanges_leavesNothingOfTheOldOne()
    {
        Compositor compositor;
        const auto red = plain({640, 360}, {200, 0, 0});
        static_cast<void>(compositor.compose(layoutOf(1), std::vector{red}));
        const auto four = layoutOf(4);
        const auto composed = compositor.compose(four, std::vector{red, red, red, red});
        const QPoint between(four.tiles[0].rect.right() + 6, four.tiles[0].rect.center().y());
        verifyNear(sampleAt(composed, between), fileColourOf({0x14, 0x17, 0x1c}), 1);
        verifyNear(sampleAt(compositor.compose(layoutOf(0), {}), {960, 540}),
                   fileColourOf({0x14, 0x17, 0x1c}), 1);
    }

    void picture_isTheSameAsDrawnAnew_whicheverTilesChange()
    {
        for (const int people : {1, 3, 9}) {
            const auto layout = layoutOf(people);
            std::vector<Picture> pictures(layout.tiles.size());
            Compositor compositor;
            // More rounds than the pool has pictures, so that buffers are reused.
            for (int round = 0; round < 20; ++round) {
                for (size_t i = 0; i < pictures.size(); ++i) {
                    if ((round + 1) * (static_cast<int>(i) + 3) % 4 < 2) {
                        const auto level = static_cast<uint8_t>(10 * round + 3);
                        pictures[i] = plain({640, 360}, {level, static_cast<uint8_t>(20 * i), 90});
                    }
                }
                const auto got = compositor.compose(layout, pictures);
                const auto wanted = Compositor().compose(layout, pictures);
                for (size_t plane = 0; plane < 3; ++plane) {
                    const QSize size = plane == 0 ? kStage : kStage / 2;
                    for (int y = 0; y < size.height(); ++y) {
                        const auto row = [&](const Picture &picture) {
                            return picture.buffer->planes[plane] +
                                   y * picture.buffer->strides[plane];
                        };
                        QVERIFY(std::equal(row(got), row(got) + size.width(), row(wanted)));
                    }
                }
            }
        }
    }

    void pool_usesMemoryAgain_whenPicturesAreReleased()
    {
        PicturePool pool(2);
        const uint8_t *memory = nullptr;
        {
            const auto picture = pool.acquire({64, 64});
            memory = picture.planes[0];
        }
        const auto again = pool.acquire({64, 64});
        QCOMPARE(static_cast<const uint8_t *>(again.planes[0]), memory);
        QVERIFY(pool.acquire({64, 64}).planes[0] != memory);
    }

    void converter_givesTheColours_ofEveryMatrixAndRange()
    {
        const YuvPictureConverter converter;
        for (const auto matrix : {ColourMatrix::Bt601, ColourMatrix::Bt709}) {
            for (const auto range : {ColourRange::Limited, ColourRange::Full}) {
                const Rgb rgb{200, 120, 40};
                std::vector<uint8_t> bits(4 * 100 * 50, 0);
                converter.toBgra(plain({641, 361}, rgb, matrix, range), {3, 3, 600, 300}, {100, 50},
                                 bits.data(), 400);
                const size_t middle = 4 * (25 * 100 + 50);
                // libyuv's factors have 6 bits: that alone puts its blue of BT.709 6 levels off.
                QVERIFY(std::abs(bits[middle] - rgb[2]) <= 6);
                QVERIFY(std::abs(bits[middle + 1] - rgb[1]) <= 4);
                QVERIFY(std::abs(bits[middle + 2] - rgb[0]) <= 4);
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestCompositor)
#include "test_compositor.moc"
