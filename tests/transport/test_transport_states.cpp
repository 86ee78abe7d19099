#include "app/transport/peer/rate_limit.h"
#include "app/transport/receive/layer_choice.h"
#include "app/transport/receive/track_state.h"
#include "app/transport/send/outgoing_peer.h"

#include <QTest>

#include <map>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace std::chrono_literals;

class TestTransportStates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void incomingTrack_followsTheTable_forEveryPair();
    void outgoingPeer_followsTheTable_forEveryPair();
    void rateLimit_letsOneThrough_inEachGap();
    void layer_risesAtOnce_andFallsAfterASecond();
    void layer_doesNotFall_whenTheHigherOneIsWantedAgain();
};

void TestTransportStates::incomingTrack_followsTheTable_forEveryPair()
{
    using S = TrackState;
    using E = TrackEvent;
    // Every pair that is not listed leaves the state unchanged, except that Failed and Stopped are
    // always final.
    const std::map<std::pair<S, E>, S> steps{
        {{S::Attaching, E::OfferReceived}, S::Offered},
        {{S::Offered, E::DescriptionSet}, S::Answering},
        {{S::Answering, E::AnswerSent}, S::Connecting},
        {{S::Connecting, E::Frame}, S::Live},
        {{S::Live, E::Quiet}, S::Stalled},
        {{S::Stalled, E::Frame}, S::Live},
    };
    for (const S state :
         {S::Attaching, S::Offered, S::Answering, S::Connecting, S::Live, S::Stalled, S::Dead}) {
        for (const E event : {E::OfferReceived, E::DescriptionSet, E::AnswerSent, E::Frame,
                              E::Quiet, E::Failed, E::Stopped}) {
            const auto step = steps.find({state, event});
            const bool isEnd = event == E::Failed || event == E::Stopped;
            const S expected = isEnd ? S::Dead : step != steps.end() ? step->second : state;
            QVERIFY2(next(state, event) == expected,
                     qPrintable(u"state %1, event %2"_s.arg(static_cast<int>(state))
                                    .arg(static_cast<int>(event))));
        }
    }
}

void TestTransportStates::outgoingPeer_followsTheTable_forEveryPair()
{
    using S = OutgoingPeer::State;
    using E = OutgoingPeer::Event;
    const std::map<std::pair<S, E>, S> steps{
        {{S::Offering, E::OfferReady}, S::Publishing},
        {{S::Publishing, E::Answered}, S::Connecting},
        {{S::Connecting, E::Connected}, S::Live},
    };
    for (const S state : {S::Offering, S::Publishing, S::Connecting, S::Live, S::Dead}) {
        for (const E event : {E::OfferReady, E::Answered, E::Connected, E::Failed, E::Stopped}) {
            const auto step = steps.find({state, event});
            const bool isEnd = event == E::Failed || event == E::Stopped;
            const S expected = isEnd ? S::Dead : step != steps.end() ? step->second : state;
            QVERIFY(OutgoingPeer::next(state, event) == expected);
        }
    }
}

void TestTransportStates::rateLimit_letsOneThrough_inEachGap()
{
    RateLimit limit(500ms);
    QVERIFY(limit.allow(0ms));
    QVERIFY(!limit.allow(499ms));
    QVERIFY(limit.allow(500ms));
    QVERIFY(!limit.allow(999ms));
    QVERIFY(limit.allow(1000ms));
}

void TestTransportStates::layer_risesAtOnce_andFallsAfterASecond()
{
    LayerChoice choice;
    QCOMPARE(choice.choose(1, 10s), 1);
    QCOMPARE(choice.choose(2, 10s), 2);
    QCOMPARE(choice.choose(0, 11s), 2);
    // Of several lower layers the highest counts.
    QCOMPARE(choice.choose(1, 11500ms), 2);
    QCOMPARE(choice.choose(0, 11999ms), 2);
    QCOMPARE(choice.choose(0, 12s), 1);
    QCOMPARE(choice.choose(0, 12100ms), 1);
    QCOMPARE(choice.choose(0, 13100ms), 0);
    QCOMPARE(choice.choose(0, 20s), 0);
}

void TestTransportStates::layer_doesNotFall_whenTheHigherOneIsWantedAgain()
{
    LayerChoice choice;
    QCOMPARE(choice.choose(2, 10s), 2);
    QCOMPARE(choice.choose(0, 11s), 2);
    QCOMPARE(choice.choose(2, 11900ms), 2);
    QCOMPARE(choice.choose(0, 12s), 2);
    QCOMPARE(choice.choose(0, 12999ms), 2);
    QCOMPARE(choice.choose(0, 13s), 0);
}

QTEST_GUILESS_MAIN(TestTransportStates)
#include "test_transport_states.moc"
