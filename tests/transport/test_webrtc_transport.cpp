#include "app/transport/peer/gst_runtime.h"
#include "app/transport/simulate/loop_publisher.h"
#include "app/transport/simulate/loop_thread.h"
#include "app/transport/webrtc_transport.h"
#include "tests/transport/janus_process.h"
#include "tests/transport/janus_signalling.h"
#include "tests/transport/recording_sink.h"
#include "tests/transport/test_loops.h"
#include "tests/transport/test_people.h"
#include "tests/transport/test_room.h"

#include <QDir>
#include <QElapsedTimer>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>

#include <numeric>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace std::chrono_literals;

namespace {

const ParticipantId kViewer{u"viewer"_s};
const ParticipantId kSpeaker{u"speaker"_s};
const TrackId kCamera{kSpeaker, TrackKind::Camera};
const TrackId kMicrophone{kSpeaker, TrackKind::Microphone};

int entriesOf(const char *folder)
{
    return static_cast<int>(QDir(QLatin1String(folder))
                                .entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot)
                                .size());
}
int threads()
{
    return entriesOf("/proc/self/task");
}
int descriptors()
{
    return entriesOf("/proc/self/fd");
}

} // namespace

class TestWebRtcTransport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void frames_comeOutInOrder_whenALoopIsPublished();
    void reconcile_changesNothing_whenTheSnapshotIsTheSame();
    void frames_comeAgain_whenThePublisherReturnsWithANewGeneration();
    void tracks_returnByThemselves_whenJanusIsKilledAndRestarted();
    void ownTracks_areSeenByOthers_whenPublished();
    void everyCodec_comesThrough_whenSent_data();
    void everyCodec_comesThrough_whenSent();
    void keyFrameRequest_reachesTheSender_whenAReceiverAsks();
    void silentTrack_isReplaced_onlyWhenItsSenderSaysItSends();
    void joinsAndLeaves_leaveNoThreadsBehind_whenRepeated();

private:
    [[nodiscard]] std::unique_ptr<Speaker> speak(const ParticipantId &id = kSpeaker);
    /// Waits until every abandoned connection is torn down.
    void waitForReaper();

    SystemClock m_clock;
    std::unique_ptr<GstRuntime> m_runtime;
    std::unique_ptr<LoopThread> m_loopThread;
    JanusProcess m_janus;
    std::shared_ptr<const FrameLoop> m_video;
    std::shared_ptr<const FrameLoop> m_audio;

    TestRoom m_room;
    RecordingSink m_sink;
    std::unique_ptr<JanusSignalling> m_viewerSignalling;
    std::unique_ptr<WebRtcTransport> m_viewer;
};

void TestWebRtcTransport::initTestCase()
{
    if (JanusProcess::addresses().isEmpty()) {
        QSKIP("This machine has a loopback address only, and Janus offers no candidates there.");
    }
    auto runtime = GstRuntime::create(m_clock);
    QVERIFY2(runtime.has_value(), runtime ? "" : qPrintable(runtime.error().detail));
    m_runtime = std::move(*runtime);
    m_loopThread = std::make_unique<LoopThread>(m_clock);
    m_video = makeVideoLoop();
    m_audio = makeAudioLoop();
    QVERIFY(m_video && !m_video->frames.empty());
    QVERIFY(m_audio && !m_audio->frames.empty());
    QVERIFY(m_janus.start());
}

void TestWebRtcTransport::init()
{
    m_room = TestRoom();
    m_room.person(kViewer);
    m_sink.clear();
    m_viewerSignalling = std::make_unique<JanusSignalling>(m_janus.port(), kViewer);
    QVERIFY(m_viewerSignalling->open());
    m_viewer = std::make_unique<WebRtcTransport>(*m_runtime, *m_viewerSignalling, m_sink);
}

void TestWebRtcTransport::cleanup()
{
    m_viewer.reset();
    m_viewerSignalling.reset();
}

std::unique_ptr<Speaker> TestWebRtcTransport::speak(const ParticipantId &id)
{
    auto speaker =
        std::make_unique<Speaker>(*m_runtime, *m_loopThread, m_janus, m_room, id, m_video, m_audio);
    if (!speaker->signalling.open()) {
        return nullptr;
    }
    m_room.person(id);
    connect(&speaker->signalling, &JanusSignalling::published, m_viewer.get(),
            [this] { m_viewer->reconcile(m_room.snapshot(), kViewer); });
    speaker->publisher.reconcile(m_room.snapshot(), id);
    return speaker;
}

