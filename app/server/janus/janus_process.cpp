#include "app/server/janus/janus_process.h"

#include "app/base/logging.h"

#include <QByteArray>
#include <QFile>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <grp.h>
#include <optional>
#include <poll.h>
#include <pwd.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

using Steady = std::chrono::steady_clock;

constexpr std::chrono::seconds kTermPatience{1};
constexpr qsizetype kMaxLogLine = 4096;

struct Descriptor
{
    explicit Descriptor(int number) : fd(number) {}
    ~Descriptor() { close(); }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    void close()
    {
        if (fd >= 0) {
            ::close(std::exchange(fd, -1));
        }
    }
    int fd = -1;
};

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

/// The child's data, prepared before fork(): afterwards only async-signal-safe calls are allowed.
struct Launch
{
    QByteArray program;
    QByteArray folder;
    std::optional<Identity> identity;
    pid_t parent = 0;
    int output = -1;
};

[[noreturn]] void becomeJanus(const Launch &launch)
{
    ::dup2(launch.output, STDOUT_FILENO);
    ::dup2(launch.output, STDERR_FILENO);
    const int null = ::open("/dev/null", O_RDONLY);
    ::dup2(null, STDIN_FILENO);
    ::syscall(SYS_close_range, 3U, ~0U, 0U);
    // Raw system calls: glibc's wrappers signal threads that the child does not have.
    if (launch.identity && (::syscall(SYS_setgroups, 0, nullptr) != 0 ||
                            ::syscall(SYS_setgid, launch.identity->group) != 0 ||
                            ::syscall(SYS_setuid, launch.identity->user) != 0)) {
        ::_exit(126);
    }
    // After setuid, which clears it; check that the parent has not ended in the meantime.
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != launch.parent) {
        ::_exit(125);
    }
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = files.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &files);
    }
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::signal(SIGPIPE, SIG_DFL);
    ::execl(launch.program.constData(), launch.program.constData(), "-F", launch.folder.constData(),
            nullptr);
    ::_exit(127);
}

/// Writes complete lines of Janus's output to the log.
class LineLog
{
public:
    void add(const QByteArray &bytes)
    {
        m_rest += bytes;
        qsizetype end = 0;
        while ((end = m_rest.indexOf('\n')) >= 0) {
            write(m_rest.left(end));
            m_rest.remove(0, end + 1);
        }
        if (m_rest.size() > kMaxLogLine) {
            write(std::exchange(m_rest, {}));
        }
    }

private:
    static void write(const QByteArray &line)
    {
        if (!line.trimmed().isEmpty()) {
            qCDebug(logServer).noquote() << "janus:" << QString::fromUtf8(line);
        }
    }
    QByteArray m_rest;
};

/// False at the end of the output.
bool readOutput(int output, LineLog &log)
{
    QByteArray bytes(4096, Qt::Uninitialized);
    const ssize_t count = ::read(output, bytes.data(), static_cast<size_t>(bytes.size()));
    if (count > 0) {
        log.add(bytes.left(count));
    }
    return count > 0 || (count < 0 && (errno == EINTR || errno == EAGAIN));
}

Error failed(const QString &detail)
{
    return {ErrorCode::JanusFailed, detail};
}

Error exitError(int status)
{
    return failed(WIFEXITED(status) ? u"exit code %1"_s.arg(WEXITSTATUS(status))
                                    : u"signal %1"_s.arg(WTERMSIG(status)));
}

} // namespace

JanusProcess::JanusProcess(const JanusOptions &options, Events events)
    : m_options(options), m_events(std::move(events)),
      m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), m_thread([this] { run(); })
{
}

JanusProcess::~JanusProcess()
{
    terminate();
    m_thread.join();
    if (m_wake >= 0) {
        ::close(m_wake);
    }
}

void JanusProcess::terminate()
{
    m_stopping = true;
    const uint64_t one = 1;
    // It can only fail if a wake-up is already pending.
    [[maybe_unused]] const ssize_t written = ::write(m_wake, &one, sizeof one);
}

void JanusProcess::run()
{
    const auto files = findJanus(m_options);
    if (!files) {
        m_events.ended(files.error());
        return;
    }
    m_addresses = m_options.addresses ? m_options.addresses() : ownAddresses();
    const auto config = JanusConfig::write(m_options, *files, m_addresses);
    m_events.ended(config ? runChild(*files, *config) : config.error());
}

Error JanusProcess::runChild(const JanusFiles &files, const JanusConfig &config)
{
    std::array<int, 2> pipe{-1, -1};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) {
        return failed(u"pipe"_s);
    }
    Descriptor output(pipe[0]);
    Descriptor input(pipe[1]);
    Launch launch{QFile::encodeName(files.program), QFile::encodeName(config.folder()),
                  unprivileged(), ::getpid(), input.fd};
    if (launch.identity) {
        if (auto given = config.giveTo(launch.identity->user, launch.identity->group); !given) {
            return given.error();
        }
    }
    const pid_t child = ::fork();
    if (child == 0) {
        becomeJanus(launch);
    }
    if (child < 0) {
        return failed(u"fork"_s);
    }
    input.close();
    m_pid = child;
    m_events.started(config.endpoint());
    return watch(output.fd);
}

Error JanusProcess::watch(int output)
{
    const pid_t child = m_pid;
    const Descriptor process(static_cast<int>(::syscall(SYS_pidfd_open, child, 0)));
    ::fcntl(output, F_SETFL, O_NONBLOCK);
    LineLog log;
    std::optional<Steady::time_point> killAt;
    bool open = true;
    while (open) {
        std::array<pollfd, 3> polled{pollfd{output, POLLIN, 0}, pollfd{process.fd, POLLIN, 0},
                                     pollfd{killAt ? -1 : m_wake, POLLIN, 0}};
        ::poll(polled.data(), polled.size(), killAt ? 50 : -1);
        if (polled[2].revents != 0) {
            ::kill(child, SIGTERM);
            killAt = Steady::now() + kTermPatience;
        }
        if (killAt && Steady::now() >= *killAt) {
            ::kill(child, SIGKILL);
        }
        if (polled[0].revents != 0) {
            open = readOutput(output, log);
        }
        open = open && polled[1].revents == 0;
    }
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    m_pid = 0;
    return m_stopping ? failed(u"ended on request"_s) : exitError(status);
}

} // namespace prosc
