#include "app/transport/simulate/loop_cursor.h"
#include "app/transport/simulate/participant_loop.h"

#include <QTest>

using namespace prosc;
using namespace std::chrono_literals;

namespace {

/// Frames 10 ms apart; the content of each is its index.
std::shared_ptr<const FrameLoop> loopOf(int count, Codec codec, const std::vector<int> &keyFrames)
{
    auto loop = std::make_shared<FrameLoop>();
    for (int i = 0; i < count; ++i) {
        const bool key = std::find(keyFrames.begin(), keyFrames.end(), i) != keyFrames.end();
        loop->frames.push_back({codec, QByteArray::number(i), 10ms * i, key});
    }
    loop->length = 10ms * count;
    return loop;
}

struct Sent
{
    TrackKind kind;
    int content;
    MediaTime time;
};

} // namespace

class TestLoopCursor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void frames_goRoundAndRound_withoutAJumpInTime();
    void keyFrameRequest_movesPictureAndSoundTogether_andTimeGoesOn();
    void skip_keepsTheLoopsTime_whenNoFrameBeginsThere();
    void manyKeyFrameRequests_leavePictureAndSoundInStep();
    void longPause_isNotMadeUpFor();
    void switchedOffTrack_sendsNothing_andComesBackWithAKeyFrame();
    void emptyLoops_sendNothing();

private:
    std::vector<Sent> m_sent;
    ParticipantLoop::Send m_send = [this](TrackKind kind, EncodedFrame frame) {
        m_sent.push_back({kind, frame.data.toInt(), frame.time});
    };
};

void TestLoopCursor::frames_goRoundAndRound_withoutAJumpInTime()
{
    m_sent.clear();
    ParticipantLoop loop(loopOf(3, Codec::Vp8, {0}), nullptr, m_send);
    for (int tick = 0; tick <= 20; ++tick) {
        loop.sendDue(1s + 5ms * tick);
    }
    QCOMPARE(m_sent.size(), size_t{11});
    for (size_t i = 0; i < m_sent.size(); ++i) {
        QCOMPARE(m_sent[i].content, static_cast<int>(i % 3));
        QCOMPARE(m_sent[i].time, MediaTime(1s + 10ms * i));
    }
}

void TestLoopCursor::keyFrameRequest_movesPictureAndSoundTogether_andTimeGoesOn()
{
    m_sent.clear();
    ParticipantLoop loop(loopOf(10, Codec::Vp8, {0, 5}), loopOf(10, Codec::Opus, {}), m_send);
    loop.sendDue(1s);
    loop.sendDue(1s + 10ms);
    m_sent.clear();
    loop.requestKeyFrame();
    loop.sendDue(1s + 20ms);
    QCOMPARE(m_sent.size(), size_t{2});
    QCOMPARE(m_sent[0].kind, TrackKind::Camera);
    QCOMPARE(m_sent[0].content, 5);
    QCOMPARE(m_sent[1].content, 5);
    QCOMPARE(m_sent[0].time, MediaTime(1s + 20ms));
    QCOMPARE(m_sent[1].time, MediaTime(1s + 20ms));

    // The next key frame is at the beginning of the next round.
    m_sent.clear();
    loop.requestKeyFrame();
    loop.sendDue(1s + 30ms);
    QCOMPARE(m_sent.size(), size_t{2});
    QCOMPARE(m_sent[0].content, 0);
    QCOMPARE(m_sent[1].content, 0);
    QCOMPARE(m_sent[0].time, MediaTime(1s + 30ms));
}

void TestLoopCursor::skip_keepsTheLoopsTime_whenNoFrameBeginsThere()
{
    const auto loop = loopOf(3, Codec::Opus, {});
    LoopCursor cursor(loop);
    cursor.start(1s);
    QCOMPARE(cursor.take().time, MediaTime(1s));
    // From 10 ms to 14 ms of the content: the frame at 20 ms is due 6 ms later.
    cursor.skip(4ms);
    QCOMPARE(cursor.due(), MediaTime(1s + 16ms));
    QCOMPARE(cursor.take().data, QByteArray("2"));
    // To 1 ms of the next round, then over more than a whole round and past its end.
    cursor.skip(1ms);
    QCOMPARE(cursor.due(), MediaTime(1s + 35ms));
    QCOMPARE(cursor.take().data, QByteArray("1"));
    cursor.skip(35ms);
    QCOMPARE(cursor.due(), MediaTime(1s + 50ms));
    QCOMPARE(cursor.take().data, QByteArray("0"));
    QCOMPARE(cursor.due(), MediaTime(1s + 60ms));
}

void TestLoopCursor::manyKeyFrameRequests_leavePictureAndSoundInStep()
{
    // 30 frames and 50 audio packets per second, for two seconds.
    const auto picturesAndSound = [](Codec codec, int count) {
        auto loop = std::make_shared<FrameLoop>();
        for (int i = 0; i < count; ++i) {
            loop->frames.push_back({codec, QByteArray::number(i), MediaTime(2s) * i / count,
                                    i == 0 || i == count / 2});
        }
        loop->length = 2s;
        return loop;
    };
    m_sent.clear();
    ParticipantLoop loop(picturesAndSound(Codec::Vp8, 60), picturesAndSound(Codec::Opus, 100),
                         m_send);
    for (int tick = 0; tick < 4000; ++tick) {
        if (tick % 217 == 216 && tick < 3800) {
            loop.requestKeyFrame();
        }
        loop.sendDue(1s + 5ms * tick);
    }
    // When the content's beginning was or would have been sent.
    const auto beginning = [this](TrackKind kind, int count) {
        const auto last = std::find_if(m_sent.rbegin(), m_sent.rend(),
                                       [&](const Sent &sent) { return sent.kind == kind; });
        return (last->time - MediaTime(2s) * last->content / count) % MediaTime(2s);
    };
    QCOMPARE(beginning(TrackKind::Camera, 60), beginning(TrackKind::Microphone, 100));
}

void TestLoopCursor::longPause_isNotMadeUpFor()
{
    m_sent.clear();
    ParticipantLoop loop(loopOf(10, Codec::Vp8, {0}), loopOf(10, Codec::Opus, {}), m_send);
    loop.sendDue(1s);
    m_sent.clear();
    loop.sendDue(61s);
    QCOMPARE(m_sent.size(), size_t{2});
    QCOMPARE(m_sent[0].content, 1);
    QCOMPARE(m_sent[0].time, MediaTime(61s));
    QCOMPARE(m_sent[1].time, MediaTime(61s));
}

void TestLoopCursor::switchedOffTrack_sendsNothing_andComesBackWithAKeyFrame()
{
    m_sent.clear();
    ParticipantLoop loop(loopOf(10, Codec::Vp8, {0, 5}), nullptr, m_send);
    loop.setSending(TrackKind::Camera, false);
    loop.sendDue(1s);
    loop.sendDue(1s + 10ms);
    QVERIFY(m_sent.empty());
    loop.setSending(TrackKind::Camera, true);
    loop.sendDue(1s + 20ms);
    QCOMPARE(m_sent.size(), size_t{1});
    QCOMPARE(m_sent[0].content, 5);
}

void TestLoopCursor::emptyLoops_sendNothing()
{
    m_sent.clear();
    ParticipantLoop loop(std::make_shared<FrameLoop>(), nullptr, m_send);
    loop.requestKeyFrame();
    loop.sendDue(1s);
    loop.sendDue(2s);
    QVERIFY(m_sent.empty());
}

QTEST_GUILESS_MAIN(TestLoopCursor)
#include "test_loop_cursor.moc"
