#pragma once

#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>

/// A real Janus for a test, as an unprivileged child process with its own configuration. It ends
/// with this object.
class JanusProcess
{
public:
    JanusProcess();
    ~JanusProcess();

    /// Addresses of this machine that media can use; Janus does not work with loopback alone.
    [[nodiscard]] static QStringList addresses();

    /// Starts it and waits until its API answers; false if it does not.
    [[nodiscard]] bool start();
    /// SIGKILL, as in a crash.
    void kill();
    [[nodiscard]] quint16 port() const { return m_port; }

private:
    [[nodiscard]] bool writeConfiguration() const;
    [[nodiscard]] bool answers() const;

    QTemporaryDir m_folder;
    std::unique_ptr<QProcess> m_process;
    quint16 m_port = 0;
};
