#include "app/media/decode/stage_media.h"
#include "app/media/simulate/simulated_source.h"
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

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace std::chrono_literals;

namespace {

const ParticipantId kViewer{u"viewer"_s};
const ParticipantId kSpeaker{u"speaker"_s};
const TrackId kCamera{kSpeaker, TrackKind::Camera};
const TrackId kMicrophone{kSpeaker, TrackKind::Microphone};
const QSize kSizes[] = {{320, 180}, {640, 360}, {1280, 720}};

/// The frame size in a key frame (RFC 6386, 9.1).
QSize sizeOf(const EncodedFrame &keyFrame)
{
    const auto byte = [&](int at) { return static_cast<uint8_t>(keyFrame.data.at(at)); };
    return {(byte(6) | byte(7) << 8) & 0x3fff, (byte(8) | byte(9) << 8) & 0x3fff};
}

/// The sizes of the received frames.
std::vector<QSize> sizesOf(const std::vector<EncodedFrame> &frames)
{
    std::vector<QSize> sizes;
    for (const EncodedFrame &frame : frames) {
        sizes.push_back(frame.keyFrame ? sizeOf(frame) : sizes.back());
    }
    return sizes;
}

std::shared_ptr<const FrameLoop> loopOf(std::vector<EncodedFrame> frames, MediaTime length)
{
    return std::make_shared<const FrameLoop>(FrameLoop{std::move(frames), length});
}

} // namespace

/// A camera in three layers through a real Janus.
class TestSimulcast : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void viewer_getsTheLayerItAsksFor_withoutAFreeze();
    void layer_isTheWantedOne_fromTheStart_andAfterJanusWasLost();
    void camera_isReceivedOnlyWhileWanted_soundAlways();
    void ownCamera_isSentInLayers_whenFramesOfAllCome();
    void pictureOnTheStage_changesItsSize_withoutAGap();

private:
    [[nodiscard]] std::unique_ptr<Speaker> speak();
    [[nodiscard]] QSize newestSize() const;
    void connectViewer(EncodedTrackSink &sink);

    SystemClock m_clock;
    std::unique_ptr<GstRuntime> m_runtime;
    std::unique_ptr<LoopThread> m_loopThread;
    JanusProcess m_janus;
    std::shared_ptr<const FrameLoop> m_video;
    std::shared_ptr<const FrameLoop> m_audio;

    TestRoom m_room;
    RecordingSink m_sink;
    std::unique_ptr<StageMedia> m_media;
    std::unique_ptr<JanusSignalling> m_viewerSignalling;
    std::unique_ptr<WebRtcTransport> m_viewer;
};

void TestSimulcast::initTestCase()
{
    if (JanusProcess::addresses().isEmpty()) {
        QSKIP("This machine has a loopback address only, and Janus offers no candidates there.");
    }
    auto runtime = GstRuntime::create(m_clock);
    QVERIFY2(runtime.has_value(), runtime ? "" : qPrintable(runtime.error().detail));
    m_runtime = std::move(*runtime);
    m_loopThread = std::make_unique<LoopThread>(m_clock);
    SimulatedSource::Options options;
    options.layers = kSimulcastLayers;
    options.seconds = 2;
    auto loop = SimulatedSource::generate(options);
    QVERIFY(loop.has_value());
    m_video = loopOf(std::move(loop->video), loop->videoLength);
    m_audio = loopOf(std::move(loop->audio), loop->audioLength);
    QVERIFY(m_janus.start());
}

void TestSimulcast::init()
{
    m_room = TestRoom();
    m_room.person(kViewer);
    m_sink.clear();
    connectViewer(m_sink);
}

void TestSimulcast::connectViewer(EncodedTrackSink &sink)
{
    m_viewerSignalling = std::make_unique<JanusSignalling>(m_janus.port(), kViewer);
    QVERIFY(m_viewerSignalling->open());
    m_viewer = std::make_unique<WebRtcTransport>(*m_runtime, *m_viewerSignalling, sink);
}

