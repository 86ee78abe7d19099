#include "tests/bench/recorder/bench_reference.h"

#include "tests/bench/recorder/bench_process.h"

#include <QDir>

namespace prosc::bench {

namespace {

QString text(int number)
{
    return QString::number(number);
}

/// As many decoding and encoding threads as the recorder has: one each on two processors.
const QString kThreads = QStringLiteral("1");

QString filterGraph(const StageLayout &layout)
{
    QString scaled;
    QString names;
    QString sounds;
    QStringList places;
    const auto count = static_cast<int>(layout.tiles.size());
    for (int i = 0; i < count; ++i) {
        const QRect rect = layout.tiles[static_cast<size_t>(i)].rect;
        scaled += QStringLiteral("[%1:v]scale=%2:%3:flags=bilinear[v%1];")
                      .arg(text(i), text(rect.width()), text(rect.height()));
        names += QStringLiteral("[v%1]").arg(i);
        sounds += QStringLiteral("[%1:a]").arg(i);
        places.append(QStringLiteral("%1_%2").arg(rect.x()).arg(rect.y()));
    }
    // xstack's picture ends with the last tile; the rest of the frame is padded.
    return scaled + QStringLiteral("%1xstack=inputs=%2:layout=%3:fill=0x14171c,"
                                   "pad=1920:1080:0:0:0x14171c,fps=30,format=yuv420p[v];"
                                   "%4amix=inputs=%2:normalize=0[a]")
                        .arg(names, text(count), places.join(QLatin1Char('|')), sounds);
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
        command << QStringLiteral("-stream_loop") << QStringLiteral("-1")
                << QStringLiteral("-threads") << kThreads << QStringLiteral("-i") << stream;
    }
    const auto layout =
        layoutStage(benchScene(static_cast<int>(run.streams.size()), run.stage), {1920, 1080});
    command << QStringLiteral("-filter_complex") << filterGraph(layout)
            << words("-map [v] -map [a] -c:v libx264 -preset veryfast -crf 22 -profile:v high "
                     "-level 4.1 -g 60 -bf 0 -maxrate 8M -bufsize 8M -x264-params "
                     "ref=1:cabac=1:8x8dct=1:weightp=0:bframes=0:stitchable=1:psy=0")
            << QStringLiteral("-threads") << kThreads << words("-c:a aac -b:a 160k -t")
            << text(run.seconds) << QDir(run.folder).filePath(QStringLiteral("reference.mp4"));
    return command;
}

QJsonObject measureReference(const EngineRun &run)
{
    QDir().mkpath(run.folder);
    const auto ran = runToEnd(referenceCommand(run));
    if (ran.exitCode != 0) {
        return {{QStringLiteral("error"), QStringLiteral("ffmpeg")}};
    }
    return {{QStringLiteral("cpuPerSecond"), ran.cpuSeconds / run.seconds},
            {QStringLiteral("memory"), QJsonObject{{QStringLiteral("peak"), ran.peakMegabytes}}}};
}

} // namespace prosc::bench
