#pragma once

#include "app/disk/file_mode.h"

#include <tl/expected.hpp>

#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>
#include <utility>

// The operating system's files, without Qt: posix_file.cpp and win32_file.cpp implement the same
// contract, which tests/disk/file_contract.cpp checks on both systems. The program uses
// DurableFile, FileLayer and files.h, which stand on this.

namespace prosc {

/// DiskFull: no space, quota, or beyond the file system's largest file.
enum class FileFault { DiskFull, PermissionDenied, NotFound, Exists, Other };

/// What failed: the name of the system's call, and its errno or GetLastError().
struct FileError
{
    FileFault fault = FileFault::Other;
    const char *call = "";
    int code = 0;
};

template <class T>
using FileResult = tl::expected<T, FileError>;
using FileStatus = FileResult<void>;

/// An open file. Movable; closed on destruction; not thread-safe. Others may read, write, rename,
/// replace and remove it meanwhile, on Windows too.
class SystemFile
{
public:
    /// Exists only for FileMode::CreateNew.
    [[nodiscard]] static FileResult<SystemFile> open(const std::filesystem::path &path,
                                                     FileMode mode);

    SystemFile(SystemFile &&other) noexcept : m_handle(std::exchange(other.m_handle, kClosed)) {}
    SystemFile &operator=(SystemFile &&other) noexcept
    {
        std::swap(m_handle, other.m_handle);
        return *this;
    }
    SystemFile(const SystemFile &) = delete;
    SystemFile &operator=(const SystemFile &) = delete;
    ~SystemFile();

    /// Writes all of `bytes`. On failure part of it may have been written.
    [[nodiscard]] FileStatus writeAt(int64_t offset, std::string_view bytes);
    /// Fills `buffer`; returns how much was read, less only at the end of the file.
    [[nodiscard]] FileResult<size_t> readAt(int64_t offset, std::span<char> buffer) const;
    [[nodiscard]] FileResult<int64_t> size() const;
    /// Also releases what reserve() took beyond `length`.
    [[nodiscard]] FileStatus truncate(int64_t length);
    /// Returns when everything written is on the disk. Windows: not for a file opened ReadOnly.
    [[nodiscard]] FileStatus sync();
    /// Reserves disk space up to `length` without changing the size. Only a hint: fails silently.
    void reserve(int64_t length);
    /// Marks it as in use until it is closed; a killed process does not keep the mark. Reading and
    /// writing are not hindered. False if somebody else has marked it. Not all file systems can:
    /// true there.
    [[nodiscard]] bool markInUse();
    /// Whether nobody but its owner (and who administers the computer) may read or write it.
    [[nodiscard]] FileResult<bool> isPrivate() const;

private:
    static constexpr std::intptr_t kClosed = -1;

    explicit SystemFile(std::intptr_t handle) : m_handle(handle) {}

    /// A descriptor or a HANDLE.
    std::intptr_t m_handle;
};

/// Atomic; replaces the file `to`, also while somebody reads it. On Windows the latter needs NTFS;
/// elsewhere it then fails with PermissionDenied, and nothing changes.
[[nodiscard]] FileStatus renameFile(const std::filesystem::path &from,
                                    const std::filesystem::path &to);
/// Succeeds also when there is no such file. What is open can still be read and written. (On
/// Windows, but not on NTFS, the name is free only after that.)
[[nodiscard]] FileStatus removeFile(const std::filesystem::path &path);
/// Makes names created, renamed or removed in `folder` survive a power cut. Succeeds also where the
/// file system does not support that.
[[nodiscard]] FileStatus syncNames(const std::filesystem::path &folder);
/// Creates one folder, private to its owner. Exists also when a file has that name.
[[nodiscard]] FileStatus makeFolder(const std::filesystem::path &folder);
/// Takes the rights of everybody but the owner away; nothing if it is missing. PermissionDenied if
/// it is somebody else's.
[[nodiscard]] FileStatus makePrivate(const std::filesystem::path &path);

} // namespace prosc
