#include "app/media/load/recorder_cpu.h"
#include "app/media/load/thread_times.h"

#include <pthread.h>
#include <unistd.h>

#include <QFile>
#include <QList>

#include <array>
#include <charconv>
#include <ctime>
#include <filesystem>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

// The fields of /proc/PID/stat after the name, counted from the state (proc(5)).
constexpr int kUserTime = 11;
constexpr int kSystemTime = 12;
// The columns of the first line of /proc/stat (proc(5)); later ones are already included in user
// time.
constexpr qsizetype kIdle = 3;
constexpr qsizetype kWaitingForDisk = 4;
constexpr qsizetype kNumbers = 8;

MediaTime ofTicks(int64_t ticks)
{
    static const int64_t perSecond = sysconf(_SC_CLK_TCK);
    return MediaTime(ticks * 1'000'000'000 / perSecond);
}

} // namespace

MediaTime threadCpuTime()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

std::optional<MachineTime> machineTime()
{
    QFile file(u"/proc/stat"_s);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)) {
        return std::nullopt;
    }
    const auto numbers = file.read(512).split('\n').front().simplified().split(' ').mid(1);
    if (numbers.size() < kNumbers) {
        return std::nullopt;
    }
    MachineTime time;
    for (qsizetype i = 0; i < kNumbers; ++i) {
        const auto ticks = numbers[i].toLongLong();
        time.all += ticks;
        time.busy += i == kIdle || i == kWaitingForDisk ? 0 : ticks;
    }
    return time;
}

std::string ownThreadName()
{
    std::array<char, 16> name{};
    pthread_getname_np(pthread_self(), name.data(), name.size());
    return name.data();
}

void nameOwnThread(const std::string &name)
{
    pthread_setname_np(pthread_self(), name.c_str());
}

std::vector<uint64_t> ownThreads()
{
    std::vector<uint64_t> threads;
    std::error_code error;
    for (const auto &entry : std::filesystem::directory_iterator("/proc/self/task", error)) {
        const auto text = entry.path().filename().string();
        uint64_t thread = 0;
        std::from_chars(text.data(), text.data() + text.size(), thread);
        threads.push_back(thread);
    }
    return threads;
}

std::optional<ThreadTime> threadTime(uint64_t thread)
{
    QFile file(u"/proc/self/task/%1/stat"_s.arg(thread));
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)) {
        return std::nullopt;
    }
    const auto line = file.readAll();
    // The name is in parentheses, and may contain some itself.
    const auto begin = line.indexOf('(');
    const auto end = line.lastIndexOf(')');
    const auto fields = line.mid(end + 2).split(' ');
    if (begin < 0 || end < begin || fields.size() <= kSystemTime) {
        return std::nullopt;
    }
    return ThreadTime{line.mid(begin + 1, end - begin - 1).toStdString(),
                      ofTicks(fields[kUserTime].toLongLong() + fields[kSystemTime].toLongLong())};
}

} // namespace prosc
