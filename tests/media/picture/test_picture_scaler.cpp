#include "app/media/picture/picture_scaler.h"

#include <libyuv.h>

#include <QTest>

#include <cmath>
#include <random>
#include <thread>

extern "C" {
#include <libswscale/swscale.h>
}

using namespace Qt::StringLiterals;
using namespace prosc;

Q_DECLARE_METATYPE(prosc::ColourMatrix)
Q_DECLARE_METATYPE(prosc::ColourRange)

namespace {

QSize sizeOf(QSize picture, size_t plane)
{
    return plane == 0 ? picture : QSize((picture.width() + 1) / 2, (picture.height() + 1) / 2);
}

/// Camera content and worse: rings down to the finest detail, edges, text, noise.
uint8_t sampleOf(double x, double y, std::minstd_rand &random)
{
    const double rings = 45 * std::sin((x * x + y * y) / 900);
    const double hills = 40 * std::sin(x / 31) * std::cos(y / 23);
    const double edge = std::fmod(x + y / 3, 90) < 45 ? 15 : -15;
    const bool ink = std::fmod(y, 24) < 12 && std::fmod(x * 7 + std::floor(y / 24) * 13, 31) < 9;
    const double noise = static_cast<double>(random() % 9) - 4;
    return static_cast<uint8_t>(
        std::clamp(128 + rings + hills + edge - (ink ? 30 : 0) + noise, 0.0, 255.0));
}

WritablePicture detailed(QSize size)
{
    const auto picture = allocatePicture(size);
    std::minstd_rand random(7);
    for (size_t plane = 0; plane < 3; ++plane) {
        const QSize samples = sizeOf(size, plane);
        for (int y = 0; y < samples.height(); ++y) {
            auto *row = picture.planes[plane] + y * picture.buffer->strides[plane];
            for (int x = 0; x < samples.width(); ++x) {
                row[x] = sampleOf(x, y, random);
            }
        }
    }
    return picture;
}

/// A rectangle of one plane of a picture.
struct Samples
{
    const uint8_t *first = nullptr;
    int stride = 0;
    QSize size;
};

Samples samplesOf(const PictureBuffer &picture, QRect part, size_t plane)
{
    const QPoint at = plane == 0 ? part.topLeft() : part.topLeft() / 2;
    return {picture.planes[plane] + at.y() * picture.strides[plane] + at.x(),
            picture.strides[plane], sizeOf(part.size(), plane)};
}

/// swscale's Lanczos.
std::vector<uint8_t> reference(const Samples &from, QSize size)
{
    std::vector<uint8_t> scaled(static_cast<size_t>(size.width()) *
                                static_cast<size_t>(size.height()));
    auto *context = sws_getContext(from.size.width(), from.size.height(), AV_PIX_FMT_GRAY8,
                                   size.width(), size.height(), AV_PIX_FMT_GRAY8,
                                   SWS_LANCZOS | SWS_ACCURATE_RND, nullptr, nullptr, nullptr);
    uint8_t *to = scaled.data();
    const int stride = size.width();
    sws_scale(context, &from.first, &from.stride, 0, from.size.height(), &to, &stride);
    sws_freeContext(context);
    return scaled;
}

double psnr(const Samples &got, const std::vector<uint8_t> &wanted)
{
    double sum = 0;
    for (int y = 0; y < got.size.height(); ++y) {
        for (int x = 0; x < got.size.width(); ++x) {
            const auto at = static_cast<size_t>(y * got.size.width() + x);
            sum += std::pow(got.first[y * got.stride + x] - wanted[at], 2);
        }
    }
    return 10 * std::log10(255 * 255 * static_cast<double>(wanted.size()) / std::max(sum, 1e-9));
}

void scaleByBox(const PictureBuffer &picture, QRect part, const WritablePicture &target)
{
    const auto from = [&](size_t plane) { return samplesOf(picture, part, plane).first; };
    const auto &strides = target.buffer->strides;
    const QSize size = target.buffer->size;
    libyuv::I420Scale(from(0), picture.strides[0], from(1), picture.strides[1], from(2),
                      picture.strides[2], part.width(), part.height(), target.planes[0], strides[0],
                      target.planes[1], strides[1], target.planes[2], strides[2], size.width(),
                      size.height(), libyuv::kFilterBox);
}

/// A copy of the picture whose planes are offset by `offset` bytes, without padding between the
/// rows.
PictureBuffer packed(const PictureBuffer &picture, size_t offset)
{
    const auto memory = std::make_shared<std::vector<uint8_t>>();
    const auto bytes = [&](size_t plane) {
        const QSize size = sizeOf(picture.size, plane);
        return static_cast<size_t>(size.width()) * static_cast<size_t>(size.height());
    };
    memory->resize(offset + bytes(0) + bytes(1) + bytes(2));
    PictureBuffer copy = picture;
    auto *to = memory->data() + offset;
    for (size_t plane = 0; plane < 3; ++plane) {
        const QSize size = sizeOf(picture.size, plane);
        copy.planes[plane] = to;
        copy.strides[plane] = size.width();
        for (int y = 0; y < size.height(); ++y) {
            const auto *row = picture.planes[plane] + y * picture.strides[plane];
            to = std::copy_n(row, size.width(), to);
        }
    }
    copy.owner = memory;
    return copy;
}

WritablePicture scaled(const PictureScaler &scaler, const PictureBuffer &picture, QRect part,
                       QSize size)
{
    auto target = allocatePicture(size);
    scaler.scalePicture(picture, part, target, QRect({0, 0}, size));
    return target;
}

int largestDifference(const PictureBuffer &a, const PictureBuffer &b)
{
    int most = 0;
    for (size_t plane = 0; plane < 3; ++plane) {
        const QSize size = sizeOf(a.size, plane);
        for (int y = 0; y < size.height(); ++y) {
            for (int x = 0; x < size.width(); ++x) {
                most = std::max(most, std::abs(a.planes[plane][y * a.strides[plane] + x] -
                                               b.planes[plane][y * b.strides[plane] + x]));
            }
        }
    }
    return most;
}

/// ITU-R BT.601-7, 2.5, and BT.709-6, 3 and 4, to the letter.
std::array<uint8_t, 3> yuvOf(std::array<double, 3> rgb, ColourMatrix matrix, ColourRange range)
{
    const bool is601 = matrix == ColourMatrix::Bt601;
    const double y = is601 ? 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2]
                           : 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
    const double cb = (rgb[2] - y) / (is601 ? 1.772 : 1.8556);
    const double cr = (rgb[0] - y) / (is601 ? 1.402 : 1.5748);
    const auto byte = [](double value) {
        return static_cast<uint8_t>(std::clamp(std::lround(value), 0L, 255L));
    };
    return range == ColourRange::Full
               ? std::array{byte(255 * y), byte(128 + 255 * cb), byte(128 + 255 * cr)}
               : std::array{byte(16 + 219 * y), byte(128 + 224 * cb), byte(128 + 224 * cr)};
}

} // namespace

