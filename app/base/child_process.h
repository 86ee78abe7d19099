#pragma once

#include <sys/prctl.h>
#include <sys/types.h>

#include <csignal>
#include <unistd.h>

namespace prosc {

/// For QProcess::setChildProcessModifier(), in the child: it dies with the *thread* that started
/// it, and hence also when `parent`, the process's id, is killed. Only system calls. Call it after
/// setuid(2), which undoes it.
inline void dieWithParent(pid_t parent)
{
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) {
        ::_exit(125); // it ended in the meantime
    }
}

/// For QProcess::setChildProcessModifier(), in the child: keeps only the standard descriptors from
/// exec(2) on. Inherited sockets would keep the service's port in use after the service dies.
inline void closeInherited()
{
    ::close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
}

} // namespace prosc