void TestSimulcast::cleanup()
{
    m_viewer.reset();
    m_viewerSignalling.reset();
    m_media.reset();
}

std::unique_ptr<Speaker> TestSimulcast::speak()
{
    auto speaker = std::make_unique<Speaker>(*m_runtime, *m_loopThread, m_janus, m_room, kSpeaker,
                                             m_video, m_audio);
    if (!speaker->signalling.open()) {
        return nullptr;
    }
    m_room.person(kSpeaker);
    connect(&speaker->signalling, &JanusSignalling::published, m_viewer.get(),
            [this] { m_viewer->reconcile(m_room.snapshot(), kViewer); });
    speaker->publisher.reconcile(m_room.snapshot(), kSpeaker);
    return speaker;
}

QSize TestSimulcast::newestSize() const
{
    const auto sizes = sizesOf(m_sink.frames(kCamera));
    return sizes.empty() ? QSize() : sizes.back();
}

void TestSimulcast::viewer_getsTheLayerItAsksFor_withoutAFreeze()
{
    m_viewer->setWanted({{kCamera, 0}});
    const auto speaker = speak();
    QVERIFY(speaker);
    QTRY_COMPARE_WITH_TIMEOUT(newestSize(), kSizes[0], 10000);
    for (const PublishedTrack &track : m_room.person(kSpeaker).publications.front().tracks) {
        QCOMPARE(track.simulcast, track.kind == MediaKind::Video);
    }

    for (const int layer : {1, 2, 0, 2, 1, 0}) {
        const int patience = newestSize().width() > kSizes[layer].width() ? 2500 : 1500;
        QElapsedTimer timer;
        timer.start();
        m_viewer->setWanted({{kCamera, layer}});
        QTRY_COMPARE_WITH_TIMEOUT(newestSize(), kSizes[layer], patience);
        qInfo() << "layer" << layer << "after" << timer.elapsed() << "ms";
        const size_t before = m_sink.count(kCamera);
        QTRY_VERIFY(m_sink.count(kCamera) > before + 15);
    }
    const auto frames = m_sink.frames(kCamera);
    QCOMPARE(undecodableFrames(frames), 0);
    const auto gap = m_sink.longestGap(kCamera);
    qInfo() << "longest gap" << gap.count() / 1'000'000 << "ms";
    // Without a key frame of the other layer it would be more than a second.
    QVERIFY(gap < 600ms);
    QCOMPARE(m_sink.ended(kCamera), 0);
}

void TestSimulcast::layer_isTheWantedOne_fromTheStart_andAfterJanusWasLost()
{
    m_viewer->setWanted({{kCamera, 1}});
    const auto speaker = speak();
    QVERIFY(speaker);
    QTRY_VERIFY_WITH_TIMEOUT(m_sink.count(kCamera) > 30, 10000);
    QCOMPARE(newestSize(), kSizes[1]);
    qInfo() << "first picture" << sizesOf(m_sink.frames(kCamera)).front();

    m_janus.kill();
    m_room.sfuDown();
    m_viewer->reconcile(m_room.snapshot(), kViewer);
    speaker->publisher.reconcile(m_room.snapshot(), kSpeaker);
    const size_t before = m_sink.count(kCamera);
    QVERIFY(m_janus.start());
    QVERIFY(m_viewerSignalling->open());
    QVERIFY(speaker->signalling.open());
    m_room.sfuRestarted();
    m_viewer->reconcile(m_room.snapshot(), kViewer);
    speaker->publisher.reconcile(m_room.snapshot(), kSpeaker);
    QTRY_VERIFY_WITH_TIMEOUT(m_sink.count(kCamera) > before + 30, 10000);
    QCOMPARE(newestSize(), kSizes[1]);
    qInfo() << "first picture" << sizesOf(m_sink.frames(kCamera)).at(before);
}

