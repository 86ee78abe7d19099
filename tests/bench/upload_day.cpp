// Recordings of 1 and of 24 hours that are uploaded while they are recorded: what finishing them
// costs the service, in time and memory, also after a restart. Fails when one becomes playable
// later than 3 s after its last PATCH. Run by hand: upload_day FOLDER [HOURS...]; the folder's
// volume needs 5 GB. The body is sixteen seconds of a real one, repeated with new timestamps. The
// files are kept for playing in foreign players, see tests/chaos/play_file.mjs.
#include "tests/server/uploads/body_fixture.h"

#include <QElapsedTimer>

#include <cstdio>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace prosc;

namespace {

/// Exactly 750 AAC frames.
constexpr int kClipSeconds = 16;
constexpr qsizetype kUnitsPerChunk = 30;
constexpr double kMostSeconds = 3;

/// Current and peak resident memory, MB.
std::pair<double, double> resident()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly)) {
        return {};
    }
    std::pair<double, double> found;
    for (const auto &line : status.readAll().split('\n')) {
        const auto megabytes = line.simplified().split(' ').value(1).toDouble() / 1024;
        found.first = line.startsWith("VmRSS") ? megabytes : found.first;
        found.second = line.startsWith("VmHWM") ? megabytes : found.second;
    }
    return found;
}

QByteArray recordClip(const QString &folder)
{
    const QString path = folder + u"/clip.mp4"_s;
    const QString length = QString::number(kClipSeconds);
    test::run(u"ffmpeg"_s, u"-v error -y -f lavfi -i testsrc2=size=640x360:rate=30:duration=%1 -f "
                           "lavfi -i sine=frequency=440:sample_rate=48000:duration=%2 -c:v "
                           "libx264 -preset veryfast -b:v 240k -maxrate 240k -bufsize 240k -g 30 "
                           "-bf 0 -c:a aac -b:a 128k -movflags "
                           "frag_keyframe+delay_moov+default_base_moof+skip_trailer"_s
                                   .arg(length)
                                   // The encoder adds a priming frame in front.
                                   .arg(kClipSeconds - 1024.0 / 48000, 0, 'f', 6)
                                   .split(QLatin1Char(' ')) +
                               QStringList{path});
    auto bytes = contentOf(path);
    bytes.insert(test::topBoxes(bytes).value(0).end, freeBox());
    return bytes;
}

/// The clip's fragment, moved `loops` clips later.
QByteArray later(const QByteArray &fragment, int64_t loops, const QList<uint32_t> &timescales)
{
    QByteArray moved = fragment;
    qsizetype at = 0;
    for (const auto timescale : timescales) {
        at = moved.indexOf("tfdt", at + 1);
        char *time = moved.data() + at + 8;
        const auto old = qFromBigEndian<quint64>(time);
        qToBigEndian(old + static_cast<quint64>(loops * kClipSeconds) * timescale, time);
    }
    return moved;
}

double seconds(const QElapsedTimer &timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e9;
}

void report(const char *what, double time)
{
    const auto [now, most] = resident();
    std::printf("%-44s %8.2f s   %6.1f MB resident, %6.1f MB at most\n", what, time, now, most);
    std::fflush(stdout);
}

void dropCaches()
{
    QFile caches(u"/proc/sys/vm/drop_caches"_s);
    if (caches.open(QIODevice::WriteOnly)) {
        caches.write("3");
    }
}

