// The cost of connections: bench_transport [participants] [seconds] [receive]. Run by hand; it
// prints a table.
#include "app/transport/peer/gst_runtime.h"
#include "app/transport/simulate/loop_publisher.h"
#include "app/transport/simulate/loop_thread.h"
#include "app/transport/webrtc_transport.h"
#include "tests/transport/janus_process.h"
#include "tests/transport/janus_signalling.h"
#include "tests/transport/recording_sink.h"
#include "tests/transport/test_loops.h"
#include "tests/transport/test_room.h"
#include "tests/transport/wait_for.h"

#include <QCoreApplication>
#include <QDir>

#include <sys/resource.h>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace prosc;

namespace {

struct Usage
{
    qsizetype threads;
    qsizetype descriptors;
    double cpuSeconds;
};

qsizetype entriesOf(const char *folder)
{
    return QDir(QLatin1String(folder))
        .entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot)
        .size();
}

double seconds(const timeval &time)
{
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

Usage usage()
{
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return {entriesOf("/proc/self/task"), entriesOf("/proc/self/fd"),
            seconds(used.ru_utime) + seconds(used.ru_stime)};
}

void print(const char *what, const Usage &now, const Usage &before, int count)
{
    std::printf("%-28s %4lld threads %5lld fds   each: %5.1f threads %5.1f fds\n", what,
                static_cast<long long>(now.threads), static_cast<long long>(now.descriptors),
                static_cast<double>(now.threads - before.threads) / count,
                static_cast<double>(now.descriptors - before.descriptors) / count);
}

struct Simulated
{
    std::unique_ptr<JanusSignalling> signalling;
    std::unique_ptr<LoopPublisher> publisher;
};

int run(int count, int forSeconds, bool receive)
{
    const SystemClock clock;
    auto runtime = GstRuntime::create(clock);
    JanusProcess janus;
    if (!runtime || !janus.start()) {
        std::fprintf(stderr, "GStreamer or Janus does not start\n");
        return 1;
    }
    LoopThread thread(clock);
    TestRoom room;
    const auto video = makeVideoLoop();
    const auto audio = makeAudioLoop();
    std::vector<Simulated> people;
    for (int i = 0; i < count; ++i) {
        const ParticipantId id{u"p%1"_s.arg(i)};
        people.push_back({std::make_unique<JanusSignalling>(janus.port(), id), nullptr});
        if (!people.back().signalling->open()) {
            return 1;
        }
        room.person(id);
    }
    const Usage empty = usage();
    for (int i = 0; i < count; ++i) {
        const ParticipantId id{u"p%1"_s.arg(i)};
        JanusSignalling &signalling = *people[static_cast<size_t>(i)].signalling;
        auto &publisher = people[static_cast<size_t>(i)].publisher;
        publisher = std::make_unique<LoopPublisher>(**runtime, thread, signalling, video, audio);
        QObject::connect(&signalling, &JanusSignalling::published, publisher.get(),
                         [&room, id](Peer peer, const std::vector<PublishedTrack> &tracks) {
                             room.publish(id, peer, tracks);
                         });
        publisher->reconcile(room.snapshot(), id);
    }
    waitFor(30000, [&] {
        return std::all_of(people.begin(), people.end(),
                           [](const Simulated &s) { return s.publisher->isLive(); });
    });
    const Usage sending = usage();
    print("sending participants", sending, empty, count);
    waitFor(forSeconds * 1000, [] { return false; });
    std::printf("CPU while sending: %.1f %% of a core\n",
                100 * (usage().cpuSeconds - sending.cpuSeconds) / forSeconds);
    if (!receive) {
        return 0;
    }
    const ParticipantId viewerId{u"viewer"_s};
    JanusSignalling signalling(janus.port(), viewerId);
    RecordingSink sink;
    if (!signalling.open()) {
        return 1;
    }
    const Usage before = usage();
    const MediaTime begin = clock.now();
    WebRtcTransport viewer(**runtime, signalling, sink);
    viewer.reconcile(room.snapshot(), viewerId);
    const auto wanted = static_cast<size_t>(2 * count);
    waitFor(60000, [&] { return viewer.liveTracks().size() == wanted; });
    std::printf("%zu of %zu tracks live after %.2f s\n", viewer.liveTracks().size(), wanted,
                static_cast<double>((clock.now() - begin).count()) / 1e9);
    const Usage receiving = usage();
    print("received tracks", receiving, before, 2 * count);
    waitFor(forSeconds * 1000, [] { return false; });
    std::printf("CPU while sending and receiving: %.1f %% of a core\n",
                100 * (usage().cpuSeconds - receiving.cpuSeconds) / forSeconds);
    int lost = 0;
    MediaTime gap{};
    int gaps = 0;
    size_t pictures = 0;
    for (int i = 0; i < count; ++i) {
        const ParticipantId id{u"p%1"_s.arg(i)};
        lost += sink.lost({id, TrackKind::Microphone});
        const auto frames = sink.frames({id, TrackKind::Camera});
        for (size_t k = 1; k < frames.size(); ++k) {
            gap = std::max(gap, frames[k].time - frames[k - 1].time);
            gaps += frames[k].time - frames[k - 1].time > std::chrono::milliseconds(100) ? 1 : 0;
        }
        pictures += frames.size();
    }
    std::printf("lost sound packets: %d; of %zu pictures %d came after a gap of over 0.1 s, the "
                "longest %.3f s\n",
                lost, pictures, gaps, static_cast<double>(gap.count()) / 1e9);
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    return run(arguments.value(1, u"5"_s).toInt(), arguments.value(2, u"5"_s).toInt(),
               arguments.value(3) == QLatin1String("receive"));
}