void TestWebRtcTransport::frames_comeOutInOrder_whenALoopIsPublished()
{
    QElapsedTimer timer;
    timer.start();
    QSignalSpy live(m_viewer.get(), &WebRtcTransport::trackLive);
    const auto speaker = speak();
    QVERIFY(speaker);
    QTRY_COMPARE_WITH_TIMEOUT(live.size(), 2, 10000);
    qInfo() << "both tracks live after" << timer.elapsed() << "ms";
    QTRY_VERIFY_WITH_TIMEOUT(m_sink.count(kCamera) > 60 && m_sink.count(kMicrophone) > 100, 10000);

    const auto pictures = m_sink.frames(kCamera);
    QCOMPARE(pictures.front().codec, Codec::Vp8);
    QVERIFY(pictures.front().keyFrame);
    QCOMPARE(undecodableFrames(pictures), 0);
    QCOMPARE(m_sink.frames(kMicrophone).front().codec, Codec::Opus);
    for (const TrackId &track : {kCamera, kMicrophone}) {
        const auto frames = m_sink.frames(track);
        for (size_t i = 1; i < frames.size(); ++i) {
            QVERIFY(frames[i].time > frames[i - 1].time);
        }
        const auto ages = m_sink.ages(track);
        const auto oldest = *std::max_element(ages.begin(), ages.end());
        const auto sum = std::accumulate(ages.begin(), ages.end(), MediaTime::zero());
        qInfo() << "age of frames: mean"
                << (sum / static_cast<MediaTime::rep>(ages.size())).count() / 1000 << "us, most"
                << oldest.count() / 1000 << "us";
        QVERIFY(oldest < 1s);
        QVERIFY(*std::min_element(ages.begin(), ages.end()) > -1ms);
    }
    QCOMPARE(m_viewer->liveTracks().size(), size_t{2});
}

void TestWebRtcTransport::reconcile_changesNothing_whenTheSnapshotIsTheSame()
{
    QSignalSpy live(m_viewer.get(), &WebRtcTransport::trackLive);
    QSignalSpy lost(m_viewer.get(), &WebRtcTransport::trackLost);
    const auto speaker = speak();
    QVERIFY(speaker);
    QTRY_COMPARE_WITH_TIMEOUT(live.size(), 2, 10000);
    const int calls = m_viewerSignalling->subscribeCalls();
    QCOMPARE(calls, 2);

    m_viewer->reconcile(m_room.snapshot(), kViewer);
    m_viewer->reconcile(m_room.snapshot(), kViewer);
    const size_t before = m_sink.count(kCamera);
    QTRY_VERIFY(m_sink.count(kCamera) > before + 10);
    QCOMPARE(m_viewerSignalling->subscribeCalls(), calls);
    QCOMPARE(lost.size(), 0);
    QCOMPARE(m_sink.ended(kCamera), 0);
}

void TestWebRtcTransport::frames_comeAgain_whenThePublisherReturnsWithANewGeneration()
{
    QSignalSpy live(m_viewer.get(), &WebRtcTransport::trackLive);
    const auto speaker = speak();
    QVERIFY(speaker);
    QTRY_COMPARE_WITH_TIMEOUT(live.size(), 2, 10000);

    speaker->publisher.stop();
    m_room.unpublish(kSpeaker, Peer::Main);
    m_viewer->reconcile(m_room.snapshot(), kViewer);
    QCOMPARE(m_sink.ended(kCamera), 1);
    QCOMPARE(m_sink.ended(kMicrophone), 1);
    const size_t atEnd = m_sink.count(kCamera);

    speaker->publisher.start();
    QTRY_COMPARE_WITH_TIMEOUT(live.size(), 4, 10000);
    QTRY_VERIFY(m_sink.count(kCamera) > atEnd + 30);
    QVERIFY(m_sink.frames(kCamera).at(atEnd).keyFrame);
}

void TestWebRtcTransport::tracks_returnByThemselves_whenJanusIsKilledAndRestarted()
{
    QSignalSpy live(m_viewer.get(), &WebRtcTransport::trackLive);
    QSignalSpy lost(m_viewer.get(), &WebRtcTransport::trackLost);
    const auto speaker = speak();
    QVERIFY(speaker);
    QTRY_COMPARE_WITH_TIMEOUT(live.size(), 2, 10000);

    m_janus.kill();
    m_room.sfuDown();
    m_viewer->reconcile(m_room.snapshot(), kViewer);
    speaker->publisher.reconcile(m_room.snapshot(), kSpeaker);
    QCOMPARE(lost.size(), 2);
    QVERIFY(!speaker->publisher.isLive());

    QVERIFY(m_janus.start());
    QVERIFY(m_viewerSignalling->open());
    QVERIFY(speaker->signalling.open());
    QElapsedTimer timer;
    timer.start();
    m_room.sfuRestarted();
    m_viewer->reconcile(m_room.snapshot(), kViewer);
    speaker->publisher.reconcile(m_room.snapshot(), kSpeaker);
    QTRY_COMPARE_WITH_TIMEOUT(live.size(), 4, 10000);
    qInfo() << "both tracks back after" << timer.elapsed() << "ms";
    const size_t before = m_sink.count(kCamera);
    QTRY_VERIFY(m_sink.count(kCamera) > before + 30);
}

