#include "tests/disk/contract/contract_system.h"

#include <csignal>
#include <sched.h>
#include <stdexcept>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace prosc::test {

ChildProcess::ChildProcess(const char *program, const std::string &command,
                           const std::string &argument)
    : m_process(::fork())
{
    if (m_process == 0) {
        ::execl(program, program, command.c_str(), argument.c_str(), nullptr);
        ::_exit(127);
    }
    if (m_process < 0) {
        throw std::runtime_error("fork");
    }
}

ChildProcess::~ChildProcess()
{
    const auto process = static_cast<pid_t>(m_process);
    ::kill(process, SIGKILL);
    ::waitpid(process, nullptr, 0);
}

void admitEverybody(const std::filesystem::path &path)
{
    if (::chmod(path.c_str(), 0644) != 0) {
        throw std::runtime_error("chmod");
    }
}

bool namesAreFreeWhileOpen()
{
    return true;
}

void giveWay()
{
    ::sched_yield();
}

} // namespace prosc::test
