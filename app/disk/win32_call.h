#pragma once

#include "app/disk/system_file.h"

#include <windows.h>

namespace prosc {

/// How every file is opened: QFile and the C library forbid others to rename and remove it.
constexpr DWORD kShared = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;

[[nodiscard]] FileFault faultOf(DWORD error);
[[nodiscard]] tl::unexpected<FileError> failed(const char *call, DWORD error);
/// Succeeded if `error` is ERROR_SUCCESS.
[[nodiscard]] FileStatus statusOf(const char *call, DWORD error);
/// ERROR_SUCCESS, or why a call that returns BOOL failed.
[[nodiscard]] DWORD errorUnless(BOOL done);
/// Whether Windows, its file system, or Wine lacks what was asked for.
[[nodiscard]] bool isUnknown(DWORD error);

/// Closed on destruction.
class Handle
{
public:
    explicit Handle(HANDLE handle) : m_handle(handle) {}
    Handle(const Handle &) = delete;
    Handle &operator=(const Handle &) = delete;
    ~Handle()
    {
        if (isOpen()) {
            ::CloseHandle(m_handle);
        }
    }

    [[nodiscard]] bool isOpen() const { return m_handle != INVALID_HANDLE_VALUE; }
    [[nodiscard]] HANDLE get() const { return m_handle; }

private:
    HANDLE m_handle;
};

/// Repeats `call`, which returns an error, while somebody may hinder it for a moment: virus
/// scanners and indexers open what is new without sharing it. Renaming and removing then fails with
/// `also`.
template <class Call>
[[nodiscard]] DWORD patiently(Call call, DWORD also = ERROR_SHARING_VIOLATION)
{
    constexpr int kTries = 20;
    constexpr DWORD kPauseMs = 25;
    DWORD error = call();
    for (int i = 1; i < kTries && (error == ERROR_SHARING_VIOLATION || error == also); ++i) {
        ::Sleep(kPauseMs);
        error = call();
    }
    return error;
}

} // namespace prosc
