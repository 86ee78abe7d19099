#include "app/media/preview/preview_strip.h"
#include "app/media/preview/recording_preview.h"
#include "tests/mp4/mp4_fixture.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace std::chrono_literals;

namespace {

constexpr int kSeconds = 6;
/// One for each second; as ffmpeg's "color" source makes them.
const QList<QList<int>> kColours{{255, 0, 0}, {0, 0, 255},   {255, 255, 255},
                                 {0, 0, 0},   {255, 255, 0}, {128, 0, 128}};

/// Decoded by ffmpeg, not by the code under test: RGB of the middle of a tile.
QList<int> colourAt(const QByteArray &rgb, QSize picture, QPoint at)
{
    QList<int> colour;
    for (int channel = 0; channel < 3; ++channel) {
        colour.append(
            static_cast<uchar>(rgb.at((at.y() * picture.width() + at.x()) * 3 + channel)));
    }
    return colour;
}

bool isNear(const QList<int> &colour, const QList<int> &wanted)
{
    bool near = colour.size() == wanted.size();
    for (qsizetype i = 0; near && i < wanted.size(); ++i) {
        near = std::abs(colour.at(i) - wanted.at(i)) <= 12;
    }
    return near;
}

} // namespace

class TestRecordingPreview : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void preview_knowsLengthAndCounts_whenAllIsWell();
    void strip_showsEachSecond_inItsColours();
    void poster_isNotTheFirstPicture();
    void preview_namesTheDamage_whenBytesAreWrong();
    void preview_missesWhatTheIndexNames_whenTheFileIsCut();
    void preview_hasNoPictures_whenThereIsSoundOnly();
    void preview_isRefused_whenItIsNoRecording();
    void strip_hasTilesForEverySecond_upToItsMost_data();
    void strip_hasTilesForEverySecond_upToItsMost();

private:
    [[nodiscard]] QString path(const char *name) const
    {
        return m_folder.filePath(QString::fromLatin1(name));
    }
    [[nodiscard]] QByteArray rgbOf(const QByteArray &jpeg) const;
    [[nodiscard]] QByteArray content() const;
    [[nodiscard]] QString write(const char *name, const QByteArray &bytes) const;

    QTemporaryDir m_folder;
};

void TestRecordingPreview::initTestCase()
{
    QStringList arguments{u"-v"_s, u"error"_s, u"-y"_s};
    QString filter;
    const QStringList names{u"red"_s, u"blue"_s, u"white"_s, u"black"_s, u"yellow"_s, u"purple"_s};
    for (int i = 0; i < kSeconds; ++i) {
        arguments << u"-f"_s << u"lavfi"_s << u"-i"_s
                  << u"color=c=%1:s=640x360:r=30:d=1"_s.arg(names.at(i));
        filter += u"[%1:v]"_s.arg(i);
    }
    filter +=
        u"concat=n=%1,scale=out_color_matrix=bt709:out_range=tv,format=yuv420p"_s.arg(kSeconds);
    arguments << u"-f"_s << u"lavfi"_s << u"-i"_s
              << u"sine=frequency=440:sample_rate=48000:duration=%1"_s.arg(kSeconds)
              << u"-filter_complex"_s << filter << u"-c:v"_s << u"libx264"_s << u"-g"_s << u"30"_s
              << u"-bf"_s << u"0"_s << u"-colorspace"_s << u"bt709"_s << u"-c:a"_s << u"aac"_s
              << path("film.mp4");
    test::run(u"ffmpeg"_s, arguments);
    QVERIFY(QFile::exists(path("film.mp4")));
}

