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

using namespace Qt::StringLiterals;

namespace prosc::bench {

namespace {

using std::chrono::steady_clock;

QJsonObject failure(const char *what)
{
    return {{u"error"_s, QString::fromLatin1(what)}};
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
    const auto path = QDir(folder).filePath(u"service.json"_s);
    const QJsonObject room{{u"id"_s, u"bench"_s}, {u"title"_s, u"Bench"_s}};
    const QJsonObject config{{u"dataFolder"_s, QDir(folder).filePath(u"service"_s)},
                             {u"listenAddress"_s, u"127.0.0.1"_s},
                             {u"port"_s, 0},
                             {u"rooms"_s, QJsonArray{room}}};
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(config).toJson()) > 0
               ? path
               : QString();
}

/// The line of JSON in a command's output.
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

/// CPU per second of wall time in the middle of the recording, and memory over that time.
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
    // Leave out connecting and the first key frames: they are not part of the steady cost.
    std::this_thread::sleep_for(std::chrono::seconds(2));
    const auto used = sample(recorder, run.seconds);
    const auto ended = recorder.wait();
    const auto outcome = printed(ended.output);
    if (ended.exitCode != 0 || outcome.isEmpty()) {
        return failure("the recorder failed");
    }
    return {{u"cpuPerSecond"_s, used.recorder},
            {u"machine"_s, used.machine},
            {u"seconds"_s, run.seconds},
            {u"memory"_s, memoryToJson(used.memory, ended.peakMegabytes)},
            {u"frames"_s, outcome.value(u"frames"_s)},
            {u"repeated"_s, outcome.value(u"repeatedFrames"_s)},
            {u"file"_s, outcome.value(u"file"_s)}};
}

QStringList simulateCommand(const LiveRun &run, const QString &link)
{
    QStringList command{run.program, u"simulate"_s, link, u"--count"_s,
                        QString::number(run.participants)};
    if (!run.simulcast) {
        command << u"--no-simulcast"_s;
    }
    if (!run.video.isEmpty()) {
        command << u"--video"_s << run.video << u"--audio"_s << run.video;
    }
    return command;
}

QStringList recordCommand(const LiveRun &run, const QString &link)
{
    QStringList command{run.program,
                        u"record"_s,
                        link,
                        u"--for"_s,
                        u"%1s"_s.arg(run.seconds + 3),
                        u"--out"_s,
                        QDir(run.folder).filePath(u"recordings"_s),
                        u"--encoder"_s,
                        u"x264"_s,
                        u"--json"_s};
    if (!run.preset.isEmpty()) {
        command << u"--preset"_s << run.preset;
    }
    return command;
}

} // namespace

QJsonObject measureLive(const LiveRun &run)
{
    QDir(run.folder).removeRecursively();
    QDir().mkpath(run.folder);
    const auto config = writeConfig(run.folder);
    auto service = Child::start({run.program, u"serve"_s, u"--config"_s, config, u"--json"_s});
    if (!service || !waitUntil(std::chrono::seconds(20),
                               [&] { return !printed(service->outputSoFar()).isEmpty(); })) {
        return failure("the room service does not start");
    }
    const auto links = printed(service->outputSoFar());
    const auto link = [&](QLatin1String role) { return links.value(role).toString(); };
    auto participants = Child::start(simulateCommand(run, link(QLatin1String("participant"))),
                                     Child::Errors::WithOutput);
    const auto all = u"%1 of %1"_s.arg(run.participants).toLatin1();
    if (!participants || !waitUntil(std::chrono::seconds(120),
                                    [&] { return participants->outputSoFar().contains(all); })) {
        return failure("the participants do not send");
    }
    auto recorder =
        Child::start(recordCommand(run, link(QLatin1String("host"))), Child::Errors::WithOutput);
    return recorder ? measureRecorder(*recorder, run) : failure("the recorder does not start");
}

} // namespace prosc::bench
