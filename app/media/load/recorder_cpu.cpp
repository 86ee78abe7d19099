#include "app/media/load/recorder_cpu.h"

#include <QFile>
#include <QList>

#ifdef __linux__
#include <pthread.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <ctime>
#include <filesystem>
#endif

using namespace Qt::StringLiterals;

namespace prosc {

#ifdef __linux__

namespace {

constexpr const char *kComposing = "recorder";
constexpr const char *kEncoding = "recorder-x264";
constexpr int kReadsBetweenLooks = 10;
// The fields of /proc/PID/stat after the name, counted from the state (proc(5)).
constexpr int kUserTime = 11;
constexpr int kSystemTime = 12;
// The columns of the first line of /proc/stat (proc(5)); later ones are already included in user
// time.
constexpr qsizetype kIdle = 3;
constexpr qsizetype kWaitingForDisk = 4;
constexpr qsizetype kNumbers = 8;

struct Stat
{
    QByteArray name;
    MediaTime used{};
};

MediaTime ofTicks(int64_t ticks)
{
    static const int64_t perSecond = sysconf(_SC_CLK_TCK);
    return MediaTime(ticks * 1'000'000'000 / perSecond);
}

std::optional<Stat> statOf(int thread)
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
    return Stat{line.mid(begin + 1, end - begin - 1),
                ofTicks(fields[kUserTime].toLongLong() + fields[kSystemTime].toLongLong())};
}

std::optional<RecorderThread> roleOf(const QByteArray &name)
{
    if (name == kEncoding) {
        return RecorderThread::Encoding;
    }
    return name == kComposing ? std::optional(RecorderThread::Composing) : std::nullopt;
}

MediaTime &part(RecorderCpuTime &time, RecorderThread role)
{
    return role == RecorderThread::Composing ? time.composing : time.encoding;
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

RecorderThreadName::RecorderThreadName(RecorderThread role)
{
    std::array<char, 16> before{};
    pthread_getname_np(pthread_self(), before.data(), before.size());
    m_before = before.data();
    pthread_setname_np(pthread_self(), role == RecorderThread::Composing ? kComposing : kEncoding);
}

RecorderThreadName::~RecorderThreadName()
{
    pthread_setname_np(pthread_self(), m_before.c_str());
}

void RecorderCpu::lookAtAll()
{
    std::error_code error;
    for (const auto &entry : std::filesystem::directory_iterator("/proc/self/task", error)) {
        const auto text = entry.path().filename().string();
        int thread = 0;
        std::from_chars(text.data(), text.data() + text.size(), thread);
        const auto stat = m_threads.contains(thread) ? std::nullopt : statOf(thread);
        const auto role = stat ? roleOf(stat->name) : std::nullopt;
        if (role) {
            m_threads.insert({thread, {*role, {}}});
        }
    }
}

std::optional<RecorderCpuTime> RecorderCpu::read()
{
    if (m_reads++ % kReadsBetweenLooks == 0) {
        lookAtAll();
    }
    auto sum = m_ended;
    for (auto it = m_threads.begin(); it != m_threads.end();) {
        const auto stat = statOf(it->first);
        // The id may have been reused by another thread.
        if (stat && roleOf(stat->name) == it->second.role && stat->used >= it->second.used) {
            it->second.used = stat->used;
            part(sum, it->second.role) += it->second.used;
            ++it;
        } else {
            part(m_ended, it->second.role) += it->second.used;
            part(sum, it->second.role) += it->second.used;
            it = m_threads.erase(it);
        }
    }
    return sum;
}

#else

MediaTime threadCpuTime()
{
    return {};
}

std::optional<MachineTime> machineTime()
{
    return std::nullopt;
}

RecorderThreadName::RecorderThreadName(RecorderThread) {}
RecorderThreadName::~RecorderThreadName() = default;
void RecorderCpu::lookAtAll() {}

std::optional<RecorderCpuTime> RecorderCpu::read()
{
    return std::nullopt;
}

#endif

} // namespace prosc
