#include "app/server/janus/janus_process.h"
#include "app/server/janus/janus_sdp.h"
#include "app/server/janus/janus_sfu.h"

#include "tests/server/janus/janus_server.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <future>
#include <iostream>
#include <mutex>
#include <netinet/in.h>
#include <semaphore>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace prosc;

class TestJanusSfu : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void state_isMissing_whenJanusIsNotInstalled();
    void janus_isUpUnprivilegedAndLeavesNothing_whenStartedAndEnded();
    void janus_isUpWithAHigherGeneration_whenItWasKilled();
    void janus_isStartedAgain_onlyWhenTheAddressesReallyChange();
    void janus_dies_whenItsParentIsKilled();
    void publish_givesAnAnswerAndTracks_andSubscribeAnOffer();
    void publish_takesVp8_whateverTheOrder();
    void publish_saysThatACameraHasLayers_whenItsOfferDoes();
    void publish_fails_whenTheOfferIsNonsense();
    void publish_isRefused_whenItOffersMoreThanOneSoundAndPicture();
    void load_growsWithEachConnection();
    void subscriptions_end_whenThePublisherStopsOrPublishesAgain();
    void subscribe_endsOnce_whenThePublishersMediaNeverFlows();
    void callbacks_endOnce_whenJanusIsKilledMeanwhile();
    void calls_fail_whenThereIsNoMediaServer();
    void candidates_areTaken_beforeAndAfterTheAnswer();
    void media_goesOn_whenTheConnectionToJanusIsLost();
    void whatEndsMeanwhile_staysEnded_onceTheSessionIsClaimed();
};

namespace {

/// Cuts this process's connections to programs on loopback; the only one is the link to Janus.
int cutLoopbackConnections()
{
    int cut = 0;
    for (int fd = 3; fd < 256; ++fd) {
        sockaddr_in peer{};
        socklen_t size = sizeof peer;
        auto *generic = reinterpret_cast<sockaddr *>(&peer);
        if (::getpeername(fd, generic, &size) == 0 && peer.sin_family == AF_INET &&
            ntohl(peer.sin_addr.s_addr) == INADDR_LOOPBACK) {
            cut += ::shutdown(fd, SHUT_RDWR) == 0 ? 1 : 0;
        }
    }
    return cut;
}

} // namespace

void TestJanusSfu::media_goesOn_whenTheConnectionToJanusIsLost()
{
    Server server;
    QTRY_VERIFY(server.isUp());
    WebRtcPublisher publisher;
    QVERIFY(publishMedia(server, publisher));
    const QStringList audio{publisher.mid(MediaKind::Audio)};
    QVERIFY(server.subscribe(u"before"_s, audio));
    const int pid = server.pid();
    const auto info = server.info();
    for (int time = 0; time < 3; ++time) {
        QCOMPARE(cutLoopbackConnections(), 1);
        // Waits until the session is claimed.
        const auto after = server.subscribe(u"after%1"_s.arg(time), audio);
        QVERIFY2(after || after.error().code == ErrorCode::NoMediaServer,
                 qPrintable(after ? QString() : after.error().detail));
        QTRY_VERIFY(server.subscribe(u"then%1"_s.arg(time), audio));
    }
    QCOMPARE(server.pid(), pid);
    QCOMPARE(server.info(), info);
    QVERIFY(server.ended().isEmpty());
    QVERIFY(server.publish(bob, offer()));
}

void TestJanusSfu::whatEndsMeanwhile_staysEnded_onceTheSessionIsClaimed()
{
    Server server;
    QTRY_VERIFY(server.isUp());
    WebRtcPublisher publisher;
    QVERIFY(publishMedia(server, publisher));
    QVERIFY(server.subscribe(u"s"_s, {publisher.mid(MediaKind::Audio)}));
    QCOMPARE(cutLoopbackConnections(), 1);
    server.onIo([&] { server.sfu().unpublish(alice, Peer::Main); });
    QCOMPARE(server.ended(), QStringList{u"bob/s/unpublished"_s});
    QTRY_VERIFY(server.publish(bob, offer())); // Janus answers again
    WebRtcPublisher second;
    QVERIFY(publishMedia(server, second));
    QVERIFY(server.subscribe(u"s"_s, {second.mid(MediaKind::Audio)}));
    QCOMPARE(server.info().generation, 1);
}

