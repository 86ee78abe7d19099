#include "tests/bench/recorder/bench_process.h"

#include <QFile>
#include <QTemporaryFile>

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <vector>

using namespace Qt::StringLiterals;

extern char **environ;

namespace prosc::bench {

namespace {

double seconds(const timeval &time)
{
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

double cpuOf(int who)
{
    rusage used{};
    getrusage(who, &used);
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

/// `process`: its pid, or "self".
Memory memoryOf(const QString &process)
{
    QFile file(u"/proc/%1/status"_s.arg(process));
    Memory memory;
    if (!file.open(QIODevice::ReadOnly)) {
        return memory;
    }
    for (const auto &line : file.readAll().split('\n')) {
        const auto kilobytes = line.simplified().split(' ').value(1).toDouble();
        if (line.startsWith("VmHWM:")) {
            memory.peak = kilobytes / 1024;
        } else if (line.startsWith("VmRSS:")) {
            memory.now = kilobytes / 1024;
        }
    }
    return memory;
}

} // namespace

Child::Child(int pid, QString outputFile) : m_pid(pid), m_outputFile(std::move(outputFile)) {}

Child::Child(Child &&other) noexcept
    : m_pid(std::exchange(other.m_pid, -1)),
      m_outputFile(std::exchange(other.m_outputFile, QString())),
      m_finished(std::exchange(other.m_finished, std::nullopt))
{
}

Child::~Child()
{
    terminate();
    if (!m_outputFile.isEmpty()) {
        QFile::remove(m_outputFile);
    }
}

std::optional<Child> Child::start(const QStringList &command, Errors errors)
{
    QTemporaryFile output;
    output.setAutoRemove(false);
    if (!output.open()) {
        return std::nullopt;
    }
    const QByteArray path = QFile::encodeName(output.fileName());
    std::vector<QByteArray> words;
    for (const auto &word : command) {
        words.push_back(word.toLocal8Bit());
    }
    std::vector<char *> arguments;
    for (auto &word : words) {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, path.constData(), O_WRONLY | O_APPEND,
                                     0);
    if (errors == Errors::WithOutput) {
        posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
    }
    pid_t pid = -1;
    const int error =
        posix_spawnp(&pid, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0) {
        QFile::remove(output.fileName());
        return std::nullopt;
    }
    return Child(pid, output.fileName());
}

QByteArray Child::outputSoFar() const
{
    QFile file(m_outputFile);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::optional<double> Child::cpuSeconds() const
{
    QFile file(u"/proc/%1/stat"_s.arg(m_pid));
    if (m_finished || !file.open(QIODevice::ReadOnly)) {
        return std::nullopt;
    }
    const QByteArray text = file.readAll();
    // After the program's name, which may contain spaces: state is the first, utime the twelfth.
    const auto fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
    const auto ticks = fields.value(11).toDouble() + fields.value(12).toDouble();
    return ticks / static_cast<double>(sysconf(_SC_CLK_TCK));
}

Memory Child::memory() const
{
    return m_finished ? Memory() : memoryOf(QString::number(m_pid));
}

void Child::reap(int flags)
{
    int status = 0;
    rusage used{};
    if (m_pid <= 0 || m_finished || wait4(m_pid, &status, flags, &used) != m_pid) {
        return;
    }
    m_finished = Finished{WIFEXITED(status) ? WEXITSTATUS(status) : -1,
                          seconds(used.ru_utime) + seconds(used.ru_stime),
                          static_cast<double>(used.ru_maxrss) / 1024,
                          {}};
}

bool Child::hasEnded()
{
    reap(WNOHANG);
    return m_finished.has_value();
}

Finished Child::wait()
{
    reap(0);
    auto result = m_finished.value_or(Finished());
    result.output = outputSoFar();
    return result;
}

void Child::terminate()
{
    if (m_pid > 0 && !hasEnded()) {
        kill(m_pid, SIGTERM);
        reap(0);
    }
}

Finished runToEnd(const QStringList &command)
{
    auto child = Child::start(command);
    return child ? child->wait() : Finished();
}

double ownCpuSeconds()
{
    return cpuOf(RUSAGE_SELF);
}

double threadCpuSeconds()
{
    return cpuOf(RUSAGE_THREAD);
}

double machineCpuSeconds()
{
    QFile file(u"/proc/stat"_s);
    if (!file.open(QIODevice::ReadOnly)) {
        return 0;
    }
    // user, nice, system, idle, iowait, irq, softirq, steal
    const auto fields = file.readLine().simplified().split(' ');
    double ticks = 0;
    for (const int busy : {1, 2, 3, 6, 7}) {
        ticks += fields.value(busy).toDouble();
    }
    return ticks / static_cast<double>(sysconf(_SC_CLK_TCK));
}

Memory ownMemory()
{
    return memoryOf(u"self"_s);
}

} // namespace prosc::bench
