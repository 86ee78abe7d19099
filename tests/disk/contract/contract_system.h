#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

// What the contract test needs of the system and the files' core does not offer.

namespace prosc::test {

/// This program once more. Killed, without a chance to clean up, on destruction.
class ChildProcess
{
public:
    /// Throws std::runtime_error. `argument` has no blanks.
    ChildProcess(const char *program, const std::string &command, const std::string &argument);
    ChildProcess(const ChildProcess &) = delete;
    ChildProcess &operator=(const ChildProcess &) = delete;
    ~ChildProcess();

private:
    std::intptr_t m_process;
};

/// Everybody may read it.
void admitEverybody(const std::filesystem::path &path);

/// Whether a file that is open can be replaced, and its name freed: not on Wine before version 9,
/// which lacks FileRenameInfoEx and FileDispositionInfoEx.
[[nodiscard]] bool namesAreFreeWhileOpen();

/// Lets other processes run.
void giveWay();

} // namespace prosc::test
