#include "app/stage/stage_transition.h"
#include "tests/media/virtual_film.h"
#include "tests/media/virtual_person.h"
#include "tests/media/virtual_recording.h"
#include "tests/stage/scenes.h"

#include <QTemporaryDir>
#include <QTest>

#include <cstdlib>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::testing;
using namespace std::chrono_literals;

namespace {

constexpr QSize kSize(640, 360);
constexpr int kPerSecond = 30;
constexpr int kBright = 220;
constexpr int kDark = 60;

TrackId cameraOf(const QString &id)
{
    return {{id}, TrackKind::Camera};
}

/// A bright participant alone on the stage; at about 2 s a dark one joins.
struct Film
{
    Film()
    {
        VirtualRecording::Options options;
        options.size = kSize;
        options.length = 4s;
        options.folder = folder.path();
        options.scene = before;
        options.feed = [this](StageMedia &media, MediaTime moment) {
            for (; fed <= moment; fed += 33ms) {
                bright.time = dark.time = fed;
                media.picture(cameraOf(u"a"_s), bright);
                media.picture(cameraOf(u"b"_s), dark);
            }
        };
        options.control = [this](RecordingEngine &engine, MediaTime now) {
            if (!changed && now - VirtualClock::kStart >= 2s) {
                changed = now;
                engine.setScene(after);
            }
        };
        VirtualRecording recording(options);
        file = recording.run();
        start = recording.start();
    }

    const StageScene before = namedScene({u"a"_s});
    const StageScene after = namedScene({u"a"_s, u"b"_s});
    QTemporaryDir folder;
    Picture bright = greyPicture({320, 180}, kBright);
    Picture dark = greyPicture({320, 180}, kDark);
    MediaTime fed = VirtualClock::kStart;
    MediaTime start{};
    std::optional<MediaTime> changed;
    Result<RecordedFile> file = fail(ErrorCode::Internal);
};

QRect tileOf(const StageLayout &layout, const QString &id)
{
    for (const auto &tile : layout.tiles) {
        if (tile.track == cameraOf(id)) {
            return tile.rect;
        }
    }
    return {};
}

/// The top of the bright tile in column `x`.
int topOfBright(const QByteArray &picture, int x)
{
    int y = 0;
    while (y < kSize.height() && static_cast<uint8_t>(picture[y * kSize.width() + x]) < 140) {
        ++y;
    }
    return y;
}

} // namespace

class TestRecordingLayouts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tiles_moveInTheFile_asTheTransitionSays()
    {
        const Film film;
        QVERIFY2(film.file, film.file ? "" : qPrintable(film.file.error().detail));
        StageTransition transition;
        transition.setLayout(layoutStage(film.before, kSize), film.start);
        const int stands = tileOf(transition.at(film.start), u"a"_s).top();
        transition.setLayout(layoutStage(film.after, kSize), *film.changed);
        const int arrives = tileOf(transition.target(), u"a"_s).top();
        QVERIFY(arrives - stands > 40);

        const auto pictures = VirtualFilm(film.file->path, kSize).pictures(0, 4);
        QCOMPARE(static_cast<int>(pictures.size()), 4 * kPerSecond);
        int onTheWay = 0;
        for (size_t i = 0; i < pictures.size(); ++i) {
            const auto moment =
                film.start + MediaTime(static_cast<int64_t>(i) * 1'000'000'000 / kPerSecond);
            // Before the change the transition must not know about it, as the recorder did not.
            const auto rect = moment < *film.changed
                                  ? tileOf(layoutStage(film.before, kSize), u"a"_s)
                                  : tileOf(transition.at(moment), u"a"_s);
            const int top = topOfBright(pictures[i], rect.center().x());
            QVERIFY2(std::abs(top - rect.top()) <= 2,
                     qPrintable(u"%1: %2, not %3"_s.arg(i).arg(top).arg(rect.top())));
            onTheWay += top > stands + 8 && top < arrives - 8 ? 1 : 0;
        }
        QVERIFY2(onTheWay >= 3, qPrintable(QString::number(onTheWay)));
    }
};

QTEST_GUILESS_MAIN(TestRecordingLayouts)
#include "test_recording_layouts.moc"
