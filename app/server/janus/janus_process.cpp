#include "app/server/janus/janus_process.h"

#include "app/base/child_process.h"
#include "app/base/logging.h"

#include <QProcess>
#include <QTimer>

#include <array>
#include <chrono>
#include <csignal>
#include <grp.h>
#include <optional>
#include <pwd.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <utility>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr std::chrono::milliseconds kTermPatience{1000};
constexpr qint64 kMaxLogLine = 4096;

struct Identity
{
    uid_t user = 0;
    gid_t group = 0;
};

/// The user to run Janus as, if this process may choose.
std::optional<Identity> unprivileged()
{
    if (::geteuid() != 0) {
        return std::nullopt;
    }
    passwd entry{};
    passwd *found = nullptr;
    std::array<char, 4096> buffer{};
    if (::getpwnam_r("nobody", &entry, buffer.data(), buffer.size(), &found) != 0 || !found) {
        return Identity{65534, 65534};
    }
    return Identity{entry.pw_uid, entry.pw_gid};
}

/// Runs in the child between fork and exec: system calls only, and raw ones, as glibc's wrappers
/// signal threads that the child does not have.
void becomeJanus(const std::optional<Identity> &identity, pid_t parent)
{
    closeInherited();
    if (identity &&
        (::syscall(SYS_setgroups, 0, nullptr) != 0 || ::syscall(SYS_setgid, identity->group) != 0 ||
         ::syscall(SYS_setuid, identity->user) != 0)) {
        ::_exit(126);
    }
    dieWithParent(parent);
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = files.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &files);
    }
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

/// Only what it needs: a service's environment may hold secrets, and Janus reads what others send.
QProcessEnvironment environment(const QString &home)
{
    QProcessEnvironment minimal;
    minimal.insert(u"PATH"_s, qEnvironmentVariable("PATH", u"/usr/bin:/bin"_s));
    minimal.insert(u"HOME"_s, home);
    minimal.insert(u"LANG"_s, u"C"_s);
    return minimal;
}

Error failed(const QString &detail)
{
    return {ErrorCode::JanusFailed, detail};
}

} // namespace

JanusProcess::JanusProcess(const JanusOptions &options, Events events)
    : m_options(options), m_events(std::move(events)), m_thread(u"janus"_s)
{
    m_thread.post([this] {
        if (const auto running = run(); !running) {
            m_config.reset();
            m_events.ended(running.error());
        }
    });
}

JanusProcess::~JanusProcess()
{
    m_thread.call([this] {
        end();
        if (m_process && m_process->state() != QProcess::NotRunning &&
            !m_process->waitForFinished(static_cast<int>(kTermPatience.count()))) {
            m_process->kill();
            m_process->waitForFinished(-1);
        }
        m_process.reset();
    });
}

void JanusProcess::terminate()
{
    m_thread.post([this] { end(); });
}

void JanusProcess::end()
{
    if (m_process && !std::exchange(m_isEnding, true)) {
        m_process->terminate();
        QTimer::singleShot(kTermPatience, m_process.get(), &QProcess::kill);
    }
}

Status JanusProcess::run()
{
    const auto files = findJanus(m_options);
    if (!files) {
        return fail(files.error());
    }
    m_addresses = m_options.addresses ? m_options.addresses() : addressesForIce();
    auto config = JanusConfig::write(m_options, *files, m_addresses);
    if (!config) {
        return fail(config.error());
    }
    m_config = std::move(*config);
    const auto identity = unprivileged();
    if (identity) {
        if (auto given = m_config->giveTo(identity->user, identity->group); !given) {
            return given;
        }
    }
    auto process = std::make_unique<QProcess>();
    process->setChildProcessModifier(
        [identity, parent = ::getpid()] { becomeJanus(identity, parent); });
    process->setProcessEnvironment(environment(m_config->folder()));
    process->setStandardInputFile(QProcess::nullDevice());
    process->setProcessChannelMode(QProcess::MergedChannels);
    process->start(files->program, {u"-F"_s, m_config->folder()});
    if (!process->waitForStarted(-1)) {
        return fail(failed(process->errorString()));
    }
    m_process = std::move(process);
    m_pid = static_cast<int>(m_process->processId());
    QObject::connect(m_process.get(), &QProcess::readyRead, m_process.get(), [this] { log(); });
    QObject::connect(m_process.get(), &QProcess::finished, m_process.get(), [this] { finished(); });
    m_events.started(m_config->endpoint());
    return {};
}

void JanusProcess::log()
{
    while (m_process->canReadLine() || m_process->bytesAvailable() >= kMaxLogLine) {
        const auto line = m_process->readLine(kMaxLogLine).trimmed();
        if (!line.isEmpty()) {
            qCDebug(logServer).noquote() << "janus:" << QString::fromUtf8(line);
        }
    }
}

void JanusProcess::finished()
{
    m_pid = 0;
    m_config.reset();
    const auto crashed = m_process->exitStatus() == QProcess::CrashExit;
    m_events.ended(failed(
        m_isEnding ? u"ended on request"_s
                   : (crashed ? u"signal %1"_s : u"exit code %1"_s).arg(m_process->exitCode())));
}

} // namespace prosc
