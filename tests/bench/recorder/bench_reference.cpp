#include "tests/bench/recorder/bench_reference.h"

#include "tests/bench/recorder/bench_process.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace prosc::bench {

namespace {

QString text(int number)
{
    return QString::number(number);
}

/// The recorder's number of decoding and encoding threads: one each on two processors.
const QString kThreads = u"1"_s;

QString filterGraph(const StageLayout &layout)
{
    QString scaled;
    QString names;
    QString sounds;
    QStringList places;
    const auto count = static_cast<int>(layout.tiles.size());
    for (int i = 0; i < count; ++i) {
        const QRect rect = layout.tiles[static_cast<size_t>(i)].rect;
        scaled += u"[%1:v]scale=%2:%3:flags=bilinear[v%1];"_s.arg(text(i), text(rect.width()),
                                                                  text(rect.height()));
        names += u"[v%1]"_s.arg(i);
        sounds += u"[%1:a]"_s.arg(i);
        places.append(u"%1_%2"_s.arg(rect.x()).arg(rect.y()));
    }
    // xstack's output ends with the last tile; the rest of the frame is padded.
    return scaled + u"%1xstack=inputs=%2:layout=%3:fill=0x14171c,"
                    "pad=1920:1080:0:0:0x14171c,fps=30,format=yuv420p[v];"
                    "%4amix=inputs=%2:normalize=0[a]"_s.arg(names, text(count),
                                                            places.join(QLatin1Char('|')), sounds);
}

QStringList words(const char *line)
{
    return QString::fromLatin1(line).split(QLatin1Char(' '));
}

} // namespace

QStringList referenceCommand(const EngineRun &run)
{
    QStringList command = words("ffmpeg -v error -nostdin -y -filter_complex_threads 1");
    for (const auto &stream : run.streams) {
        command << u"-stream_loop"_s << u"-1"_s << u"-threads"_s << kThreads << u"-i"_s << stream;
    }
    const auto layout =
        layoutStage(benchScene(static_cast<int>(run.streams.size()), run.stage), {1920, 1080});
    command << u"-filter_complex"_s << filterGraph(layout)
            << words("-map [v] -map [a] -c:v libx264 -preset veryfast -crf 22 -profile:v high "
                     "-level 4.1 -g 60 -bf 0 -maxrate 8M -bufsize 8M -x264-params "
                     "ref=1:cabac=1:8x8dct=1:weightp=0:bframes=0:stitchable=1:psy=0")
            << u"-threads"_s << kThreads << words("-c:a aac -b:a 160k -t") << text(run.seconds)
            << QDir(run.folder).filePath(u"reference.mp4"_s);
    return command;
}

QJsonObject measureReference(const EngineRun &run)
{
    QDir().mkpath(run.folder);
    const auto ran = runToEnd(referenceCommand(run));
    if (ran.exitCode != 0) {
        return {{u"error"_s, u"ffmpeg"_s}};
    }
    return {{u"cpuPerSecond"_s, ran.cpuSeconds / run.seconds},
            {u"memory"_s, QJsonObject{{u"peak"_s, ran.peakMegabytes}}}};
}

} // namespace prosc::bench
