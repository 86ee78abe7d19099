#pragma once

#include "app/net/web_socket_room_link.h"
#include "app/room/session/room_session.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

#include <memory>

namespace prosc::test {

/// `proscenium-room serve` as a process, with one room and no media server.
class RealService
{
public:
    explicit RealService(const QString &folder) : m_folder(folder)
    {
        QTcpServer free;
        free.listen(QHostAddress::LocalHost);
        const QJsonObject room{{QStringLiteral("id"), QStringLiteral("biology")},
                               {QStringLiteral("title"), QStringLiteral("Biology 101")}};
        const QJsonObject config{{QStringLiteral("dataFolder"), QStringLiteral("data")},
                                 {QStringLiteral("port"), free.serverPort()},
                                 {QStringLiteral("janusProgram"), QStringLiteral("no-janus-here")},
                                 {QStringLiteral("rooms"), QJsonArray{room}}};
        QFile file(configFile());
        if (file.open(QIODevice::WriteOnly)) {
            file.write(QJsonDocument(config).toJson());
        }
    }
    ~RealService()
    {
        m_process.terminate();
        if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(10000)) {
            kill();
        }
    }
    RealService(const RealService &) = delete;
    RealService &operator=(const RealService &) = delete;

    [[nodiscard]] bool start()
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QStringLiteral(PROSCENIUM_ROOM),
                        {QStringLiteral("serve"), QStringLiteral("--config"), configFile(),
                         QStringLiteral("--json")});
        QByteArray line;
        while (!line.startsWith('{')) {
            while (!m_process.canReadLine()) {
                if (!m_process.waitForReadyRead(20000)) {
                    return false;
                }
            }
            line = m_process.readLine();
        }
        host = QJsonDocument::fromJson(line)[QLatin1String("host")].toString();
        return !host.isEmpty();
    }
    /// SIGKILL.
    void kill()
    {
        m_process.kill();
        m_process.waitForFinished(10000);
    }
    [[nodiscard]] QString data() const { return QDir(m_folder).filePath(QStringLiteral("data")); }

    /// The host's link.
    QString host;

private:
    [[nodiscard]] QString configFile() const
    {
        return QDir(m_folder).filePath(QStringLiteral("room.json"));
    }

    const QString m_folder;
    QProcess m_process;
};

/// A recorder in the room that gets the service's order to record, without any media.
class RealRecorder
{
public:
    explicit RealRecorder(const QString &hostLink)
        : m_joinLink(*parseJoinLink(hostLink)), m_link(m_joinLink),
          m_session(m_link, SessionIdentity{m_joinLink.token, QStringLiteral("Recorder"),
                                            FormFactor::Desktop, ClientKind::Recorder})
    {
    }

    /// Joins and starts a recording; then `order` is the service's order.
    void begin()
    {
        QSignalSpy joined(&m_session, &RoomSession::joined);
        m_session.join();
        QTRY_COMPARE_WITH_TIMEOUT(joined.size(), 1, 10000);
        QSignalSpy begun(&m_session, &RoomSession::beginRecording);
        m_session.request(msg::StartRecording{});
        QTRY_COMPARE_WITH_TIMEOUT(begun.size(), 1, 10000);
        order = begun[0][0].value<msg::BeginRecording>();
        m_session.sendUntilAnswered(msg::RecorderStarted{order.recording, order.epoch});
    }
    void stopped(qint64 duration, qint64 bytes, const QString &checksum)
    {
        m_session.sendUntilAnswered(msg::RecorderStopped{
            order.recording, order.epoch, duration, bytes, checksum, QStringLiteral("Rec.mp4")});
    }
    [[nodiscard]] QUrl endpoint() const { return m_joinLink.resolved(order.uploadPath); }
    [[nodiscard]] RoomSession &session() { return m_session; }

    msg::BeginRecording order;

private:
    const JoinLink m_joinLink;
    WebSocketRoomLink m_link;
    RoomSession m_session;
};

} // namespace prosc::test