void TestSimulcast::camera_isReceivedOnlyWhileWanted_soundAlways()
{
    m_viewer->setWanted({});
    const auto speaker = speak();
    QVERIFY(speaker);
    QTRY_VERIFY_WITH_TIMEOUT(m_sink.count(kMicrophone) > 30, 10000);
    QCOMPARE(m_sink.count(kCamera), size_t{0});
    QCOMPARE(m_viewerSignalling->subscribeCalls(), 1);

    m_viewer->setWanted({{kCamera, 0}});
    QTRY_VERIFY_WITH_TIMEOUT(m_sink.count(kCamera) > 10, 5000);
    m_viewer->setWanted({});
    QCOMPARE(m_sink.ended(kCamera), 1);
    QCOMPARE(m_sink.ended(kMicrophone), 0);
}

void TestSimulcast::ownCamera_isSentInLayers_whenFramesOfAllCome()
{
    const ParticipantId self{u"self"_s};
    const TrackId ownCamera{self, TrackKind::Camera};
    JanusSignalling signalling(m_janus.port(), self);
    QVERIFY(signalling.open());
    RecordingSink unused;
    WebRtcTransport sender(*m_runtime, signalling, unused);
    std::atomic<int> keyFramesWanted = 0;
    sender.setCameraLayers(kSimulcastLayers);
    sender.setKeyFrameRequest([&](TrackKind) { ++keyFramesWanted; });
    m_viewer->setWanted({{ownCamera, 2}});
    connect(&signalling, &JanusSignalling::published, &sender,
            [&](Peer peer, const std::vector<PublishedTrack> &tracks) {
                m_room.publish(self, peer, tracks);
                m_viewer->reconcile(m_room.snapshot(), kViewer);
                sender.reconcile(m_room.snapshot(), self);
            });
    m_room.person(self);
    sender.reconcile(m_room.snapshot(), self);
    sender.startPublishing(Peer::Main, {TrackKind::Camera});
    size_t next = 0;
    QTimer feed;
    connect(&feed, &QTimer::timeout, &sender, [&] {
        const MediaTime now = m_clock.now();
        for (int layer = 0; layer < kSimulcastLayers; ++layer) {
            EncodedFrame frame = m_video->frames[next++ % m_video->frames.size()];
            frame.time = now;
            sender.sendFrame(TrackKind::Camera, frame);
        }
    });
    feed.start(33);
    QTRY_VERIFY_WITH_TIMEOUT(m_sink.count(ownCamera) > 30, 15000);
    QCOMPARE(sizesOf(m_sink.frames(ownCamera)).back(), kSizes[2]);
    const int before = keyFramesWanted;
    m_viewer->requestKeyFrame(ownCamera);
    QTRY_VERIFY_WITH_TIMEOUT(keyFramesWanted > before, 2000);
    QCOMPARE(sender.droppedFrames(), uint64_t{0});
}

void TestSimulcast::pictureOnTheStage_changesItsSize_withoutAGap()
{
    m_media = std::make_unique<StageMedia>(m_clock);
    connectViewer(*m_media);
    m_viewer->setWanted({{kCamera, 0}});
    const auto speaker = speak();
    QVERIFY(speaker);
    m_media->setScene({{{kSpeaker, true}}, {}, {}});
    const auto shown = [&] { return m_media->latestPicture(kCamera); };
    QTRY_COMPARE_WITH_TIMEOUT(shown().size(), kSizes[0], 10000);

    MediaTime newest = shown().time;
    MediaTime longest{};
    QTimer watch;
    connect(&watch, &QTimer::timeout, this, [&] {
        const MediaTime time = shown().time;
        longest = std::max(longest, time - newest);
        newest = time;
    });
    watch.start(5);
    for (const int layer : {2, 1, 0}) {
        m_viewer->setWanted({{kCamera, layer}});
        QTRY_COMPARE_WITH_TIMEOUT(shown().size(), kSizes[layer], 3000);
    }
    qInfo() << "longest step between pictures" << longest.count() / 1'000'000 << "ms";
    QVERIFY(longest < 600ms);
}

QTEST_GUILESS_MAIN(TestSimulcast)
#include "test_simulcast.moc"
