#include "app/server/index/media_item_state.h"

#include <QTest>

#include <array>

using namespace prosc;

namespace {

using S = MediaItemState;
using E = MediaItemEvent;

constexpr std::array kStates = {S::Recording,   S::Uploading, S::Processing, S::Ready,
                                S::Interrupted, S::Failed,    S::Deleted};
/// One letter for each of kStates.
constexpr QLatin1String kLetters("RUPYIFD");

struct Row
{
    const char *name;
    E event;
    /// The state after it, for each of kStates; "-": it is not allowed.
    const char *after;
};

constexpr std::array kRows = {
    Row{"FileComplete", E::FileComplete, "UUP--F-"},
    Row{"RecorderFailed", E::RecorderFailed, "FFF--F-"},
    Row{"RecorderFailedWithBody", E::RecorderFailedWithBody, "UUU----"},
    Row{"SessionLost", E::SessionLost, "U------"},
    Row{"UploadCreated", E::UploadCreated, "UUU--U-"},
    Row{"LiveUploadCreated", E::LiveUploadCreated, "RUU--U-"},
    Row{"ChunkArrived", E::ChunkArrived, "RUP-UU-"},
    Row{"EndNamed", E::EndNamed, "UUU-UU-"},
    Row{"EndRefused", E::EndRefused, "UUU-UU-"},
    Row{"UploadRestarted", E::UploadRestarted, "RUU-UU-"},
    Row{"UploadRemoved", E::UploadRemoved, "UUU-UU-"},
    Row{"UploadExpired", E::UploadExpired, "-F-----"},
    Row{"FellSilent", E::FellSilent, "III----"},
    Row{"FellSilentEmpty", E::FellSilentEmpty, "FFF----"},
    Row{"SupersededReturned", E::SupersededReturned, "III--I-"},
    Row{"RecorderHeard", E::RecorderHeard, "-R--RR-"},
    Row{"AllArrived", E::AllArrived, "PPP-PP-"},
    Row{"Verified", E::Verified, "YYY--Y-"},
    Row{"Deleted", E::Deleted, "---DDD-"},
};
static_assert(kRows.size() == static_cast<size_t>(E::Deleted) + 1, "a row for each event");

QChar letterOf(std::optional<S> state)
{
    if (!state) {
        return QLatin1Char('-');
    }
    const auto *const found = std::ranges::find(kStates, *state);
    return kLetters.at(found - kStates.begin());
}

} // namespace

class TestMediaItemState : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void state_followsTheTable_forEveryPair_data()
    {
        QTest::addColumn<int>("event");
        QTest::addColumn<QString>("expected");
        for (const auto &row : kRows) {
            QTest::newRow(row.name)
                << static_cast<int>(row.event) << QString::fromLatin1(row.after);
        }
    }

    void state_followsTheTable_forEveryPair()
    {
        QFETCH(int, event);
        QFETCH(QString, expected);
        QString after;
        for (const auto state : kStates) {
            after += letterOf(next(state, static_cast<E>(event)));
        }
        QCOMPARE(after, expected);
    }

    void advance_leavesTheState_whenItIsNotAllowed()
    {
        auto state = S::Ready;
        const auto refused = advance(state, E::UploadRemoved);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::NotAllowed);
        QCOMPARE(state, S::Ready);
        QVERIFY(advance(state, E::Deleted));
        QCOMPARE(state, S::Deleted);
    }

    void bin_givesBack_whatCouldBeDeleted()
    {
        QString back;
        for (const auto state : kStates) {
            back += letterOf(restored(state));
        }
        QCOMPARE(back, QLatin1String("---YIF-"));
    }
};

QTEST_APPLESS_MAIN(TestMediaItemState)
#include "test_media_item_state.moc"