/// Sends `loops` clips, and accumulates the checksum of all as the client would.
int64_t sendClips(Library &library, const SentBody &clip, int64_t loops, Sha256 &checksum)
{
    const QList<uint32_t> timescales{15360, 48000};
    QByteArray chunk = clip.units.front();
    checksum.add(rawSha256(chunk));
    int64_t offset = 0;
    qsizetype inChunk = 0;
    for (int64_t loop = 0; loop < loops; ++loop) {
        for (qsizetype i = 1; i < clip.units.size(); ++i) {
            const auto unit = later(clip.units.at(i), loop, timescales);
            checksum.add(rawSha256(unit));
            chunk += unit;
            const bool last = loop + 1 == loops && i + 1 == clip.units.size();
            if (++inChunk == kUnitsPerChunk || last) {
                const auto sent = sendUnits(library, offset, chunk);
                if (!sent) {
                    qFatal("%s", qPrintable(sent.error().detail));
                }
                offset = sent->offset;
                chunk.clear();
                inChunk = 0;
            }
        }
    }
    return offset;
}

void finish(Library &library, int64_t bytes, const QString &checksum, const char *what)
{
    QElapsedTimer timer;
    timer.start();
    const auto done = sendEnd(library, bytes, checksum);
    if (!done || done->sha256 != checksum) {
        qFatal("%s", done ? "checksum" : qPrintable(done.error().detail));
    }
    const double time = seconds(timer);
    report(what, time);
    if (time > kMostSeconds) {
        qFatal("playable after %.2f s", time);
    }
}

/// As after a restart of the service: an empty chunk makes it read everything from the disk.
void openAgain(std::unique_ptr<Library> &library, const QString &data, int64_t bytes, bool cold)
{
    library.reset();
    if (cold) {
        dropCaches();
    }
    QElapsedTimer timer;
    timer.start();
    library = std::make_unique<Library>(data);
    const auto opened = sendChunk(*library, {.offset = bytes, .bytes = 0}, {});
    if (!opened) {
        qFatal("%s", qPrintable(opened.error().detail));
    }
    report(cold ? "open after a restart, cold" : "open after a restart, warm", seconds(timer));
}

void measure(const QString &folder, const SentBody &clip, int hours)
{
    const QString data = folder + u"/library-%1h"_s.arg(hours);
    QDir(data).removeRecursively();
    auto library = std::make_unique<Library>(data);
    if (!library->announce() || !library->uploads->create(bodyFacts(*library))) {
        qFatal("the library");
    }
    report("before", 0);
    QElapsedTimer timer;
    timer.start();
    Sha256 sum;
    const int64_t bytes = sendClips(*library, clip, int64_t{hours} * 3600 / kClipSeconds, sum);
    const auto checksum = QString::fromLatin1(sum.result().toHex());
    std::printf("%d h, %.2f GB; tables %.1f MB\n", hours, static_cast<double>(bytes) / 1e9,
                static_cast<double>(library->uploads->memory()) / 1e6);
    report("all of it sent", seconds(timer));
    timer.restart();
    library->clock.time = library->clock.time.load() + std::chrono::hours(1);
    library->uploads->closeAbandoned(std::chrono::hours(1));
    report("closed as interrupted", seconds(timer));
    for (const bool cold : {false, true}) {
        openAgain(library, data, bytes, cold);
    }
    finish(*library, bytes, checksum, "last PATCH to 204");
    const auto path = *library->store->recordings().filePath(library->recording);
    std::printf("%s\n%s s, %.2f GB\n", qPrintable(path),
                test::probe(path, u"format=duration"_s).constData(),
                static_cast<double>(QFileInfo(path).size()) / 1e9);
}

} // namespace

int main(int argc, char *argv[])
{
    if (argc < 2) {
        std::fprintf(stderr, "Usage: upload_day FOLDER [HOURS...]\n");
        return 1;
    }
    const QString folder = QString::fromLocal8Bit(argv[1]);
    QDir().mkpath(folder);
    const SentBody clip(recordClip(folder));
    std::vector<int> lengths;
    for (int i = 2; i < argc; ++i) {
        lengths.push_back(std::max(1, QByteArray(argv[i]).toInt()));
    }
    for (const int hours : lengths.empty() ? std::vector{1, 24} : lengths) {
        measure(folder, clip, hours);
    }
    return 0;
}
