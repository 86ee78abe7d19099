#include "tests/media/virtual_recording.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <cmath>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::testing;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(prosc::ColourMatrix)
Q_DECLARE_METATYPE(prosc::ColourRange)

namespace {

constexpr QSize kSource(1280, 720);
constexpr QSize kFile(1920, 1080);

/// The eight bars of SMPTE and EBU, at 75 %, and two skin tones.
constexpr std::array<std::array<double, 3>, 10> kBars{{{0.75, 0.75, 0.75},
                                                       {0.75, 0.75, 0},
                                                       {0, 0.75, 0.75},
                                                       {0, 0.75, 0},
                                                       {0.75, 0, 0.75},
                                                       {0.75, 0, 0},
                                                       {0, 0, 0.75},
                                                       {0, 0, 0},
                                                       {0.89, 0.67, 0.55},
                                                       {0.43, 0.28, 0.21}}};

/// ITU-R BT.601-7, 2.5, and BT.709-6, 3 and 4, to the letter.
std::array<double, 3> yuvOf(const std::array<double, 3> &rgb, ColourMatrix matrix,
                            ColourRange range)
{
    const bool is601 = matrix == ColourMatrix::Bt601;
    const double y = is601 ? 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2]
                           : 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
    const double cb = (rgb[2] - y) / (is601 ? 1.772 : 1.8556);
    const double cr = (rgb[0] - y) / (is601 ? 1.402 : 1.5748);
    return range == ColourRange::Full ? std::array{255 * y, 128 + 255 * cb, 128 + 255 * cr}
                                      : std::array{16 + 219 * y, 128 + 224 * cb, 128 + 224 * cr};
}

Picture barsOf(ColourMatrix matrix, ColourRange range)
{
    const auto picture = allocatePicture(kSource);
    for (size_t plane = 0; plane < 3; ++plane) {
        const int divisor = plane == 0 ? 1 : 2;
        const int width = kSource.width() / divisor;
        for (int y = 0; y < kSource.height() / divisor; ++y) {
            auto *row = picture.planes[plane] + y * picture.buffer->strides[plane];
            for (int x = 0; x < width; ++x) {
                const auto bar = static_cast<size_t>(x) * kBars.size() / static_cast<size_t>(width);
                const auto value = yuvOf(kBars[bar], matrix, range)[plane];
                row[x] = static_cast<uint8_t>(std::clamp(std::lround(value), 0L, 255L));
            }
        }
    }
    picture.buffer->matrix = matrix;
    picture.buffer->range = range;
    return {picture.buffer, {}};
}

QByteArray output(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    process.waitForFinished(60000);
    return process.exitCode() == 0 ? process.readAllStandardOutput() : QByteArray();
}

} // namespace

class TestColours : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bars_comeOutWithin3Levels_whateverTheSource_data()
    {
        QTest::addColumn<ColourMatrix>("matrix");
        QTest::addColumn<ColourRange>("range");
        QTest::newRow("BT.601 limited") << ColourMatrix::Bt601 << ColourRange::Limited;
        QTest::newRow("BT.601 full") << ColourMatrix::Bt601 << ColourRange::Full;
        QTest::newRow("BT.709 limited") << ColourMatrix::Bt709 << ColourRange::Limited;
        QTest::newRow("BT.709 full") << ColourMatrix::Bt709 << ColourRange::Full;
    }
    void bars_comeOutWithin3Levels_whateverTheSource();
};

void TestColours::bars_comeOutWithin3Levels_whateverTheSource()
{
    QFETCH(ColourMatrix, matrix);
    QFETCH(ColourRange, range);
    QTemporaryDir folder;
    auto bars = barsOf(matrix, range);
    const TrackId camera{{u"a"_s}, TrackKind::Camera};
    auto next = MediaTime(VirtualClock::kStart);
    VirtualRecording::Options options;
    options.size = kFile;
    options.length = 1s;
    options.folder = folder.path();
    options.scene.people.push_back({camera.participant, true});
    options.feed = [&](StageMedia &media, MediaTime moment) {
        for (; next <= moment; next += 40ms) {
            bars.time = next;
            media.picture(camera, bars);
        }
    };
    VirtualRecording recording(options);
    const auto file = recording.run();
    QVERIFY2(file, file ? "" : qPrintable(file.error().detail));

    const auto tags =
        output(u"ffprobe"_s, {u"-v"_s, u"error"_s, u"-select_streams"_s, u"v"_s, u"-show_entries"_s,
                              u"stream=color_range,color_space,color_transfer,"
                              "color_primaries"_s,
                              u"-of"_s, u"csv=p=0"_s, file->path});
    QCOMPARE(tags.trimmed(), QByteArray("tv,bt709,bt709,bt709"));
    // The raw samples of the file.
    const auto yuv = output(u"ffmpeg"_s, {u"-v"_s, u"error"_s, u"-ss"_s, u"0.5"_s, u"-i"_s,
                                          file->path, u"-frames:v"_s, u"1"_s, u"-f"_s,
                                          u"rawvideo"_s, u"-pix_fmt"_s, u"yuv420p"_s, u"-"_s});
    const auto samples = kFile.width() * kFile.height();
    QCOMPARE(yuv.size(), samples * 3 / 2);
    const auto tile = layoutStage(options.scene, kFile).tiles[0].rect;
    double worst = 0;
    for (size_t bar = 0; bar < kBars.size(); ++bar) {
        const auto wanted = yuvOf(kBars[bar], ColourMatrix::Bt709, ColourRange::Limited);
        const int x = tile.x() + tile.width() * (2 * static_cast<int>(bar) + 1) / 20;
        const int y = tile.center().y();
        const int chroma = (y / 2) * (kFile.width() / 2) + x / 2;
        const std::array<int, 3> at{y * kFile.width() + x, samples + chroma,
                                    samples + samples / 4 + chroma};
        for (size_t plane = 0; plane < 3; ++plane) {
            const double got = static_cast<uint8_t>(yuv[at[plane]]);
            worst = std::max(worst, std::abs(got - wanted[plane]));
            QVERIFY2(std::abs(got - wanted[plane]) <= 3,
                     qPrintable(u"bar %1, plane %2: %3 for %4"_s.arg(bar).arg(plane).arg(got).arg(
                         wanted[plane])));
        }
    }
    qInfo("off by at most %.1f of 255", worst);
}

QTEST_GUILESS_MAIN(TestColours)
#include "test_colours.moc"