void TestJanusSfu::initTestCase()
{
    if (!findJanus({})) {
        QSKIP("Janus is not installed");
    }
}

void TestJanusSfu::state_isMissing_whenJanusIsNotInstalled()
{
    JanusOptions noProgram;
    noProgram.program = u"/nowhere/janus"_s;
    Server first(noProgram);
    QTRY_COMPARE(first.info().state, SfuState::Missing);
    const QTemporaryDir empty;
    JanusOptions noPlugin;
    noPlugin.libraryFolder = empty.path();
    Server second(noPlugin);
    QTRY_COMPARE(second.info().state, SfuState::Missing);
    QCOMPARE(second.publish(alice, offer()).error().code, ErrorCode::NoMediaServer);
}

void TestJanusSfu::janus_isUpUnprivilegedAndLeavesNothing_whenStartedAndEnded()
{
    const QStringList before = janusFolders();
    int pid = 0;
    {
        Server server;
        QTRY_VERIFY(server.isUp());
        pid = server.pid();
        QFile status(u"/proc/%1/status"_s.arg(pid));
        QVERIFY(status.open(QIODevice::ReadOnly));
        QVERIFY(!status.readAll().contains("\nUid:\t0\t"));
        QCOMPARE(janusFolders().size(), before.size() + 1);
    }
    QVERIFY(isDead(pid));
    QCOMPARE(janusFolders(), before);
}

void TestJanusSfu::janus_isUpWithAHigherGeneration_whenItWasKilled()
{
    Server server;
    QTRY_VERIFY(server.isUp());
    const int generation = server.info().generation;
    const int pid = server.pid();
    QVERIFY(server.publish(alice, offer()));
    ::kill(pid, SIGKILL);
    QTRY_VERIFY(server.info().generation > generation);
    QTRY_VERIFY(server.isUp());
    QVERIFY(server.pid() != pid);
    QCOMPARE(server.info().generation, generation + 1);
    // Publications are gone, the room exists again.
    QCOMPARE(server.subscribe(u"s"_s, {u"1"_s}).error().code, ErrorCode::NotFound);
    QVERIFY(server.publish(alice, offer()));
}

void TestJanusSfu::janus_isStartedAgain_onlyWhenTheAddressesReallyChange()
{
    std::mutex mutex;
    QStringList addresses = addressesForIce();
    int asked = 0;
    JanusOptions options;
    options.addressPoll = std::chrono::milliseconds(20);
    options.addresses = [&] {
        const std::lock_guard lock(mutex);
        ++asked;
        return addresses;
    };
    auto askedOften = [&, from = 0]() mutable {
        const std::lock_guard lock(mutex);
        from = from == 0 ? asked : from;
        return asked > from + 10;
    };
    Server server(options);
    QTRY_VERIFY(server.isUp());
    const int generation = server.info().generation;
    QTRY_VERIFY(askedOften());
    QCOMPARE(server.info().generation, generation);
    {
        const std::lock_guard lock(mutex);
        addresses += u"198.51.100.7"_s;
    }
    QTRY_COMPARE(server.info().generation, generation + 1);
    QTRY_VERIFY(server.isUp());
}

