#include "app/net/upload/tus_state.h"

#include <QTest>

#include <array>

using namespace prosc;
using S = TusState;
using E = TusEvent;

namespace {

constexpr int kStates = kTusStates;
constexpr int kEvents = kTusEvents;
/// The event cannot occur in this state.
constexpr std::optional<S> kNone = std::nullopt;

struct Line
{
    S state;
    /// After each event, in the order of the enum.
    std::array<std::optional<S>, kEvents> after;
};

// Columns: Started, Unmeasured, Unlocated, Located, Foreign, DataLeft, NoDataYet, Throttled,
// ChunkReady, BodyRefused, Stored, Interrupted, Ended.
// clang-format off
const std::array<Line, kStates> kTable{{
    {S::Idle,       {S::Starting, kNone, kNone, kNone, kNone, kNone, kNone, kNone, kNone, kNone, kNone, kNone, S::Idle}},
    {S::Starting,   {kNone, S::Measuring, S::Creating, S::Probing, kNone, kNone, kNone, kNone, kNone, kNone, kNone, kNone, S::Idle}},
    {S::Measuring,  {kNone, kNone, S::Creating, kNone, kNone, kNone, kNone, kNone, kNone, kNone, kNone, kNone, S::Idle}},
    {S::Creating,   {kNone, kNone, kNone, S::Probing, kNone, kNone, kNone, kNone, kNone, kNone, kNone, S::Waiting, S::Idle}},
    {S::Probing,    {kNone, kNone, S::Creating, kNone, S::Removing, S::Reading, S::CaughtUp, kNone, S::Sending, kNone, S::Reporting, S::Waiting, S::Idle}},
    {S::Removing,   {kNone, kNone, S::Creating, kNone, kNone, kNone, kNone, kNone, kNone, kNone, kNone, S::Waiting, S::Idle}},
    {S::Reading,    {kNone, kNone, kNone, kNone, S::Removing, S::Reading, S::CaughtUp, S::Pacing, S::Sending, kNone, kNone, kNone, S::Idle}},
    {S::CaughtUp,   {kNone, kNone, kNone, kNone, S::Removing, S::Reading, S::CaughtUp, kNone, S::Sending, kNone, kNone, kNone, S::Idle}},
    {S::Pacing,     {kNone, kNone, kNone, kNone, kNone, kNone, kNone, kNone, S::Sending, kNone, kNone, kNone, S::Idle}},
    {S::Sending,    {kNone, kNone, S::Creating, S::Probing, S::Removing, S::Reading, S::CaughtUp, kNone, S::Sending, S::Rechecking, S::Reporting, S::Waiting, S::Idle}},
    {S::Rechecking, {kNone, kNone, kNone, kNone, S::Removing, kNone, kNone, kNone, kNone, kNone, kNone, S::Waiting, S::Idle}},
    {S::Reporting,  {kNone, kNone, kNone, kNone, kNone, kNone, kNone, kNone, kNone, kNone, kNone, S::Waiting, S::Idle}},
    {S::Waiting,    {kNone, kNone, S::Creating, S::Probing, kNone, kNone, kNone, kNone, kNone, kNone, kNone, kNone, S::Idle}},
}};
// clang-format on

} // namespace

class TestTusState : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void next_isAsDrawn_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("event");
        for (int state = 0; state < kStates; ++state) {
            for (int event = 0; event < kEvents; ++event) {
                QTest::addRow("%d-%d", state, event) << state << event;
            }
        }
    }
    void next_isAsDrawn()
    {
        QFETCH(int, state);
        QFETCH(int, event);
        const auto &line = kTable[static_cast<size_t>(state)];
        QCOMPARE(line.state, static_cast<S>(state));
        QCOMPARE(next(line.state, static_cast<E>(event)), line.after[static_cast<size_t>(event)]);
    }

    void eventOf_followsTheOffsetOfTheService()
    {
        const std::optional<E> tooMuch;
        // While recording.
        QCOMPARE(eventOf({10, {}, 4, 0}), E::DataLeft);
        QCOMPARE(eventOf({10, {}, 10, 0}), E::NoDataYet);
        QCOMPARE(eventOf({10, {}, 11, 3}), E::NoDataYet);
        // Once it is whole.
        QCOMPARE(eventOf({10, 10, 9, 2}), E::DataLeft);
        QCOMPARE(eventOf({10, 10, 10, 0}), E::ChunkReady);
        QCOMPARE(eventOf({10, 10, 10, 1}), E::Foreign);
        QCOMPARE(eventOf({10, 10, 11, 0}), tooMuch);
    }
};

QTEST_GUILESS_MAIN(TestTusState)
#include "test_tus_state.moc"
