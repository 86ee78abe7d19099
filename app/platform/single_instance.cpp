#include "app/platform/single_instance.h"

#include "app/base/logging.h"

#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QDir>
#include <QLocalSocket>
#include <QLockFile>
#include <QStandardPaths>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

/// A start needs one connection for some milliseconds.
constexpr int kMostConnections = 8;
constexpr auto kSlowest = std::chrono::seconds(3);
constexpr int kRetryMs = 100;

const QByteArray kDone = "done\n";
const QByteArray kRefused = "refused\n";

/// Without an extension; empty where the user has no runtime folder. Short: a socket's path may
/// have 107 bytes.
QString baseName(const QString &dataFolder)
{
    const auto runtime = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
    if (runtime.isEmpty() || !QDir(runtime).exists()) {
        return {};
    }
    const auto canonical = QDir(dataFolder).canonicalPath();
    const auto hash = QCryptographicHash::hash(
        (canonical.isEmpty() ? dataFolder : canonical).toUtf8(), QCryptographicHash::Sha256);
    return u"%1/proscenium-%2"_s.arg(runtime, QString::fromLatin1(hash.toHex().left(16)));
}

QString socketOf(const QString &base)
{
    return base + u".socket"_s;
}

/// nullopt when nobody listens.
std::optional<Result<SingleInstance::Answer>>
handOver(const QString &base, const QByteArray &request, const QDeadlineTimer &deadline)
{
    QLocalSocket socket;
    socket.connectToServer(socketOf(base));
    if (!socket.waitForConnected(kRetryMs)) {
        return std::nullopt;
    }
    socket.write(request + '\n');
    socket.flush();
    while (!socket.canReadLine()) {
        if (socket.state() != QLocalSocket::ConnectedState && socket.bytesAvailable() == 0) {
            return std::nullopt; // it ended meanwhile
        }
        if (deadline.hasExpired()) {
            return fail(ErrorCode::Timeout, u"the running program does not answer"_s);
        }
        socket.waitForReadyRead(kRetryMs);
    }
    const auto answer = socket.readLine(SingleInstance::kMaxBytes);
    return answer == kDone ? SingleInstance::Answer::Done : SingleInstance::Answer::Refused;
}

} // namespace

Result<SingleInstance::Claim> SingleInstance::claim(const QString &dataFolder,
                                                    const QByteArray &request,
                                                    std::chrono::milliseconds patience)
{
    const auto base = baseName(dataFolder);
    if (base.isEmpty()) {
        qCWarning(logUi) << "no runtime folder: a second start is a second program";
        return Claim{std::unique_ptr<SingleInstance>(new SingleInstance(nullptr, {})), {}};
    }
    auto lock = std::make_unique<QLockFile>(base + u".lock"_s);
    // Never stale by age, only when the process that holds it has ended.
    lock->setStaleLockTime(0);
    const QDeadlineTimer deadline(patience);
    do {
        if (lock->tryLock(kRetryMs)) {
            return Claim{std::unique_ptr<SingleInstance>(
                             new SingleInstance(std::move(lock), socketOf(base))),
                         {}};
        }
        if (lock->error() != QLockFile::LockFailedError) {
            qCWarning(logUi) << "cannot lock: a second start is a second program";
            return Claim{std::unique_ptr<SingleInstance>(new SingleInstance(nullptr, {})), {}};
        }
        if (const auto answer = handOver(base, request, deadline)) {
            return answer->map([](Answer given) { return Claim{nullptr, given}; });
        }
    } while (!deadline.hasExpired());
    return fail(ErrorCode::Timeout, u"the running program does not listen"_s);
}

SingleInstance::SingleInstance(std::unique_ptr<QLockFile> lock, const QString &socket)
    : m_lock(std::move(lock))
{
    if (socket.isEmpty()) {
        return;
    }
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    m_server.setMaxPendingConnections(kMostConnections);
    // Left behind by a program that was killed: the lock says that it no longer runs.
    QLocalServer::removeServer(socket);
    if (!m_server.listen(socket)) {
        qCWarning(logUi) << "cannot listen for later starts:" << m_server.errorString();
    }
}

SingleInstance::~SingleInstance() = default;

void SingleInstance::serve(std::function<Answer(const QByteArray &)> answer)
{
    m_answer = std::move(answer);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::accept);
    accept();
}

void SingleInstance::retire()
{
    m_server.close();
    for (auto *socket : findChildren<QLocalSocket *>()) {
        socket->abort(); // it asks again, or finds that this program has ended
    }
}

void SingleInstance::accept()
{
    while (auto *socket = m_server.nextPendingConnection()) {
        if (m_open >= kMostConnections) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        ++m_open;
        socket->setParent(this); // an answer is still sent after retire()
        socket->setReadBufferSize(kMaxBytes);
        connect(socket, &QObject::destroyed, this, [this] { --m_open; });
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] { read(*socket); });
        QTimer::singleShot(kSlowest, socket, [socket] { socket->abort(); });
        read(*socket);
    }
}

void SingleInstance::read(QLocalSocket &socket)
{
    if (!socket.canReadLine()) {
        if (socket.bytesAvailable() >= kMaxBytes) {
            socket.abort(); // no request is that long
        }
        return;
    }
    // Only one request a connection.
    disconnect(&socket, &QLocalSocket::readyRead, this, nullptr);
    const auto answer = m_answer(socket.readLine(kMaxBytes).chopped(1));
    socket.write(answer == Answer::Done ? kDone : kRefused);
    socket.disconnectFromServer();
}

} // namespace prosc
