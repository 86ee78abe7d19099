#pragma once

#include <QDBusConnection>
#include <QProcess>

namespace prosc::test {

/// A D-Bus daemon of its own, which ends with the object.
class PrivateBus
{
public:
    ~PrivateBus() { stop(); }

    /// False: dbus-daemon is not installed or does not answer.
    [[nodiscard]] bool start()
    {
        m_daemon.start(QStringLiteral("dbus-daemon"),
                       {QStringLiteral("--session"), QStringLiteral("--nofork"),
                        QStringLiteral("--print-address")});
        if (!m_daemon.waitForStarted() || !m_daemon.waitForReadyRead(10000)) {
            return false;
        }
        m_address = m_daemon.readLine().trimmed();
        QDBusConnection::connectToBus(QString::fromLatin1(m_address), kName);
        return true;
    }
    void stop()
    {
        if (m_daemon.state() != QProcess::NotRunning) {
            m_daemon.terminate();
            m_daemon.waitForFinished(5000);
        }
    }
    [[nodiscard]] const QByteArray &address() const { return m_address; }
    /// The connection on which the fakes offer their services.
    [[nodiscard]] static QDBusConnection services() { return QDBusConnection(kName); }

private:
    inline static const QString kName = QStringLiteral("services");

    QProcess m_daemon;
    QByteArray m_address;
};

} // namespace prosc::test
