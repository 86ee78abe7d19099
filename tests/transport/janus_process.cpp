#include "tests/transport/janus_process.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QNetworkInterface>
#include <QTcpServer>
#include <QTimer>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

#include <sys/prctl.h>

#include <csignal>

namespace {

const char *const kPlugin = "/usr/lib/x86_64-linux-gnu/janus/plugins/libjanus_videoroom.so";
const char *const kTransport = "/usr/lib/x86_64-linux-gnu/janus/transports/libjanus_websockets.so";

bool write(const QString &path, const QString &text)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text.toUtf8()) > 0;
}

} // namespace

JanusProcess::JanusProcess()
{
    QTcpServer probe;
    if (probe.listen(QHostAddress::LocalHost)) {
        m_port = probe.serverPort();
    }
}

JanusProcess::~JanusProcess()
{
    kill();
}

QStringList JanusProcess::addresses()
{
    QStringList found;
    const auto all = QNetworkInterface::allAddresses();
    for (const QHostAddress &address : all) {
        if (!address.isLoopback() && !address.isLinkLocal()) {
            found << address.toString();
        }
    }
    return found;
}

bool JanusProcess::writeConfiguration() const
{
    const QDir dir(m_folder.path());
    for (const char *name : {"plugins", "transports", "events", "loggers"}) {
        if (!dir.exists(QLatin1String(name)) && !dir.mkdir(QLatin1String(name))) {
            return false;
        }
    }
    QFile::link(QLatin1String(kPlugin),
                dir.filePath(QStringLiteral("plugins/libjanus_videoroom.so")));
    QFile::link(QLatin1String(kTransport),
                dir.filePath(QStringLiteral("transports/libjanus_websockets.so")));
    const QString main =
        QStringLiteral(R"(general: {
  configs_folder = "%1"
  plugins_folder = "%1/plugins"
  transports_folder = "%1/transports"
  events_folder = "%1/events"
  loggers_folder = "%1/loggers"
  debug_level = 4
  debug_colors = false
  session_timeout = 30
  server_name = "prosc-test-%3"
}
media: { rtp_port_range = "21000-21999" }
nat: { ice_enforce_list = "%2" ignore_mdns = true }
)")
            .arg(m_folder.path(), addresses().join(QLatin1Char(',')), QString::number(m_port));
    const QString webSocket = QStringLiteral("general: { json = \"compact\" ws = true ws_port = %1 "
                                             "ws_ip = \"127.0.0.1\" wss = false }\n");
    return write(dir.filePath(QStringLiteral("janus.jcfg")), main) &&
           write(dir.filePath(QStringLiteral("janus.transport.websockets.jcfg")),
                 webSocket.arg(m_port)) &&
           write(dir.filePath(QStringLiteral("janus.plugin.videoroom.jcfg")),
                 QStringLiteral("general: { string_ids = true }\n"));
}

bool JanusProcess::answers() const
{
    QWebSocket socket;
    QEventLoop loop;
    bool found = false;
    QObject::connect(&socket, &QWebSocket::connected, &loop, [&] {
        socket.sendTextMessage(QStringLiteral(R"({"janus":"info","transaction":"i"})"));
    });
    QObject::connect(&socket, &QWebSocket::textMessageReceived, &loop, [&](const QString &text) {
        found = text.contains(QStringLiteral("prosc-test-%1").arg(m_port)) &&
                text.contains(QLatin1String("janus.plugin.videoroom"));
        loop.quit();
    });
    QObject::connect(&socket, &QWebSocket::disconnected, &loop, &QEventLoop::quit);
    QTimer::singleShot(1000, &loop, &QEventLoop::quit);
    QNetworkRequest request(QUrl(QStringLiteral("ws://127.0.0.1:%1").arg(m_port)));
    request.setRawHeader("Sec-WebSocket-Protocol", "janus-protocol");
    socket.open(request);
    loop.exec();
    return found;
}

bool JanusProcess::start()
{
    if (!m_folder.isValid() || !writeConfiguration()) {
        return false;
    }
    m_process = std::make_unique<QProcess>();
    m_process->setStandardOutputFile(m_folder.filePath(QStringLiteral("janus.log")));
    m_process->setStandardErrorFile(m_folder.filePath(QStringLiteral("janus.err")));
    m_process->setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
    m_process->start(QStringLiteral("janus"), {QStringLiteral("-F"), m_folder.path()});
    const QDeadlineTimer deadline(10000);
    while (!deadline.hasExpired()) {
        if (m_process->state() != QProcess::NotRunning && answers()) {
            return true;
        }
    }
    return false;
}

void JanusProcess::kill()
{
    if (m_process) {
        m_process->kill();
        m_process->waitForFinished(5000);
        m_process.reset();
    }
}