void TestWebRtcTransport::ownTracks_areSeenByOthers_whenPublished()
{
    const ParticipantId self{u"self"_s};
    const TrackId ownScreen{self, TrackKind::Screen};
    const TrackId ownCamera{self, TrackKind::Camera};
    JanusSignalling signalling(m_janus.port(), self);
    QVERIFY(signalling.open());
    RecordingSink unused;
    WebRtcTransport sender(*m_runtime, signalling, unused);
    std::atomic<int> keyFramesWanted = 0;
    sender.setKeyFrameRequest([&](TrackKind) { ++keyFramesWanted; });
    m_room.person(self);
    connect(&signalling, &JanusSignalling::published, &sender,
            [&](Peer peer, const std::vector<PublishedTrack> &tracks) {
                m_room.publish(self, peer, tracks);
                m_viewer->reconcile(m_room.snapshot(), kViewer);
                sender.reconcile(m_room.snapshot(), self);
            });
    sender.reconcile(m_room.snapshot(), self);
    sender.startPublishing(Peer::Main, {TrackKind::Camera, TrackKind::Microphone});
    sender.startPublishing(Peer::Screen, {TrackKind::Screen});

    // Both m-lines exist although nothing has been sent.
    QTRY_COMPARE_WITH_TIMEOUT(m_room.person(self).publications.size(), size_t{2}, 10000);
    QCOMPARE(m_room.person(self).publication(Peer::Main)->tracks.size(), size_t{2});
    QTRY_VERIFY_WITH_TIMEOUT(keyFramesWanted >= 2, 10000);

    const Feed feed(m_clock, m_video, [&sender](const EncodedFrame &frame) {
        sender.sendFrame(TrackKind::Camera, frame);
        sender.sendFrame(TrackKind::Screen, frame);
    });
    QTRY_VERIFY_WITH_TIMEOUT(m_sink.count(ownCamera) > 30 && m_sink.count(ownScreen) > 30, 15000);
    QCOMPARE(undecodableFrames(m_sink.frames(ownScreen)), 0);
    QCOMPARE(sender.droppedFrames(), uint64_t{0});

    const size_t calls = static_cast<size_t>(signalling.offers().size());
    sender.startPublishing(Peer::Main, {TrackKind::Camera, TrackKind::Microphone});
    QCOMPARE(static_cast<size_t>(signalling.offers().size()), calls);
}

void TestWebRtcTransport::everyCodec_comesThrough_whenSent_data()
{
    QTest::addColumn<Codec>("codec");
    QTest::newRow("VP8") << Codec::Vp8;
    QTest::newRow("VP9") << Codec::Vp9;
    QTest::newRow("H.264") << Codec::H264;
}

void TestWebRtcTransport::everyCodec_comesThrough_whenSent()
{
    QFETCH(Codec, codec);
    const auto loop = makeVideoLoop(codec);
    QVERIFY(loop && loop->frames.front().keyFrame);
    JanusSignalling signalling(m_janus.port(), kSpeaker);
    QVERIFY(signalling.open());
    connect(&signalling, &JanusSignalling::published, m_viewer.get(),
            [this](Peer published, const std::vector<PublishedTrack> &tracks) {
                m_room.publish(kSpeaker, published, tracks);
                m_viewer->reconcile(m_room.snapshot(), kViewer);
            });
    OutgoingPeer peer(*m_runtime, signalling,
                      {Peer::Main, {TrackKind::Camera}, codec, {}, [](TrackKind) {}});
    const Feed feed(m_clock, loop, [&peer](const EncodedFrame &frame) {
        peer.sendFrame(TrackKind::Camera, frame);
    });
    QTRY_VERIFY_WITH_TIMEOUT(m_sink.count(kCamera) > 45, 15000);
    const auto frames = m_sink.frames(kCamera);
    QCOMPARE(frames.front().codec, codec);
    QVERIFY(frames.front().keyFrame);
    QCOMPARE(undecodableFrames(frames), 0);
}

