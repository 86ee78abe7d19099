#include "tests/disk/contract/contract_system.h"

#include <array>
#include <cstdlib>
#include <stdexcept>
#include <windows.h>

#include <aclapi.h>

namespace prosc::test {

ChildProcess::ChildProcess(const char *program, const std::string &command,
                           const std::string &argument)
    : m_process(0)
{
    STARTUPINFOA startup{};
    startup.cb = sizeof(startup);
    PROCESS_INFORMATION process{};
    auto line = '"' + std::string(program) + "\" " + command + ' ' + argument;
    if (::CreateProcessA(program, line.data(), nullptr, nullptr, FALSE, 0, nullptr, nullptr,
                         &startup, &process) == 0) {
        throw std::runtime_error("CreateProcess");
    }
    ::CloseHandle(process.hThread);
    m_process = reinterpret_cast<std::intptr_t>(process.hProcess);
}

ChildProcess::~ChildProcess()
{
    auto *process = reinterpret_cast<HANDLE>(m_process);
    ::TerminateProcess(process, 1);
    ::WaitForSingleObject(process, INFINITE);
    ::CloseHandle(process);
}

void admitEverybody(const std::filesystem::path &path)
{
    std::array<std::byte, SECURITY_MAX_SID_SIZE> everybody{};
    auto length = static_cast<DWORD>(everybody.size());
    alignas(ACL) std::array<std::byte, 256> buffer{};
    auto *list = reinterpret_cast<ACL *>(buffer.data());
    auto name = path.native();
    const bool done =
        ::CreateWellKnownSid(WinWorldSid, nullptr, everybody.data(), &length) != 0 &&
        ::InitializeAcl(list, static_cast<DWORD>(buffer.size()), ACL_REVISION) != 0 &&
        ::AddAccessAllowedAce(list, ACL_REVISION, FILE_ALL_ACCESS, everybody.data()) != 0 &&
        ::SetNamedSecurityInfoW(name.data(), SE_FILE_OBJECT, DACL_SECURITY_INFORMATION, nullptr,
                                nullptr, list, nullptr) == ERROR_SUCCESS;
    if (!done) {
        throw std::runtime_error("SetNamedSecurityInfo");
    }
}

bool namesAreFreeWhileOpen()
{
    using Version = const char *(*)();
    const auto version = reinterpret_cast<Version>(reinterpret_cast<void *>(
        ::GetProcAddress(::GetModuleHandleW(L"ntdll.dll"), "wine_get_version")));
    return version == nullptr || std::atoi(version()) >= 9;
}

void giveWay()
{
    ::Sleep(0);
}

} // namespace prosc::test
