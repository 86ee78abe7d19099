#include "app/media/picture/picture_scale.h"

#include <QTest>

using namespace prosc;

namespace {

/// Each sample says where it is.
Picture numbered(QSize size)
{
    auto picture = allocatePicture(size);
    for (size_t plane = 0; plane < 3; ++plane) {
        const int width = plane == 0 ? size.width() : (size.width() + 1) / 2;
        const int height = plane == 0 ? size.height() : (size.height() + 1) / 2;
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
                picture.planes[plane][y * picture.buffer->strides[plane] + x] =
                    static_cast<uint8_t>(100 * plane + 10 * static_cast<size_t>(y) +
                                         static_cast<size_t>(x));
            }
        }
    }
    picture.buffer->matrix = ColourMatrix::Bt709;
    picture.buffer->range = ColourRange::Full;
    return Picture{picture.buffer, MediaTime(7)};
}

int sampleAt(const Picture &picture, size_t plane, QPoint at)
{
    return picture.buffer->planes[plane][at.y() * picture.buffer->strides[plane] + at.x()];
}

} // namespace

class TestPictureTurn : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void picture_isTurnedClockwise_data()
    {
        QTest::addColumn<int>("turns");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<QPoint>("topLeft"); // where it comes from
        QTest::newRow("a quarter") << 1 << QSize(5, 7) << QPoint(0, 4);
        QTest::newRow("a half") << 2 << QSize(7, 5) << QPoint(6, 4);
        QTest::newRow("three quarters") << 3 << QSize(5, 7) << QPoint(6, 0);
    }

    void picture_isTurnedClockwise()
    {
        QFETCH(int, turns);
        QFETCH(QSize, size);
        QFETCH(QPoint, topLeft);
        const Picture from = numbered({7, 5});
        const Picture turned = turnedPicture(from, turns);
        QCOMPARE(turned.size(), size);
        QCOMPARE(turned.time, from.time);
        QCOMPARE(turned.buffer->matrix, from.buffer->matrix);
        QCOMPARE(turned.buffer->range, from.buffer->range);
        QCOMPARE(sampleAt(turned, 0, {0, 0}), sampleAt(from, 0, topLeft));
        for (size_t plane = 1; plane < 3; ++plane) {
            QCOMPARE(sampleAt(turned, plane, {0, 0}), sampleAt(from, plane, topLeft / 2));
        }
    }

    void picture_isAsBefore_afterFourQuarters()
    {
        const Picture from = numbered({7, 5});
        Picture turned = from;
        for (int i = 0; i < 4; ++i) {
            turned = turnedPicture(turned, 1);
        }
        for (int y = 0; y < 5; ++y) {
            for (int x = 0; x < 7; ++x) {
                QCOMPARE(sampleAt(turned, 0, {x, y}), sampleAt(from, 0, {x, y}));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestPictureTurn)
#include "test_picture_turn.moc"