void TestWebRtcTransport::keyFrameRequest_reachesTheSender_whenAReceiverAsks()
{
    const ParticipantId self{u"self"_s};
    const TrackId ownCamera{self, TrackKind::Camera};
    JanusSignalling signalling(m_janus.port(), self);
    QVERIFY(signalling.open());
    RecordingSink unused;
    WebRtcTransport sender(*m_runtime, signalling, unused);
    std::atomic<int> keyFramesWanted = 0;
    sender.setKeyFrameRequest([&](TrackKind) { ++keyFramesWanted; });
    connect(&signalling, &JanusSignalling::published, &sender,
            [&](Peer peer, const std::vector<PublishedTrack> &tracks) {
                m_room.publish(self, peer, tracks);
                m_viewer->reconcile(m_room.snapshot(), kViewer);
            });
    sender.reconcile(m_room.snapshot(), self);
    sender.startPublishing(Peer::Main, {TrackKind::Camera});
    const Feed feed(m_clock, m_video, [&sender](const EncodedFrame &frame) {
        sender.sendFrame(TrackKind::Camera, frame);
    });
    QTRY_VERIFY_WITH_TIMEOUT(m_sink.count(ownCamera) > 60, 15000);

    const int before = keyFramesWanted;
    QElapsedTimer timer;
    timer.start();
    m_viewer->requestKeyFrame(ownCamera);
    QTRY_VERIFY_WITH_TIMEOUT(keyFramesWanted > before, 2000);
    qInfo() << "key frame request took" << timer.elapsed() << "ms";
}

void TestWebRtcTransport::silentTrack_isReplaced_onlyWhenItsSenderSaysItSends()
{
    QSignalSpy live(m_viewer.get(), &WebRtcTransport::trackLive);
    const auto speaker = speak();
    QVERIFY(speaker);
    QTRY_COMPARE_WITH_TIMEOUT(live.size(), 2, 10000);

    speaker->publisher.setSending(TrackKind::Camera, false);
    m_room.person(kSpeaker).camera = false;
    m_viewer->reconcile(m_room.snapshot(), kViewer);
    // The microphone stops, too, but still claims to be on: it is replaced; the camera, which is
    // off, is not.
    speaker->publisher.setSending(TrackKind::Microphone, false);
    QTRY_COMPARE_WITH_TIMEOUT(m_sink.ended(kMicrophone), 1, 8000);
    QCOMPARE(m_sink.ended(kCamera), 0);

    speaker->publisher.setSending(TrackKind::Camera, true);
    speaker->publisher.setSending(TrackKind::Microphone, true);
    m_room.person(kSpeaker).camera = true;
    m_viewer->reconcile(m_room.snapshot(), kViewer);
    const size_t before = m_sink.count(kCamera);
    QTRY_VERIFY_WITH_TIMEOUT(m_sink.count(kCamera) > before + 10, 3000);
    QCOMPARE(m_sink.ended(kCamera), 0);
    QTRY_COMPARE_WITH_TIMEOUT(live.size(), 3, 10000);
}

void TestWebRtcTransport::joinsAndLeaves_leaveNoThreadsBehind_whenRepeated()
{
    const auto speaker = speak();
    QVERIFY(speaker);
    QTRY_VERIFY_WITH_TIMEOUT(speaker->publisher.isLive(), 10000);
    QTRY_COMPARE_WITH_TIMEOUT(m_viewer->liveTracks().size(), size_t{2}, 10000);
    m_viewer->reset();
    waitForReaper();
    const int threadsBefore = threads();
    const int descriptorsBefore = descriptors();
    for (int round = 0; round < 10; ++round) {
        m_viewer->reconcile(m_room.snapshot(), kViewer);
        QTRY_COMPARE_WITH_TIMEOUT(m_viewer->liveTracks().size(), size_t{2}, 10000);
        QVERIFY(threads() > threadsBefore);
        m_viewer->reset();
    }
    waitForReaper();
    QTRY_VERIFY_WITH_TIMEOUT(threads() <= threadsBefore, 10000);
    QTRY_VERIFY_WITH_TIMEOUT(descriptors() <= descriptorsBefore, 10000);
}

void TestWebRtcTransport::waitForReaper()
{
    QSemaphore done;
    m_runtime->reap([&done] { done.release(); });
    done.acquire();
}

QTEST_GUILESS_MAIN(TestWebRtcTransport)
#include "test_webrtc_transport.moc"