class TestPictureScaler : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void picture_isCloserToLanczosThanLibyuvsBox_whateverTheSize_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<QRect>("part");
        QTest::addColumn<QSize>("target");
        const QRect whole(0, 0, 1280, 720);
        QTest::newRow("nine tiles") << whole.size() << QRect(0, 0, 1280, 718) << QSize(624, 350);
        QTest::newRow("four tiles") << whole.size() << whole << QSize(950, 534);
        QTest::newRow("25 tiles") << whole.size() << whole << QSize(374, 210);
        QTest::newRow("strip") << whole.size() << whole << QSize(240, 136);
        QTest::newRow("half") << whole.size() << whole << QSize(640, 360);
        QTest::newRow("a little smaller") << whole.size() << whole << QSize(1200, 676);
        QTest::newRow("one person") << whole.size() << whole << QSize(1900, 1068);
        QTest::newRow("small layer, larger")
            << QSize(320, 180) << QRect(0, 0, 320, 180) << QSize(624, 350);
        QTest::newRow("4:3, top and bottom cut")
            << QSize(640, 480) << QRect(0, 60, 640, 358) << QSize(624, 350);
        QTest::newRow("sides cut") << whole.size() << QRect(162, 0, 956, 720) << QSize(700, 526);
        QTest::newRow("sides cut, large")
            << QSize(1920, 1080) << QRect(242, 2, 1430, 1076) << QSize(466, 350);
        QTest::newRow("odd part") << QSize(1366, 768) << QRect(2, 4, 1361, 761) << QSize(624, 350);
        QTest::newRow("odd picture")
            << QSize(1279, 719) << QRect(0, 0, 1279, 719) << QSize(624, 350);
        QTest::newRow("upright") << QSize(720, 1280) << QRect(0, 0, 720, 1280) << QSize(196, 350);
    }
    void picture_isCloserToLanczosThanLibyuvsBox_whateverTheSize();

    void colours_areWithin2Levels_fromEveryMatrixAndRange_data()
    {
        QTest::addColumn<ColourMatrix>("matrix");
        QTest::addColumn<ColourRange>("range");
        QTest::newRow("BT.601 limited") << ColourMatrix::Bt601 << ColourRange::Limited;
        QTest::newRow("BT.601 full") << ColourMatrix::Bt601 << ColourRange::Full;
        QTest::newRow("BT.709 limited") << ColourMatrix::Bt709 << ColourRange::Limited;
        QTest::newRow("BT.709 full") << ColourMatrix::Bt709 << ColourRange::Full;
    }
    void colours_areWithin2Levels_fromEveryMatrixAndRange();

    void picture_isTheSame_whenItsMemoryIsNotAligned_data()
    {
        QTest::addColumn<QSize>("target");
        QTest::newRow("halved") << QSize(312, 176);
        QTest::newRow("smaller") << QSize(500, 280);
        QTest::newRow("larger") << QSize(900, 506);
    }
    void picture_isTheSame_whenItsMemoryIsNotAligned()
    {
        QFETCH(QSize, target);
        const PictureScaler scaler;
        const auto picture = detailed({648, 364});
        const QRect part(0, 0, 648, 364);
        const auto wanted = scaled(scaler, *picture.buffer, part, target);
        for (const size_t offset : {0, 1, 7, 32}) {
            const auto unaligned = packed(*picture.buffer, offset);
            const auto got = scaled(scaler, unaligned, part, target);
            QCOMPARE(largestDifference(*got.buffer, *wanted.buffer), 0);
        }
    }

    void target_isFilledToItsEdgesOnly_whereverItStands_data()
    {
        QTest::addColumn<QPoint>("at");
        QTest::newRow("aligned") << QPoint(128, 16);
        QTest::newRow("not aligned") << QPoint(146, 18);
    }
    void target_isFilledToItsEdgesOnly_whereverItStands();

    void picture_isTheSame_whenManyThreadsScaleAtOnce();

    void picture_isLibyuvs_whenItsSizeComesForTheFirstTimeOnly()
    {
        const PictureScaler scaler(PictureScaler::NewSize::IsPreparedWhenItComesAgain);
        const auto picture = detailed({640, 360});
        const QRect part(0, 0, 640, 360);
        const QSize size(500, 280);
        const auto libyuvs = allocatePicture(size);
        scalePicture(*picture.buffer, part, libyuvs, QRect({0, 0}, size));
        const auto prepared = scaled(PictureScaler(), *picture.buffer, part, size);
        const auto first = scaled(scaler, *picture.buffer, part, size);
        QCOMPARE(largestDifference(*first.buffer, *libyuvs.buffer), 0);
        const auto second = scaled(scaler, *picture.buffer, part, size);
        QCOMPARE(largestDifference(*second.buffer, *prepared.buffer), 0);
        QVERIFY(largestDifference(*second.buffer, *first.buffer) > 0);
    }

    void tinyPictures_areScaled_asLargeAsTheyMustBe()
    {
        const PictureScaler scaler;
        for (const QSize size : {QSize(1, 1), QSize(2, 2), QSize(3, 5), QSize(16, 2)}) {
            const auto picture = allocatePicture(size);
            fillRect(picture, QRect(0, 0, size.width() + 1, size.height() + 1), {90, 100, 110});
            const auto got = scaled(scaler, *picture.buffer, QRect({0, 0}, size), {320, 180});
            const auto wanted = allocatePicture({320, 180});
            fillRect(wanted, QRect(0, 0, 320, 180), {90, 100, 110});
            QCOMPARE(largestDifference(*got.buffer, *wanted.buffer), 0);
        }
    }
};

