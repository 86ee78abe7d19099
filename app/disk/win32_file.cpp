#include "app/disk/system_file.h"

#include "app/disk/win32_call.h"
#include "app/disk/win32_path.h"
#include "app/disk/win32_security.h"

#include <algorithm>
#include <windows.h>

namespace prosc {

namespace {

/// Windows takes a DWORD; over a network no more than 64 MiB.
constexpr size_t kMostAtOnce = size_t{16} * 1024 * 1024;
/// The mark that a file is in use is a lock on a byte where no file ends: such locks forbid others
/// to read and write what they cover.
constexpr int64_t kMark = int64_t{1} << 62;
HANDLE handleOf(std::intptr_t handle)
{
    return reinterpret_cast<HANDLE>(handle);
}

DWORD accessOf(FileMode mode)
{
    return mode == FileMode::ReadOnly ? GENERIC_READ : GENERIC_READ | GENERIC_WRITE;
}

DWORD dispositionOf(FileMode mode)
{
    switch (mode) {
    case FileMode::CreateNew:
        return CREATE_NEW;
    case FileMode::OpenOrCreate:
        return OPEN_ALWAYS;
    case FileMode::ReadOnly:
    case FileMode::ReadWrite:
        break;
    }
    return OPEN_EXISTING;
}

/// Where a call reads or writes, whatever the file's own position is.
OVERLAPPED at(int64_t offset)
{
    OVERLAPPED place{};
    place.Offset = static_cast<DWORD>(offset);
    place.OffsetHigh = static_cast<DWORD>(offset >> 32);
    return place;
}

DWORD amountOf(size_t bytes)
{
    return static_cast<DWORD>(std::min(bytes, kMostAtOnce));
}

DWORD setLength(HANDLE file, int64_t length)
{
    FILE_END_OF_FILE_INFO end{};
    end.EndOfFile.QuadPart = length;
    return errorUnless(::SetFileInformationByHandle(file, FileEndOfFileInfo, &end, sizeof(end)));
}

/// What exceeds it is released; a file longer than that would be cut off.
void setAllocation(HANDLE file, int64_t length)
{
    FILE_ALLOCATION_INFO space{};
    space.AllocationSize.QuadPart = length;
    static_cast<void>(
        ::SetFileInformationByHandle(file, FileAllocationInfo, &space, sizeof(space)));
}

} // namespace

FileResult<SystemFile> SystemFile::open(const std::filesystem::path &path, FileMode mode)
{
    const auto security = PrivateSecurity::create(SecuredKind::File);
    if (!security) {
        return failed("OpenProcessToken", ::GetLastError());
    }
    const auto name = win32Path(path);
    auto *handle = INVALID_HANDLE_VALUE;
    const DWORD error = patiently([&] {
        handle = ::CreateFileW(name.c_str(), accessOf(mode), kShared, security->attributes(),
                               dispositionOf(mode), FILE_ATTRIBUTE_NORMAL, nullptr);
        return errorUnless(handle != INVALID_HANDLE_VALUE);
    });
    if (error != ERROR_SUCCESS) {
        return failed("CreateFile", error);
    }
    return SystemFile(reinterpret_cast<std::intptr_t>(handle));
}

SystemFile::~SystemFile()
{
    if (m_handle != kClosed) {
        ::CloseHandle(handleOf(m_handle));
    }
}

FileStatus SystemFile::writeAt(int64_t offset, std::string_view bytes)
{
    while (!bytes.empty()) {
        auto place = at(offset);
        DWORD written = 0;
        if (::WriteFile(handleOf(m_handle), bytes.data(), amountOf(bytes.size()), &written,
                        &place) == 0) {
            return failed("WriteFile", ::GetLastError());
        }
        if (written == 0) {
            return failed("WriteFile", ERROR_DISK_FULL);
        }
        bytes.remove_prefix(written);
        offset += written;
    }
    return {};
}

FileResult<size_t> SystemFile::readAt(int64_t offset, std::span<char> buffer) const
{
    size_t done = 0;
    while (done < buffer.size()) {
        auto place = at(offset + static_cast<int64_t>(done));
        DWORD got = 0;
        const DWORD error = errorUnless(::ReadFile(handleOf(m_handle), buffer.data() + done,
                                                   amountOf(buffer.size() - done), &got, &place));
        if (error != ERROR_SUCCESS && error != ERROR_HANDLE_EOF) {
            return failed("ReadFile", error);
        }
        if (got == 0) {
            break;
        }
        done += got;
    }
    return done;
}

FileResult<int64_t> SystemFile::size() const
{
    LARGE_INTEGER size{};
    if (::GetFileSizeEx(handleOf(m_handle), &size) == 0) {
        return failed("GetFileSizeEx", ::GetLastError());
    }
    return int64_t{size.QuadPart};
}

FileStatus SystemFile::truncate(int64_t length)
{
    const DWORD error = setLength(handleOf(m_handle), length);
    if (error == ERROR_SUCCESS) {
        setAllocation(handleOf(m_handle), length);
    }
    return statusOf("SetEndOfFile", error);
}

FileStatus SystemFile::sync()
{
    return statusOf("FlushFileBuffers", errorUnless(::FlushFileBuffers(handleOf(m_handle))));
}

void SystemFile::reserve(int64_t length)
{
    const auto now = size();
    if (now && *now < length) {
        setAllocation(handleOf(m_handle), length);
    }
}

bool SystemFile::markInUse()
{
    auto place = at(kMark);
    return ::LockFileEx(handleOf(m_handle), LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY, 0,
                        1, 0, &place) != 0 ||
           (::GetLastError() != ERROR_LOCK_VIOLATION && ::GetLastError() != ERROR_IO_PENDING);
}

FileResult<bool> SystemFile::isPrivate() const
{
    const auto security = PrivateSecurity::create(SecuredKind::File);
    if (!security) {
        return failed("OpenProcessToken", ::GetLastError());
    }
    bool answer = false;
    if (const DWORD error = security->isPrivate(handleOf(m_handle), answer);
        error != ERROR_SUCCESS) {
        return failed("GetSecurityInfo", error);
    }
    return answer;
}

} // namespace prosc