QByteArray TestRecordingPreview::content() const
{
    QFile file(path("film.mp4"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString TestRecordingPreview::write(const char *name, const QByteArray &bytes) const
{
    QFile file(path(name));
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? path(name)
                                                                                : QString();
}

QByteArray TestRecordingPreview::rgbOf(const QByteArray &jpeg) const
{
    return test::run(u"ffmpeg"_s, {u"-v"_s, u"error"_s, u"-i"_s, write("picture.jpg", jpeg),
                                   u"-f"_s, u"rawvideo"_s, u"-pix_fmt"_s, u"rgb24"_s, u"-"_s});
}

void TestRecordingPreview::preview_knowsLengthAndCounts_whenAllIsWell()
{
    const auto found = previewRecording(path("film.mp4"));
    QVERIFY(found);
    QVERIFY(found->isSound());
    QVERIFY(!found->firstDamage);
    QCOMPARE(found->size, QSize(640, 360));
    QCOMPARE(found->pictures, 30 * kSeconds);
    QCOMPARE(found->keyPictures, kSeconds);
    QVERIFY(found->duration >= 6s && found->duration < 6050ms);
    QVERIFY(found->sound >= 5950ms && found->sound < 6050ms);
}

void TestRecordingPreview::strip_showsEachSecond_inItsColours()
{
    const auto found = previewRecording(path("film.mp4"));
    QVERIFY(found);
    QCOMPARE(found->tile, QSize(160, 90));
    // The last sound may end a moment after the last picture.
    QVERIFY(found->tiles == kSeconds || found->tiles == kSeconds + 1);
    QCOMPARE(found->columns, found->tiles);
    QCOMPARE(found->interval, MediaTime(1s));
    const QSize size(found->columns * 160, 90);
    const auto rgb = rgbOf(found->strip);
    QCOMPARE(rgb.size(), qsizetype{size.width()} * size.height() * 3);
    for (int tile = 0; tile < kSeconds; ++tile) {
        const auto colour = colourAt(rgb, size, {tile * 160 + 80, 45});
        QVERIFY2(isNear(colour, kColours.at(tile)), qPrintable(u"tile %1: %2 %3 %4"_s.arg(tile)
                                                                   .arg(colour.at(0))
                                                                   .arg(colour.at(1))
                                                                   .arg(colour.at(2))));
    }
}

void TestRecordingPreview::poster_isNotTheFirstPicture()
{
    const auto found = previewRecording(path("film.mp4"));
    QVERIFY(found);
    QCOMPARE(found->posterSize, QSize(640, 360));
    const auto rgb = rgbOf(found->poster);
    QCOMPARE(rgb.size(), qsizetype{640} * 360 * 3);
    QVERIFY(isNear(colourAt(rgb, {640, 360}, {320, 180}), kColours.at(1)));
}

void TestRecordingPreview::preview_namesTheDamage_whenBytesAreWrong()
{
    // The fourth key picture, as ffprobe finds it.
    const auto packets = test::run(
        u"ffprobe"_s,
        u"-v error -select_streams v -show_entries packet=pos,size,flags -of csv=p=0"_s.split(
            QLatin1Char(' ')) +
            QStringList{path("film.mp4")});
    QList<QByteArrayList> keys;
    for (const auto &line : packets.split('\n')) {
        if (line.contains('K')) {
            keys.append(line.split(','));
        }
    }
    QCOMPARE(keys.size(), kSeconds);
    auto bytes = content();
    const auto at = keys.at(3).at(1).toLongLong();
    const auto size = keys.at(3).at(0).toLongLong();
    for (auto i = at + size / 3; i < at + size; ++i) {
        bytes[i] = static_cast<char>(~bytes.at(i));
    }
    const auto found = previewRecording(write("damaged.mp4", bytes));
    QVERIFY(found);
    QVERIFY(!found->isSound());
    QCOMPARE(found->damagedPictures, 1);
    QVERIFY(*found->firstDamage >= 2900ms && *found->firstDamage <= 3100ms);
    QVERIFY(!found->strip.isEmpty());
}

void TestRecordingPreview::preview_missesWhatTheIndexNames_whenTheFileIsCut()
{
    // With the index in front, so that it survives.
    test::run(u"ffmpeg"_s, u"-v error -y -i %1 -c copy -movflags faststart %2"_s
                               .arg(path("film.mp4"), path("fast.mp4"))
                               .split(QLatin1Char(' ')));
    QFile file(path("fast.mp4"));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.resize(file.size() * 2 / 3));
    const auto found = previewRecording(path("fast.mp4"));
    QVERIFY(found);
    QVERIFY(!found->isSound());
    QVERIFY(found->damagedPictures > 10);
}

void TestRecordingPreview::preview_hasNoPictures_whenThereIsSoundOnly()
{
    test::run(u"ffmpeg"_s,
              u"-v error -y -i %1 -vn -c:a copy %2"_s.arg(path("film.mp4"), path("sound.mp4"))
                  .split(QLatin1Char(' ')));
    const auto found = previewRecording(path("sound.mp4"));
    QVERIFY(found);
    QVERIFY(found->isSound() && found->poster.isEmpty() && found->strip.isEmpty());
    QVERIFY(found->duration >= 5900ms);
}

void TestRecordingPreview::preview_isRefused_whenItIsNoRecording()
{
    const auto none = previewRecording(path("none.mp4"));
    QCOMPARE(none.error().code, ErrorCode::NotFound);
    const auto noise = previewRecording(write("noise.mp4", QByteArray(10'000, 'x')));
    QCOMPARE(noise.error().code, ErrorCode::MediaFailed);
    // A list of other files is not read, whatever it names.
    const auto list = previewRecording(
        write("list.mp4", "ffconcat version 1.0\nfile '" + path("film.mp4").toUtf8() + "'\n"));
    QCOMPARE(list.error().code, ErrorCode::MediaFailed);
}

void TestRecordingPreview::strip_hasTilesForEverySecond_upToItsMost_data()
{
    QTest::addColumn<QSize>("pictures");
    QTest::addColumn<int>("seconds");
    QTest::addColumn<QSize>("tile");
    QTest::addColumn<int>("tiles");
    QTest::addColumn<int>("columns");
    QTest::newRow("nothing") << QSize(1920, 1080) << 0 << QSize(160, 90) << 1 << 1;
    QTest::newRow("a minute") << QSize(1920, 1080) << 60 << QSize(160, 90) << 60 << 10;
    QTest::newRow("a day") << QSize(1920, 1080) << 86'400 << QSize(160, 90) << 200 << 10;
    QTest::newRow("portrait") << QSize(1080, 1920) << 5 << QSize(50, 90) << 5 << 5;
    QTest::newRow("tiny") << QSize(16, 2) << 5 << QSize(16, 2) << 5 << 5;
}

void TestRecordingPreview::strip_hasTilesForEverySecond_upToItsMost()
{
    QFETCH(QSize, pictures);
    QFETCH(int, seconds);
    const MediaTime duration = std::chrono::seconds(seconds);
    PreviewStrip strip(pictures, duration);
    QTEST(strip.tile(), "tile");
    QTEST(strip.tiles(), "tiles");
    QTEST(strip.columns(), "columns");
    QVERIFY(strip.interval() * strip.tiles() >= duration);
    QVERIFY(!strip.finish());
    auto picture = allocatePicture(pictures);
    for (size_t plane = 0; plane < 3; ++plane) {
        const int rows = plane == 0 ? pictures.height() : pictures.height() / 2;
        std::fill_n(picture.planes[plane], picture.buffer->strides[plane] * rows, uint8_t{128});
    }
    strip.add({picture.buffer, duration + 10min});
    QVERIFY(strip.finish());
}

QTEST_GUILESS_MAIN(TestRecordingPreview)
#include "test_recording_preview.moc"
