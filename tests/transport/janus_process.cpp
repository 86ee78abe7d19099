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

using namespace Qt::StringLiterals;

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
    QFile::link(QLatin1String(kPlugin), dir.filePath(u"plugins/libjanus_videoroom.so"_s));
    QFile::link(QLatin1String(kTransport), dir.filePath(u"transports/libjanus_websockets.so"_s));
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
    const QString webSocket = u"general: { json = \"compact\" ws = true ws_port = %1 "
                              "ws_ip = \"127.0.0.1\" wss = false }\n"_s;
    return write(dir.filePath(u"janus.jcfg"_s), main) &&
           write(dir.filePath(u"janus.transport.websockets.jcfg"_s), webSocket.arg(m_port)) &&
           write(dir.filePath(u"janus.plugin.videoroom.jcfg"_s),
                 u"general: { string_ids = true }\n"_s);
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
        found = text.contains(u"prosc-test-%1"_s.arg(m_port)) &&
                text.contains(QLatin1String("janus.plugin.videoroom"));
        loop.quit();
    });
    QObject::connect(&socket, &QWebSocket::disconnected, &loop, &QEventLoop::quit);
    QTimer::singleShot(1000, &loop, &QEventLoop::quit);
    QNetworkRequest request(QUrl(u"ws://127.0.0.1:%1"_s.arg(m_port)));
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
    m_process->setStandardOutputFile(m_folder.filePath(u"janus.log"_s));
    m_process->setStandardErrorFile(m_folder.filePath(u"janus.err"_s));
    m_process->setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
    m_process->start(u"janus"_s, {u"-F"_s, m_folder.path()});
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
