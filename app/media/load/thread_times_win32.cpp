#include "app/media/load/recorder_cpu.h"
#include "app/media/load/thread_times.h"

#include <windows.h>

#include <tlhelp32.h>

#include <memory>

namespace prosc {

namespace {

struct CloseIt
{
    void operator()(void *handle) const { ::CloseHandle(handle); }
};
using Handle = std::unique_ptr<void, CloseIt>;

struct FreeIt
{
    void operator()(wchar_t *text) const { ::LocalFree(text); }
};

/// In units of 100 ns.
int64_t ticksOf(const FILETIME &time)
{
    return static_cast<int64_t>((static_cast<uint64_t>(time.dwHighDateTime) << 32U) |
                                time.dwLowDateTime);
}

MediaTime ofTicks(int64_t ticks)
{
    return MediaTime(ticks * 100);
}

std::optional<MediaTime> usedBy(HANDLE thread)
{
    FILETIME begin{};
    FILETIME end{};
    FILETIME kernel{};
    FILETIME user{};
    if (::GetThreadTimes(thread, &begin, &end, &kernel, &user) == FALSE) {
        return std::nullopt;
    }
    return ofTicks(ticksOf(kernel) + ticksOf(user));
}

/// Windows 10 1607 and later; mingw's headers do not have them.
template <class Function>
Function fromKernel(const char *name)
{
    return reinterpret_cast<Function>(
        reinterpret_cast<void *>(::GetProcAddress(::GetModuleHandleW(L"kernel32.dll"), name)));
}

std::string nameOf(HANDLE thread)
{
    using Get = HRESULT(WINAPI *)(HANDLE, PWSTR *);
    static const auto get = fromKernel<Get>("GetThreadDescription");
    PWSTR text = nullptr;
    if (!get || FAILED(get(thread, &text))) {
        return {};
    }
    const std::unique_ptr<wchar_t, FreeIt> owner(text);
    std::string name;
    for (const wchar_t *c = text; *c != 0; ++c) {
        name += *c < 128 ? static_cast<char>(*c) : '?'; // ours are ASCII
    }
    return name;
}

} // namespace

MediaTime threadCpuTime()
{
    return usedBy(::GetCurrentThread()).value_or(MediaTime());
}

std::optional<MachineTime> machineTime()
{
    FILETIME idle{};
    FILETIME kernel{};
    FILETIME user{};
    if (::GetSystemTimes(&idle, &kernel, &user) == FALSE) {
        return std::nullopt;
    }
    // The kernel's time includes the idle one.
    const auto all = ticksOf(kernel) + ticksOf(user);
    return MachineTime{all - ticksOf(idle), all};
}

std::string ownThreadName()
{
    return nameOf(::GetCurrentThread());
}

void nameOwnThread(const std::string &name)
{
    using Set = HRESULT(WINAPI *)(HANDLE, PCWSTR);
    static const auto set = fromKernel<Set>("SetThreadDescription");
    if (set) {
        set(::GetCurrentThread(), std::wstring(name.begin(), name.end()).c_str());
    }
}

std::vector<uint64_t> ownThreads()
{
    HANDLE raw = ::CreateToolhelp32Snapshot(TH32CS_SNAPTHREAD, 0);
    if (raw == INVALID_HANDLE_VALUE) {
        return {};
    }
    const Handle snapshot(raw);
    std::vector<uint64_t> threads;
    THREADENTRY32 entry{};
    entry.dwSize = sizeof entry;
    for (BOOL more = ::Thread32First(raw, &entry); more != FALSE;
         more = ::Thread32Next(raw, &entry)) {
        // The snapshot is of all processes.
        if (entry.th32OwnerProcessID == ::GetCurrentProcessId()) {
            threads.push_back(entry.th32ThreadID);
        }
    }
    return threads;
}

std::optional<ThreadTime> threadTime(uint64_t thread)
{
    const Handle handle(
        ::OpenThread(THREAD_QUERY_LIMITED_INFORMATION, FALSE, static_cast<DWORD>(thread)));
    if (!handle || ::GetProcessIdOfThread(handle.get()) != ::GetCurrentProcessId()) {
        return std::nullopt;
    }
    const auto used = usedBy(handle.get());
    return used ? std::optional(ThreadTime{nameOf(handle.get()), *used}) : std::nullopt;
}

} // namespace prosc
