#pragma once

#include "app/recording/recording_controller.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

namespace prosc {

/// Everything that happens at the controller's ports, in order, in text form.
using Log = QStringList;

[[nodiscard]] inline RecordingProgress progressAt(std::chrono::milliseconds recorded)
{
    RecordingProgress progress;
    progress.recorded = recorded;
    progress.durable = recorded;
    return progress;
}

class FakeEngine : public RecorderEngine
{
public:
    explicit FakeEngine(Log &log) : m_log(log) {}

    void start(const RecordingPlan &plan) override
    {
        plans.push_back(plan);
        m_log << QStringLiteral("start");
    }
    void setScene(const StageScene &scene) override { lastScene = scene; }
    void setPaused(bool paused) override
    {
        m_log << (paused ? QStringLiteral("pause") : QStringLiteral("resume"));
    }
    void mark(const QString &name) override { marks.append(name); }
    void setNames(const std::map<ParticipantId, QString> &names) override { lastNames = names; }
    void stop() override { m_log << QStringLiteral("stop"); }

    void showFirstPicture() { Q_EMIT started(); }
    void showProgress(std::chrono::milliseconds recorded) { Q_EMIT progress(progressAt(recorded)); }
    void show(const RecordingProgress &what) { Q_EMIT progress(what); }
    /// Writes a file as the engine does, and reports it.
    void complete()
    {
        QFile file(QDir(plans.back().folder).filePath(plans.back().fileName));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("mp4") == 3);
        file.close();
        Q_EMIT finished(RecordedFile{file.fileName(), 3, std::chrono::seconds(5), 3,
                                     QString(64, QLatin1Char('a')), 150, 0});
    }
    void breakDown(ErrorCode code) { Q_EMIT failed(Error{code, QStringLiteral("broken")}); }

    std::vector<RecordingPlan> plans;
    StageScene lastScene;
    std::map<ParticipantId, QString> lastNames;
    QStringList marks;

private:
    Log &m_log;
};

class FakeReports : public RecorderReports
{
public:
    explicit FakeReports(Log &log) : m_log(log) {}

    void recorderStarted(const RecordingId &recording, int epoch) override
    {
        note("started", recording, epoch);
    }
    void recorderAlive(const RecordingId &recording, int epoch, const Heartbeat &heartbeat) override
    {
        QStringList words{QString::number(heartbeat.recorded.count())};
        words << (heartbeat.paused ? QStringLiteral("paused") : QString())
              << (heartbeat.overloaded ? QStringLiteral("overloaded") : QString())
              << (heartbeat.silent ? QStringLiteral("silent") : QString());
        words.removeAll({});
        note("alive", recording, epoch, words.join(QLatin1Char(' ')));
        ++alive;
    }
    void recorderStopped(const RecordingId &recording, int epoch, const RecordedFile &file,
                         bool diskNearlyFull) override
    {
        note("stopped", recording, epoch,
             QString::number(file.bytes) + (diskNearlyFull ? QStringLiteral(" disk") : QString()));
    }
    void recorderFailed(const RecordingId &recording, int epoch, const Error &error) override
    {
        note("failed", recording, epoch, errorCodeName(error.code));
    }

    int alive = 0;

private:
    void note(const char *what, const RecordingId &recording, int epoch, const QString &detail = {})
    {
        m_log << QStringLiteral("%1 %2/%3 %4")
                     .arg(QLatin1String(what), recording.value)
                     .arg(epoch)
                     .arg(detail)
                     .trimmed();
    }

    Log &m_log;
};

class FakeDisk : public DiskSpace
{
public:
    [[nodiscard]] Result<int64_t> freeBytes(const QString &) const override { return free; }
    Result<int64_t> free = int64_t(1) << 40;
};

class FakeInhibitor : public SleepInhibitor
{
public:
    explicit FakeInhibitor(Log &log) : m_log(log) {}
    void inhibit(const QString &) override { m_log << QStringLiteral("awake"); }
    void release() override { m_log << QStringLiteral("release"); }

private:
    Log &m_log;
};

/// A computer that records; everything around the controller is fake.
struct Recorder
{
    QTemporaryDir folder;
    Log log;
    FakeEngine engine{log};
    FakeReports reports{log};
    FakeDisk disk;
    FakeInhibitor inhibitor{log};
    explicit Recorder(std::chrono::milliseconds sign = std::chrono::seconds(2))
        : controller({engine, reports, disk, inhibitor}, folder.path(), sign)
    {
    }

    RecordingController controller;

    void record()
    {
        controller.begin(order(), {});
        engine.showFirstPicture();
        log.clear();
    }
    static RecordingOrder order(const char *id = "r1", int epoch = 4)
    {
        RecordingOrder order;
        order.recording = RecordingId{QString::fromLatin1(id)};
        order.epoch = epoch;
        order.title = QStringLiteral("Title");
        order.startedAt = QDateTime(QDate(2026, 3, 1), QTime(14, 3, 9), QTimeZone(3600));
        return order;
    }
};

inline Log words(std::initializer_list<const char *> list)
{
    Log log;
    for (const auto *word : list) {
        log << QString::fromLatin1(word);
    }
    return log;
}

} // namespace prosc