void TestPictureScaler::picture_isCloserToLanczosThanLibyuvsBox_whateverTheSize()
{
    QFETCH(QSize, size);
    QFETCH(QRect, part);
    QFETCH(QSize, target);
    const auto picture = detailed(size);
    const PictureScaler scaler;
    const auto ours = scaled(scaler, *picture.buffer, part, target);
    const auto box = allocatePicture(target);
    scaleByBox(*picture.buffer, part, box);
    const QRect all({0, 0}, target);
    for (size_t plane = 0; plane < 3; ++plane) {
        const auto from = samplesOf(*picture.buffer, part, plane);
        const auto wanted = reference(from, sizeOf(target, plane));
        const double got = psnr(samplesOf(*ours.buffer, all, plane), wanted);
        const double boxes = psnr(samplesOf(*box.buffer, all, plane), wanted);
        qInfo("plane %zu: %.2f dB, libyuv's box %.2f dB", plane, got, boxes);
        QVERIFY2(got >= boxes, "libyuv's box is better");
    }
}

void TestPictureScaler::colours_areWithin2Levels_fromEveryMatrixAndRange()
{
    QFETCH(ColourMatrix, matrix);
    QFETCH(ColourRange, range);
    const PictureScaler scaler;
    const QSize size(624, 350);
    for (int colour = 0; colour < 125; ++colour) {
        const std::array rgb{colour % 5 / 4.0, colour / 5 % 5 / 4.0, colour / 25 / 4.0};
        const auto picture = allocatePicture({1280, 720});
        fillRect(picture, QRect(0, 0, 1280, 720), yuvOf(rgb, matrix, range));
        picture.buffer->matrix = matrix;
        picture.buffer->range = range;
        const auto target = allocatePicture(size);
        scaler.scaleToFile(*picture.buffer, QRect(0, 0, 1280, 718), target, QRect({0, 0}, size));
        const auto wanted = allocatePicture(size);
        fillRect(wanted, QRect({0, 0}, size),
                 yuvOf(rgb, ColourMatrix::Bt709, ColourRange::Limited));
        QVERIFY2(largestDifference(*target.buffer, *wanted.buffer) <= 2,
                 qPrintable(u"colour %1"_s.arg(colour)));
    }
}

