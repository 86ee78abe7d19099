#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>

namespace prosc::bench {

/// Current and peak resident memory of a process, in megabytes.
struct Memory
{
    double now = 0;
    double peak = 0;
};

/// How a child process ended and what it used, as the kernel accounts for it (wait4).
struct Finished
{
    int exitCode = -1;
    double cpuSeconds = 0;
    double peakMegabytes = 0;
    QByteArray output;
};

/// A child process; its standard output goes to a file, and so does its standard error on request
/// (otherwise it is inherited).
class Child
{
public:
    enum class Errors { Shown, WithOutput };

    /// Nothing when it cannot be started.
    [[nodiscard]] static std::optional<Child> start(const QStringList &command,
                                                    Errors errors = Errors::Shown);
    Child(Child &&other) noexcept;
    Child &operator=(Child &&) = delete;
    /// Ends the process if it runs.
    ~Child();

    [[nodiscard]] QByteArray outputSoFar() const;
    /// CPU seconds used so far; nothing when it has ended.
    [[nodiscard]] std::optional<double> cpuSeconds() const;
    /// Zero when it has ended.
    [[nodiscard]] Memory memory() const;
    [[nodiscard]] bool hasEnded();
    /// Waits until it ends.
    [[nodiscard]] Finished wait();
    /// Sends SIGTERM and waits until it ends.
    void terminate();

private:
    Child(int pid, QString outputFile);
    void reap(int flags);

    int m_pid = -1;
    QString m_outputFile;
    std::optional<Finished> m_finished;
};

/// Runs a command to its end.
[[nodiscard]] Finished runToEnd(const QStringList &command);

/// CPU seconds of all threads of this process, and of the calling thread.
[[nodiscard]] double ownCpuSeconds();
[[nodiscard]] double threadCpuSeconds();
/// CPU seconds of all processes of this machine.
[[nodiscard]] double machineCpuSeconds();

[[nodiscard]] Memory ownMemory();

} // namespace prosc::bench
