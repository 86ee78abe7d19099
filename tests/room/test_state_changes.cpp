#include "app/room/protocol/state_changes.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;

namespace {

Participant someone(int number)
{
    Participant participant;
    participant.id = ParticipantId{u"p%1"_s.arg(number)};
    participant.name = u"Person %1"_s.arg(number);
    return participant;
}

/// A state of the same room some time later: people come, leave and change at random.
RoomSnapshot later(RoomSnapshot state, QRandomGenerator &random, int &lastNumber)
{
    ++state.revision;
    std::erase_if(state.participants,
                  [&random](const Participant &) { return random.bounded(6) == 0; });
    for (auto &participant : state.participants) {
        if (random.bounded(4) == 0) {
            participant.handRaised = !participant.handRaised;
        }
    }
    for (int i = random.bounded(3); i > 0; --i) {
        state.participants.push_back(someone(++lastNumber));
    }
    state.room.locked = random.bounded(2) == 0;
    state.waitingCount = random.bounded(5);
    state.recording.elapsed += random.bounded(1000);
    return state;
}

} // namespace

class TestStateChanges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changes_leadToTheLaterState_overAnyNumberOfSteps()
    {
        QRandomGenerator random(7);
        int lastNumber = 0;
        std::vector<RoomSnapshot> states{RoomSnapshot{}};
        for (int step = 0; step < 200; ++step) {
            states.push_back(later(states.back(), random, lastNumber));
        }
        for (size_t from = 0; from < states.size(); from += 3) {
            for (const size_t ahead : {size_t{0}, size_t{1}, size_t{2}, size_t{17}}) {
                const auto &to = states[std::min(from + ahead, states.size() - 1)];
                const auto changes = changesBetween(states[from], to);
                const auto state = withChanges(states[from], changes);
                QVERIFY(state);
                QVERIFY(*state == to);
            }
        }
    }

    void changes_nameOnlyWhoIsDifferent()
    {
        RoomSnapshot before;
        before.revision = 4;
        before.participants = {someone(1), someone(2), someone(3)};
        auto after = before;
        after.revision = 7;
        after.participants.erase(after.participants.begin());
        after.participants[1].handRaised = true;
        after.participants.push_back(someone(4));
        const auto changes = changesBetween(before, after);
        QCOMPARE(changes.from, 4);
        QCOMPARE(changes.revision, 7);
        QCOMPARE(changes.left, QStringList{u"p1"_s});
        QCOMPARE(changes.changed.size(), size_t(2));
        QCOMPARE(changes.changed[0].id.value, u"p3"_s);
        QCOMPARE(changes.changed[1].id.value, u"p4"_s);
    }

    void changes_areRefused_whenTheyBuildOnAnotherState()
    {
        RoomSnapshot before;
        before.revision = 4;
        auto after = before;
        after.revision = 5;
        const auto changes = changesBetween(before, after);
        QVERIFY(withChanges(before, changes));
        before.revision = 3;
        QVERIFY(!withChanges(before, changes));
        QVERIFY(!withChanges(after, changes));
    }
};

QTEST_GUILESS_MAIN(TestStateChanges)
#include "test_state_changes.moc"
