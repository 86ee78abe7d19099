#include "tests/bench/recorder/bench_report.h"

#include "tests/bench/recorder/bench_process.h"

#include <QJsonArray>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc::bench {

namespace {

double secondsOf(const Mark &mark)
{
    return static_cast<double>(mark.progress.recorded.count()) / 1000;
}

/// Megabytes per hour: linear fit of resident memory after the first quarter, in which decoders and
/// pools still grow to their final size.
double memorySlope(const std::vector<Resident> &moments)
{
    const std::vector<Resident> settled(
        moments.begin() + static_cast<ptrdiff_t>(moments.size() / 4), moments.end());
    const auto count = static_cast<double>(settled.size());
    double time = 0;
    double memory = 0;
    for (const auto &moment : settled) {
        time += moment.seconds / count;
        memory += moment.megabytes / count;
    }
    double both = 0;
    double square = 0;
    for (const auto &moment : settled) {
        const double from = moment.seconds - time;
        both += from * (moment.megabytes - memory);
        square += from * from;
    }
    return square > 0 ? 3600 * both / square : 0;
}

QJsonObject memoryOf(const std::vector<Mark> &marks)
{
    std::vector<Resident> moments;
    for (const auto &mark : marks) {
        moments.push_back({secondsOf(mark), mark.resident});
    }
    return memoryToJson(moments, ownMemory().peak);
}

QJsonObject loadOf(const std::vector<Mark> &marks)
{
    QJsonArray encoders;
    QSet<QString> troubles;
    int overloaded = 0;
    int reduction = 0;
    std::chrono::milliseconds waited{};
    for (const auto &mark : marks) {
        const auto &progress = mark.progress;
        if (encoders.isEmpty() || encoders.last().toString() != progress.encoder) {
            encoders.append(progress.encoder);
        }
        for (const auto &trouble : progress.troubles) {
            troubles.insert(trouble.track.participant.value +
                            QString::number(static_cast<int>(trouble.trouble)));
        }
        overloaded += progress.overloaded ? 1 : 0;
        reduction = std::max(reduction, progress.layerReduction);
        waited = std::max(waited, progress.waited);
    }
    return {{u"encoders"_s, encoders},
            {u"cpuShown"_s, marks.back().progress.cpu},
            {u"overloadedSeconds"_s, overloaded},
            {u"layerReduction"_s, reduction},
            {u"skipped"_s, qint64{marks.back().progress.skipped}},
            {u"waitedMost"_s, static_cast<int>(waited.count())},
            {u"troubles"_s, static_cast<int>(troubles.size())},
            {u"lateMost"_s, std::ranges::max_element(marks, {}, &Mark::late)->late},
            {u"lateEnd"_s, marks.back().late}};
}

} // namespace

QJsonObject memoryToJson(const std::vector<Resident> &moments, double peak)
{
    QJsonArray quarters;
    for (size_t quarter = 0; quarter <= 4 && !moments.empty(); ++quarter) {
        quarters.append(moments[quarter * (moments.size() - 1) / 4].megabytes);
    }
    return {{u"quarters"_s, quarters}, {u"slope"_s, memorySlope(moments)}, {u"peak"_s, peak}};
}

QJsonObject failure(const Error &error)
{
    return {{u"error"_s, errorCodeName(error.code) + QLatin1Char(' ') + error.detail}};
}

QJsonObject toJson(const Measurement &measured)
{
    if (!measured.file || measured.marks.size() < 3) {
        return failure(measured.error.value_or(Error{ErrorCode::Internal, {}}));
    }
    const auto &first = measured.marks.front();
    const auto &last = measured.marks.back();
    const double span = secondsOf(last) - secondsOf(first);
    const double feeding = last.feeding - first.feeding;
    return {{u"cpuPerSecond"_s, (last.cpu - first.cpu - feeding) / span},
            {u"feedingPerSecond"_s, feeding / span},
            {u"machine"_s, (last.machine - first.machine) / (last.time - first.time)},
            {u"seconds"_s, span},
            {u"frames"_s, qint64{measured.file->frames}},
            {u"repeated"_s, qint64{measured.file->repeated}},
            {u"megabytes"_s, static_cast<double>(measured.file->bytes) / 1e6},
            {u"memory"_s, memoryOf(measured.marks)},
            {u"load"_s, loadOf(measured.marks)},
            {u"file"_s, measured.file->path}};
}

} // namespace prosc::bench