void TestJanusSfu::janus_dies_whenItsParentIsKilled()
{
    const QStringList before = janusFolders();
    QProcess parent;
    parent.start(QCoreApplication::applicationFilePath(), {u"--only-janus"_s});
    QVERIFY(parent.waitForReadyRead(10'000));
    const int pid = parent.readLine().trimmed().toInt();
    QVERIFY(pid > 0 && !isDead(pid));
    parent.kill();
    QVERIFY(parent.waitForFinished(5'000));
    QTRY_VERIFY(isDead(pid));
    for (const QString &folder : janusFolders()) {
        if (!before.contains(folder)) {
            QDir(QDir::tempPath() + QLatin1Char('/') + folder).removeRecursively();
        }
    }
}

void TestJanusSfu::publish_isRefused_whenItOffersMoreThanOneSoundAndPicture()
{
    const QString one = offer();
    const auto section = [&one](const char *kind) {
        const auto from = one.indexOf(u"m="_s + QLatin1String(kind));
        const auto to = one.indexOf(u"m="_s, from + 1);
        return one.mid(from, to < 0 ? -1 : to - from);
    };
    const QString twoSounds = one + section("audio").replace(u"a=mid:0"_s, u"a=mid:2"_s);
    const QString twoPictures = one + section("video").replace(u"a=mid:1"_s, u"a=mid:2"_s);
    const QString data = one + u"m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=mid:2\r\n"_s;
    auto longMid = one;
    longMid.replace(u"a=mid:1"_s, u"a=mid:"_s + QString(65, QLatin1Char('1')));
    for (const QString &sdp : {twoSounds, twoPictures, data, longMid}) {
        const auto allowed = checkOffer(sdp);
        QVERIFY(!allowed);
        QCOMPARE(allowed.error().code, ErrorCode::InvalidArgument);
    }
    auto rejected = twoPictures;
    rejected.replace(rejected.lastIndexOf(u"m=video 9"_s), 9, u"m=video 0"_s);
    QVERIFY(checkOffer(rejected)); // a track that has ended
    QVERIFY(checkOffer(one));
    QVERIFY(checkOffer(offer(u"H264 VP9 VP8"_s)));

    Server server;
    QTRY_VERIFY(server.isUp());
    QCOMPARE(server.publish(alice, twoSounds).error().code, ErrorCode::InvalidArgument);
    QVERIFY(server.publish(alice, one));
}

void TestJanusSfu::load_growsWithEachConnection()
{
    JanusOptions options;
    options.addresses = [] { return QStringList{u"127.0.0.1"_s}; };
    options.rtpPortMin = 21000;
    options.rtpPortMax = 21009;
    Server server(options);
    QTRY_VERIFY(server.isUp());
    const auto load = [&server] { return server.onIo([&] { return server.sfu().load(); }); };
    QCOMPARE(load(), 0.0);
    QVERIFY(server.publish(alice, offer()));
    QCOMPARE(load(), 0.1);
    QVERIFY(server.publish(bob, offer()));
    QCOMPARE(load(), 0.2);
    server.onIo([&] { server.sfu().unpublish(alice, Peer::Main); });
    QCOMPARE(load(), 0.1);
}

void TestJanusSfu::publish_givesAnAnswerAndTracks_andSubscribeAnOffer()
{
    Server server;
    QTRY_VERIFY(server.isUp());
    WebRtcPublisher publisher;
    const auto published = publishMedia(server, publisher);
    QVERIFY2(published, qPrintable(published ? QString() : published.error().detail));
    const std::vector<PublishedTrack> tracks{
        {publisher.mid(MediaKind::Audio), MediaKind::Audio, u"opus"_s},
        {publisher.mid(MediaKind::Video), MediaKind::Video, u"vp8"_s}};
    QCOMPARE(published->tracks.size(), size_t{2});
    QVERIFY(std::is_permutation(tracks.begin(), tracks.end(), published->tracks.begin()));
    const QString videoMid = publisher.mid(MediaKind::Video);
    QVERIFY(published->sdp.contains(QLatin1String("a=recvonly")));
    QVERIFY(published->sdp.contains(QLatin1String("a=candidate:")));

    const auto subscribed = server.subscribe(u"s"_s, {videoMid});
    QVERIFY2(subscribed, qPrintable(subscribed ? QString() : subscribed.error().detail));
    QCOMPARE(subscribed->count(QLatin1String("m=")), 1);
    QVERIFY(subscribed->contains(QLatin1String("m=video")));
    QVERIFY(subscribed->contains(QLatin1String("VP8/90000")));
    QVERIFY(subscribed->contains(QLatin1String("a=sendonly")));

    const auto layer = server.wait<void>([&](JanusSfu &sfu, auto done) {
        sfu.setLayer(bob, {u"s"_s, videoMid, 1}, done);
    });
    QVERIFY2(layer, qPrintable(layer ? QString() : layer.error().detail));
    const auto noMid = server.wait<void>([&](JanusSfu &sfu, auto done) {
        sfu.setLayer(bob, {u"s"_s, u"7"_s, 1}, done);
    });
    QCOMPARE(noMid.error().code, ErrorCode::NotFound);

    QString answer = *subscribed;
    answer.replace(QLatin1String("a=setup:actpass"), QLatin1String("a=setup:active"));
    answer.replace(QLatin1String("a=sendonly"), QLatin1String("a=recvonly"));
    const auto answered = server.wait<void>([&](JanusSfu &sfu, auto done) {
        sfu.answer(bob, {u"s"_s, answer}, done);
    });
    QVERIFY2(answered, qPrintable(answered ? QString() : answered.error().detail));
}

void TestJanusSfu::publish_takesVp8_whateverTheOrder()
{
    Server server;
    QTRY_VERIFY(server.isUp());
    const auto codec = [&](const QString &offered) {
        const auto published = server.publish(alice, offer(offered));
        return published ? published->tracks.back().codec : published.error().detail;
    };
    QCOMPARE(codec(u"VP9 VP8"_s), u"vp8"_s);
    QCOMPARE(codec(u"VP9"_s), u"vp9"_s);
    QCOMPARE(codec(u"H264 VP9"_s), u"h264"_s);
}

void TestJanusSfu::publish_saysThatACameraHasLayers_whenItsOfferDoes()
{
    Server server;
    QTRY_VERIFY(server.isUp());
    const auto simulcast = [&](const QString &lines) {
        const auto published = server.publish(alice, offer() + lines);
        std::vector<bool> flags;
        for (const PublishedTrack &track :
             published ? published->tracks : std::vector<PublishedTrack>()) {
            flags.push_back(track.simulcast);
        }
        return flags;
    };
    QVERIFY((simulcast({}) == std::vector{false, false}));
    // As our own client offers it, and as a browser does.
    QVERIFY((simulcast(u"a=ssrc-group:SIM 1002 1003 1004\r\n"
                       "a=ssrc:1003 cname:x\r\na=ssrc:1004 cname:x\r\n"_s) ==
             std::vector{false, true}));
    QVERIFY((simulcast(u"a=rid:h send\r\na=rid:m send\r\na=rid:l send\r\n"
                       "a=simulcast:send h;m;l\r\n"_s) == std::vector{false, true}));
}

void TestJanusSfu::publish_fails_whenTheOfferIsNonsense()
{
    Server server;
    QTRY_VERIFY(server.isUp());
    QCOMPARE(server.publish(alice, u"hello"_s).error().code, ErrorCode::MediaFailed);
    QVERIFY(server.publish(alice, offer()));
    const auto unknown = server.wait<Sfu::PublishAnswer>([&](JanusSfu &sfu, auto done) {
        sfu.publish(RoomId{u"none"_s}, alice, Peer::Main, offer(), done);
    });
    QCOMPARE(unknown.error().code, ErrorCode::UnknownRoom);
}

void TestJanusSfu::subscriptions_end_whenThePublisherStopsOrPublishesAgain()
{
    Server server;
    QTRY_VERIFY(server.isUp());
    WebRtcPublisher first;
    QVERIFY(publishMedia(server, first));
    QVERIFY(server.subscribe(u"a"_s, {first.mid(MediaKind::Audio)}));
    WebRtcPublisher second;
    QVERIFY(publishMedia(server, second));
    QCOMPARE(server.ended(), QStringList{u"bob/a/unpublished"_s});
    QVERIFY(server.subscribe(u"b"_s, {second.mid(MediaKind::Audio)}));
    server.onIo([&] { server.sfu().removeParticipant(alice); });
    QCOMPARE(server.ended().last(), u"bob/b/unpublished"_s);
    QCOMPARE(server.subscribe(u"c"_s, {u"0"_s}).error().code, ErrorCode::NotFound);
}

void TestJanusSfu::subscribe_endsOnce_whenThePublishersMediaNeverFlows()
{
    Server server;
    QTRY_VERIFY(server.isUp());
    QVERIFY(server.publish(alice, offer())); // nobody answers its ICE checks
    QStringList ends;
    server.onIo([&] {
        for (const char *name : {"unsubscribed", "replaced", "left"}) {
            const QString subscription = QLatin1String(name);
            server.sfu().subscribe(room, bob, {subscription, alice, Peer::Main, {u"0"_s}},
                                   [&ends, subscription](const Result<QString> &offered) {
                                       ends += subscription + (offered ? u"!"_s : QString());
                                   });
        }
        server.sfu().unsubscribe(bob, u"unsubscribed"_s);
    });
    QCOMPARE(ends, QStringList{u"unsubscribed"_s});
    server.onIo([&] { server.sfu().removeParticipant(bob); });
    QCOMPARE(ends.size(), 3);
    server.onIo([&] { server.sfu().removeParticipant(alice); });
    QCOMPARE(ends.size(), 3);
}

void TestJanusSfu::callbacks_endOnce_whenJanusIsKilledMeanwhile()
{
    std::atomic<int> ends = 0;
    constexpr int count = 20;
    {
        Server server;
        QTRY_VERIFY(server.isUp());
        const int pid = server.pid();
        server.onIo([&] {
            ::kill(pid, SIGSTOP);
            for (int i = 0; i < count; ++i) {
                server.sfu().publish(room, ParticipantId{QString::number(i)}, Peer::Main, offer(),
                                     [&](const Result<Sfu::PublishAnswer> &) { ++ends; });
            }
            ::kill(pid, SIGKILL);
        });
        QTRY_COMPARE(ends.load(), count);
        QTRY_VERIFY(server.isUp());
        server.onIo([&] {
            server.sfu().publish(room, alice, Peer::Main, offer(),
                                 [&](const Result<Sfu::PublishAnswer> &) { ++ends; });
        });
    }
    QCOMPARE(ends.load(), count + 1);
}

void TestJanusSfu::calls_fail_whenThereIsNoMediaServer()
{
    JanusOptions none;
    none.program = u"/nowhere/janus"_s;
    Server server(none);
    QCOMPARE(server.subscribe(u"s"_s, {u"0"_s}).error().code, ErrorCode::NoMediaServer);
    const auto answered = server.wait<void>([&](JanusSfu &sfu, auto done) {
        sfu.answer(bob, {u"s"_s, {}}, done);
    });
    QCOMPARE(answered.error().code, ErrorCode::NotFound);
}

void TestJanusSfu::candidates_areTaken_beforeAndAfterTheAnswer()
{
    Server server;
    QTRY_VERIFY(server.isUp());
    const msg::Candidate candidate{msg::CandidateTarget::Publish, u"main"_s,
                                   u"candidate:1 1 udp 2113937151 192.0.2.77 50000 typ host"_s,
                                   u"0"_s, 0};
    std::promise<Result<Sfu::PublishAnswer>> published;
    server.onIo([&] {
        server.sfu().publish(room, alice, Peer::Main, offer(),
                             [&](auto answer) { published.set_value(answer); });
        server.sfu().candidate(alice, candidate, [](const Status &taken) { QVERIFY(taken); });
    });
    QVERIFY(published.get_future().get());
    msg::Candidate last = candidate;
    last.candidate.clear();
    const auto taken =
        server.wait<void>([&](JanusSfu &sfu, auto done) { sfu.candidate(alice, last, done); });
    QVERIFY(taken);
    const auto refused =
        server.wait<void>([&](JanusSfu &sfu, auto done) { sfu.candidate(bob, last, done); });
    QCOMPARE(refused.error().code, ErrorCode::NotFound);
}

/// Starts Janus, prints its pid and waits to be killed.
static int onlyJanus()
{
    std::binary_semaphore done(0);
    JanusProcess *process = nullptr;
    std::binary_semaphore made(0);
    JanusProcess::Events events;
    events.started = [&](const JanusEndpoint &) {
        made.acquire();
        std::cout << process->pid() << std::endl;
    };
    events.ended = [&](const Error &) { done.release(); };
    JanusProcess janus({}, events);
    process = &janus;
    made.release();
    done.acquire();
    return 1;
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    gst_init(nullptr, nullptr);
    if (application.arguments().contains(u"--only-janus"_s)) {
        return onlyJanus();
    }
    TestJanusSfu test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_janus_sfu.moc"
