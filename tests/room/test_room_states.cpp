#include "app/recording/recorder_state.h"
#include "app/room/rules/recording_stage.h"
#include "app/room/session/session_state.h"
#include "tests/room/enum_count.h"

#include <QTest>

#include <array>
#include <optional>

using namespace Qt::StringLiterals;
using namespace prosc;

namespace {

constexpr std::nullopt_t no = std::nullopt;

/// A row per state and a column per event, both in the order of the enum. A new enumerator makes
/// the table too small, which does not compile.
template <class S, class E, size_t states, size_t events>
void compare(const std::optional<S> (&table)[states][events])
{
    static_assert(states == enumCount<S>(), "a state has no row");
    static_assert(events == enumCount<E>(), "an event has no column");
    for (size_t s = 0; s < states; ++s) {
        for (size_t e = 0; e < events; ++e) {
            const auto after = next(static_cast<S>(s), static_cast<E>(e));
            QVERIFY2(after == table[s][e],
                     qPrintable(u"state %1, event %2: %3 instead of %4"_s.arg(s)
                                    .arg(e)
                                    .arg(after ? static_cast<int>(*after) : -1)
                                    .arg(table[s][e] ? static_cast<int>(*table[s][e]) : -1)));
        }
    }
}

enum class ThreeNames { A, B, C };

} // namespace

class TestRoomStates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void enumCount_countsTheNames()
    {
        QCOMPARE(enumCount<ThreeNames>(), size_t(3));
        QVERIFY(isEnumerator<ThreeNames::C>());
        QVERIFY(!isEnumerator<static_cast<ThreeNames>(3)>());
    }

    void recordingStage_goesWhereTheTableSays_forEveryPair()
    {
        using S = RecordingStage;
        const std::optional<S> table[7][12] = {
            // Start, Announced, FirstPicture, Alive, AlivePaused, Resume, Silent, Stalled, Stop,
            // FileComplete, Failed, GaveUp
            /* Idle */
            {S::Announcing, no, no, no, no, no, no, no, no, no, no, no},
            /* Announcing */
            {no, S::Beginning, no, no, no, no, no, no, S::Idle, no, S::Idle, S::Idle},
            /* Beginning */
            {no, no, S::Recording, no, no, no, no, no, S::Stopping, no, S::Idle, S::Idle},
            /* Recording */
            {no, no, S::Recording, S::Recording, S::Paused, no, S::Interrupted, S::Interrupted,
             S::Stopping, S::Idle, S::Idle, no},
            /* Paused */
            {no, no, S::Paused, S::Recording, S::Paused, S::Recording, S::Interrupted, no,
             S::Stopping, S::Idle, S::Idle, no},
            /* Interrupted */
            {no, no, S::Recording, S::Recording, S::Paused, no, S::Interrupted, S::Interrupted,
             S::Stopping, S::Idle, S::Idle, S::Idle},
            /* Stopping */
            {no, no, S::Stopping, S::Stopping, S::Stopping, no, S::Stopping, S::Stopping, no,
             S::Idle, S::Idle, S::Idle},
        };
        compare<S, RecordingEvent>(table);
    }

    void recordingStage_hasItsPhase_forEveryStage()
    {
        const std::array phases = {RecordingPhase::Idle,     RecordingPhase::Starting,
                                   RecordingPhase::Starting, RecordingPhase::Recording,
                                   RecordingPhase::Paused,   RecordingPhase::Recording,
                                   RecordingPhase::Stopping};
        static_assert(phases.size() == enumCount<RecordingStage>());
        for (size_t i = 0; i < phases.size(); ++i) {
            QCOMPARE(phaseOf(static_cast<RecordingStage>(i)), phases[i]);
        }
    }

    void sessionState_goesWhereTheTableSays_forEveryPair()
    {
        using S = SessionState;
        const std::optional<S> table[7][7] = {
            // Open, Connected, Welcomed, ToldToWait, Lost, Retry, Ended
            /* Idle */ {S::Connecting, no, no, no, no, no, S::Left},
            /* Connecting */ {no, S::Joining, no, no, S::Reconnecting, no, S::Left},
            /* Joining */ {no, no, S::Joined, S::Waiting, S::Reconnecting, no, S::Left},
            /* Waiting */ {no, no, S::Joined, no, S::Reconnecting, no, S::Left},
            /* Joined */ {no, no, no, no, S::Reconnecting, no, S::Left},
            /* Reconnecting */ {no, no, no, no, no, S::Connecting, S::Left},
            /* Left */ {no, no, no, no, no, no, no},
        };
        compare<S, SessionEvent>(table);
    }

    void recorderState_goesWhereTheTableSays_forEveryPair()
    {
        using S = RecorderState;
        const std::optional<S> table[4][5] = {
            // Begin, FirstPicture, End, Done, Failed
            /* Idle */ {S::Starting, no, no, no, no},
            /* Starting */ {no, S::Recording, S::Finishing, no, S::Idle},
            /* Recording */ {no, no, S::Finishing, no, S::Idle},
            /* Finishing */ {no, S::Finishing, no, S::Idle, S::Idle},
        };
        compare<S, RecorderEvent>(table);
    }
};

QTEST_GUILESS_MAIN(TestRoomStates)
#include "test_room_states.moc"
