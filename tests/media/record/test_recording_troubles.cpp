#include "tests/media/virtual_person.h"
#include "tests/media/virtual_recording.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::testing;
using namespace std::chrono_literals;

namespace {

const TrackId kScreen{{u"a"_s}, TrackKind::Screen};
const TrackHealth kNoPicture{kScreen, TrackTrouble::NoPicture};

/// Somebody shares a screen for 10 s.
struct Share
{
    Share()
    {
        options.length = 10s;
        options.folder = folder.path();
        options.scene.sharing = kScreen.participant;
        options.feed = [](StageMedia &, MediaTime) {};
        options.progress = [this](const RecordingProgress &now) { reports.push_back(now); };
    }

    /// When its absence was first reported, in file time.
    [[nodiscard]] std::optional<std::chrono::milliseconds> reported() const
    {
        for (const auto &report : reports) {
            if (std::count(report.troubles.begin(), report.troubles.end(), kNoPicture) > 0) {
                return report.recorded;
            }
        }
        return std::nullopt;
    }

    QTemporaryDir folder;
    VirtualRecording::Options options;
    std::vector<RecordingProgress> reports;
};

} // namespace

class TestRecordingTroubles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void share_isReported_whenNoPictureOfItComes()
    {
        Share share;
        VirtualRecording recording(share.options);
        QVERIFY(recording.run());
        QVERIFY(share.reported());
        QVERIFY(*share.reported() >= 2s && *share.reported() <= 4s);
    }

    void share_isNotReported_whenItsOnlyPictureCameBeforeTheStart()
    {
        Share share;
        VirtualRecording recording(share.options);
        auto slide = greyPicture({160, 90}, 200);
        slide.time = VirtualClock::kStart - 1min;
        recording.media().picture(kScreen, slide);
        QVERIFY(recording.run());
        QVERIFY(!share.reported());
        QVERIFY(share.reports.size() >= 9);
    }

    void share_isReported_whenItsConnectionEndsAndNothingComesAfter()
    {
        Share share;
        bool ended = false;
        share.options.feed = [&](StageMedia &media, MediaTime moment) {
            if (!ended && moment - VirtualClock::kStart >= 4s) {
                ended = true;
                media.rawTrackEnded(kScreen);
            }
        };
        VirtualRecording recording(share.options);
        auto slide = greyPicture({160, 90}, 200);
        slide.time = VirtualClock::kStart - 1min;
        recording.media().picture(kScreen, slide);
        QVERIFY(recording.run());
        QVERIFY(share.reported());
        QVERIFY(*share.reported() >= 6s && *share.reported() <= 8s);
    }
};

QTEST_GUILESS_MAIN(TestRecordingTroubles)
#include "test_recording_troubles.moc"