void TestPictureScaler::target_isFilledToItsEdgesOnly_whereverItStands()
{
    QFETCH(QPoint, at);
    const PictureScaler scaler;
    const auto picture = detailed({640, 360});
    const QRect part(0, 0, 640, 360);
    const QSize size(350, 198);
    const auto wanted = scaled(scaler, *picture.buffer, part, size);
    const auto canvas = allocatePicture({640, 360});
    const auto expected = allocatePicture({640, 360});
    for (const auto &one : {canvas, expected}) {
        fillRect(one, QRect(0, 0, 640, 360), {1, 2, 3});
    }
    scalePicture(*wanted.buffer, QRect({0, 0}, size), expected, QRect(at, size));
    scaler.scalePicture(*picture.buffer, part, canvas, QRect(at, size));
    QCOMPARE(largestDifference(*canvas.buffer, *expected.buffer), 0);
}

void TestPictureScaler::picture_isTheSame_whenManyThreadsScaleAtOnce()
{
    const PictureScaler scaler;
    const auto picture = detailed({1280, 720});
    const QRect part(0, 0, 1280, 718);
    // More sizes than are cached, so that cached filters are also evicted.
    std::vector<WritablePicture> wanted;
    for (int i = 0; i < 32; ++i) {
        wanted.push_back(scaled(scaler, *picture.buffer, part, {400 + 2 * i, 300}));
    }
    std::atomic<int> wrong = 0;
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 4; ++thread) {
            threads.emplace_back([&, thread] {
                for (size_t round = 0; round < 48; ++round) {
                    const size_t which = (round + static_cast<size_t>(thread)) % wanted.size();
                    const auto &expected = *wanted[thread < 2 ? 0 : which].buffer;
                    const auto got = scaled(scaler, *picture.buffer, part, expected.size);
                    wrong += largestDifference(*got.buffer, expected) == 0 ? 0 : 1;
                }
            });
        }
    }
    QCOMPARE(wrong.load(), 0);
}

QTEST_GUILESS_MAIN(TestPictureScaler)
#include "test_picture_scaler.moc"
