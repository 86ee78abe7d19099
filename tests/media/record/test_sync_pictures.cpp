#include "tests/media/virtual_film.h"
#include "tests/media/virtual_recording.h"

#include <QTemporaryDir>
#include <QTest>

#include <random>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::testing;

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr QSize kSize(320, 180);
constexpr QSize kSource(320, 180);
constexpr seconds kLength{12};
const ParticipantId kAnna{u"anna"_s};

/// A number as a row of dark and bright blocks in the middle of a frame.
struct Code
{
    static constexpr int kBits = 10;
    static constexpr int kBlock = 16;
    static constexpr int kLeft = (320 - kBits * kBlock) / 2;
    static constexpr int kTop = 60;
    static constexpr int kHeight = 60;

    static Picture paint(int64_t number)
    {
        const auto picture = allocatePicture(kSource);
        for (int y = 0; y < kSource.height(); ++y) {
            auto *line = picture.planes[0] + y * picture.buffer->strides[0];
            std::fill_n(line, kSource.width(), uint8_t{40});
            for (int bit = 0; bit < kBits && y >= kTop && y < kTop + kHeight; ++bit) {
                const bool set = (number >> bit & 1) != 0;
                std::fill_n(line + kLeft + bit * kBlock, kBlock, set ? uint8_t{220} : uint8_t{40});
            }
        }
        for (const size_t plane : {1, 2}) {
            std::memset(picture.planes[plane], 128,
                        static_cast<size_t>(picture.buffer->strides[plane] * kSource.height() / 2));
        }
        picture.buffer->matrix = ColourMatrix::Bt709;
        return {picture.buffer, {}};
    }

    /// The number in `tile` of a frame of the film.
    static int64_t read(const QByteArray &luma, const QRect &tile)
    {
        const QRect source = sourceRect(kSource, tile.size(), TileFit::Fill);
        int64_t number = 0;
        for (int bit = 0; bit < kBits; ++bit) {
            const int x = kLeft + bit * kBlock + kBlock / 2 - source.x();
            const int y = kTop + kHeight / 2 - source.y();
            const int column = tile.x() + x * tile.width() / source.width();
            const int row = tile.y() + y * tile.height() / source.height();
            const bool set = static_cast<uint8_t>(luma[row * kSize.width() + column]) > 130;
            number |= set ? int64_t{1} << bit : 0;
        }
        return number;
    }
};

/// A camera that paints its frame numbers. Frames take time to arrive.
class Painter
{
public:
    Painter(int fps, milliseconds least, milliseconds most)
        : m_fps(fps), m_latency(least.count(), most.count())
    {
    }

    /// Deliberately off the film's frame grid.
    [[nodiscard]] MediaTime timeOf(int64_t number) const
    {
        return MediaTime(VirtualClock::kStart) - milliseconds(500) + MediaTime(3'700'000) +
               MediaTime(number * 1'000'000'000 / m_fps);
    }
    /// The newest frame not later than `moment`.
    [[nodiscard]] int64_t newestAt(MediaTime moment) const
    {
        int64_t number = 0;
        while (timeOf(number + 1) <= moment) {
            ++number;
        }
        return number;
    }

    void feed(StageMedia &media, MediaTime moment)
    {
        while (m_arrives <= moment) {
            auto picture = Code::paint(m_next);
            picture.time = timeOf(m_next);
            media.picture({kAnna, TrackKind::Camera}, std::move(picture));
            ++m_next;
            m_arrives = std::max(m_arrives, timeOf(m_next) + milliseconds(m_latency(m_random)));
        }
    }

private:
    int m_fps;
    std::uniform_int_distribution<int64_t> m_latency;
    std::mt19937 m_random{17};
    int64_t m_next = 0;
    MediaTime m_arrives{};
};

} // namespace

class TestSyncPictures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyPicture_showsTheNewestOfItsMoment_data()
    {
        QTest::addColumn<int>("fps");
        QTest::addColumn<int>("least");
        QTest::addColumn<int>("most");
        for (const int fps : {5, 15, 25, 30, 60}) {
            QTest::addRow("%d a second", fps) << fps << 20 << 350;
            QTest::addRow("%d a second, at once", fps) << fps << 0 << 0;
        }
    }

    void everyPicture_showsTheNewestOfItsMoment()
    {
        QFETCH(int, fps);
        QFETCH(int, least);
        QFETCH(int, most);
        QTemporaryDir folder;
        Painter painter(fps, milliseconds(least), milliseconds(most));
        VirtualRecording::Options options;
        options.size = kSize;
        options.length = kLength;
        options.folder = folder.path();
        options.scene.people.push_back({kAnna, true, TileFit::Fill, false});
        options.feed = [&painter](StageMedia &media, MediaTime now) { painter.feed(media, now); };
        VirtualRecording recording(options);
        const auto file = recording.run();
        QVERIFY2(file, file ? "" : qPrintable(file.error().detail));

        const auto pictures = VirtualFilm(file->path, kSize).pictures(0, kLength.count());
        QCOMPARE(pictures.size(), static_cast<size_t>(kLength.count() * 30));
        const auto tile = layoutStage(options.scene, kSize).tiles.front().rect;
        int fromTheFuture = 0;
        int wrong = 0;
        int64_t worst = 0;
        for (size_t i = 0; i < pictures.size(); ++i) {
            const auto moment =
                recording.start() + MediaTime(static_cast<int64_t>(i) * 1'000'000'000 / 30);
            const auto shown = Code::read(pictures[i], tile);
            const auto wanted = painter.newestAt(moment);
            fromTheFuture += painter.timeOf(shown) > moment ? 1 : 0;
            wrong += shown != wanted ? 1 : 0;
            worst = std::max(worst, std::abs(shown - wanted));
        }
        qInfo("%d a second, arriving %d to %d ms later: of %d pictures %d show another than the "
              "newest of their moment, off by at most %d; from the future %d",
              fps, least, most, static_cast<int>(pictures.size()), wrong, static_cast<int>(worst),
              fromTheFuture);
        QCOMPARE(fromTheFuture, 0);
        QVERIFY(worst <= 1);
        QVERIFY2(wrong <= 3, "more than a few pictures are not the newest");
    }
};

QTEST_GUILESS_MAIN(TestSyncPictures)
#include "test_sync_pictures.moc"
