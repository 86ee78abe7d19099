#include "tests/bench/recorder/bench_live.h"

#include "tests/bench/recorder/bench_process.h"
#include "tests/bench/recorder/bench_report.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <chrono>
#include <functional>
#include <thread>
#include <vector>

namespace prosc::bench {

namespace {

using std::chrono::steady_clock;

QJsonObject failure(const char *what)
{
    return {{QStringLiteral("error"), QString::fromLatin1(what)}};
}

bool waitUntil(std::chrono::seconds most, const std::function<bool()> &condition)
{
    const auto end = steady_clock::now() + most;
    while (!condition()) {
        if (steady_clock::now() > end) {
            return false;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return true;
}

QString writeConfig(const QString &folder)
{
    const auto path = QDir(folder).filePath(QStringLiteral("service.json"));
    const QJsonObject room{{QStringLiteral("id"), QStringLiteral("bench")},
                           {QStringLiteral("title"), QStringLiteral("Bench")}};
    const QJsonObject config{
        {QStringLiteral("dataFolder"), QDir(folder).filePath(QStringLiteral("service"))},
        {QStringLiteral("listenAddress"), QStringLiteral("127.0.0.1")},
        {QStringLiteral("port"), 0},
        {QStringLiteral("rooms"), QJsonArray{room}}};
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(config).toJson()) > 0
               ? path
               : QString();
}

/// The JSON line that a command printed.
QJsonObject printed(const QByteArray &output)
{
    for (const auto &line : output.split('\n')) {
        const auto document = QJsonDocument::fromJson(line);
        if (document.isObject()) {
            return document.object();
        }
    }
    return {};
}

/// CPU per second of wall time in the middle of the recording, and memory meanwhile.
struct Sample
{
    double recorder = 0;
    double machine = 0;
    std::vector<Resident> memory;
};

Sample sample(Child &recorder, int seconds)
{
    const auto begin = steady_clock::now();
    const auto before = recorder.cpuSeconds();
    const double machine = machineCpuSeconds();
    std::vector<Resident> memory;
    for (int second = 0; second <= seconds; ++second) {
        std::this_thread::sleep_until(begin + std::chrono::seconds(second));
        memory.push_back({static_cast<double>(second), recorder.memory().now});
    }
    const auto after = recorder.cpuSeconds();
    const std::chrono::duration<double> span = steady_clock::now() - begin;
    return {before && after ? (*after - *before) / span.count() : 0,
            (machineCpuSeconds() - machine) / span.count(), std::move(memory)};
}

QJsonObject measureRecorder(Child &recorder, const LiveRun &run)
{
    const bool began = waitUntil(std::chrono::seconds(60), [&] {
        return recorder.hasEnded() || recorder.outputSoFar().contains("Recording.");
    });
    if (!began || recorder.hasEnded()) {
        return failure("the recorder does not record");
    }
    // Connecting and the first key frames are not what a recorded second costs.
    std::this_thread::sleep_for(std::chrono::seconds(2));
    const auto used = sample(recorder, run.seconds);
    const auto ended = recorder.wait();
    const auto outcome = printed(ended.output);
    if (ended.exitCode != 0 || outcome.isEmpty()) {
        return failure("the recorder failed");
    }
    return {{QStringLiteral("cpuPerSecond"), used.recorder},
            {QStringLiteral("machine"), used.machine},
            {QStringLiteral("seconds"), run.seconds},
            {QStringLiteral("memory"), memoryToJson(used.memory, ended.peakMegabytes)},
            {QStringLiteral("frames"), outcome.value(QStringLiteral("frames"))},
            {QStringLiteral("repeated"), outcome.value(QStringLiteral("repeatedFrames"))},
            {QStringLiteral("file"), outcome.value(QStringLiteral("file"))}};
}

QStringList simulateCommand(const LiveRun &run, const QString &link)
{
    QStringList command{run.program, QStringLiteral("simulate"), link, QStringLiteral("--count"),
                        QString::number(run.participants)};
    if (!run.simulcast) {
        command << QStringLiteral("--no-simulcast");
    }
    if (!run.video.isEmpty()) {
        command << QStringLiteral("--video") << run.video << QStringLiteral("--audio") << run.video;
    }
    return command;
}

QStringList recordCommand(const LiveRun &run, const QString &link)
{
    QStringList command{run.program,
                        QStringLiteral("record"),
                        link,
                        QStringLiteral("--for"),
                        QStringLiteral("%1s").arg(run.seconds + 3),
                        QStringLiteral("--out"),
                        QDir(run.folder).filePath(QStringLiteral("recordings")),
                        QStringLiteral("--encoder"),
                        QStringLiteral("x264"),
                        QStringLiteral("--json")};
    if (!run.preset.isEmpty()) {
        command << QStringLiteral("--preset") << run.preset;
    }
    return command;
}

} // namespace

QJsonObject measureLive(const LiveRun &run)
{
    QDir(run.folder).removeRecursively();
    QDir().mkpath(run.folder);
    const auto config = writeConfig(run.folder);
    auto service = Child::start({run.program, QStringLiteral("serve"), QStringLiteral("--config"),
                                 config, QStringLiteral("--json")});
    if (!service || !waitUntil(std::chrono::seconds(20),
                               [&] { return !printed(service->outputSoFar()).isEmpty(); })) {
        return failure("the room service does not start");
    }
    const auto links = printed(service->outputSoFar());
    const auto link = [&](QLatin1String role) { return links.value(role).toString(); };
    auto participants = Child::start(simulateCommand(run, link(QLatin1String("participant"))),
                                     Child::Errors::WithOutput);
    const auto all = QStringLiteral("%1 of %1").arg(run.participants).toLatin1();
    if (!participants || !waitUntil(std::chrono::seconds(120),
                                    [&] { return participants->outputSoFar().contains(all); })) {
        return failure("the participants do not send");
    }
    auto recorder =
        Child::start(recordCommand(run, link(QLatin1String("host"))), Child::Errors::WithOutput);
    return recorder ? measureRecorder(*recorder, run) : failure("the recorder does not start");
}

} // namespace prosc::bench
