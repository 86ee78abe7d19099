#include "app/disk/system_file.h"
#include "app/disk/win32_call.h"
#include "app/disk/win32_path.h"
#include "app/disk/win32_security.h"

#include <cstring>
#include <string>
#include <vector>

namespace prosc {

namespace {

// FileDispositionInfoEx and FileRenameInfoEx: MinGW's headers hide them from every program.
constexpr auto kUnlink = static_cast<FILE_INFO_BY_HANDLE_CLASS>(21);
constexpr auto kRenameOver = static_cast<FILE_INFO_BY_HANDLE_CLASS>(22);

bool isFolder(const std::wstring &path)
{
    const DWORD attributes = ::GetFileAttributesW(path.c_str());
    return attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0;
}

/// As rename(2): replaces also what somebody has open. Windows 10 1709, on NTFS.
DWORD renameOver(const std::wstring &from, const std::wstring &to)
{
    const Handle file(
        ::CreateFileW(from.c_str(), DELETE | SYNCHRONIZE, kShared, nullptr, OPEN_EXISTING,
                      FILE_FLAG_OPEN_REPARSE_POINT | FILE_FLAG_BACKUP_SEMANTICS, nullptr));
    if (!file.isOpen()) {
        return ::GetLastError();
    }
    const size_t nameBytes = to.size() * sizeof(wchar_t);
    std::vector<std::byte> buffer(sizeof(FILE_RENAME_INFO) + nameBytes);
    auto *info = reinterpret_cast<FILE_RENAME_INFO *>(buffer.data());
    info->Flags = FILE_RENAME_FLAG_REPLACE_IF_EXISTS | FILE_RENAME_FLAG_POSIX_SEMANTICS;
    info->FileNameLength = static_cast<DWORD>(nameBytes);
    std::memcpy(static_cast<void *>(info->FileName), to.data(), nameBytes);
    return errorUnless(::SetFileInformationByHandle(file.get(), kRenameOver, info,
                                                    static_cast<DWORD>(buffer.size())));
}

DWORD renameOnce(const std::wstring &from, const std::wstring &to)
{
    const DWORD error = renameOver(from, to);
    return isUnknown(error)
               ? errorUnless(::MoveFileExW(from.c_str(), to.c_str(),
                                           MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH))
               : error;
}

/// As unlink(2): the name is free at once, also while somebody has the file open.
DWORD unlinkOnce(const std::wstring &path)
{
    const Handle file(::CreateFileW(path.c_str(), DELETE | SYNCHRONIZE, kShared, nullptr,
                                    OPEN_EXISTING, FILE_FLAG_OPEN_REPARSE_POINT, nullptr));
    if (!file.isOpen()) {
        return ::GetLastError();
    }
    FILE_DISPOSITION_INFO_EX info{FILE_DISPOSITION_FLAG_DELETE |
                                  FILE_DISPOSITION_FLAG_POSIX_SEMANTICS |
                                  FILE_DISPOSITION_FLAG_IGNORE_READONLY_ATTRIBUTE};
    return errorUnless(::SetFileInformationByHandle(file.get(), kUnlink, &info, sizeof(info)));
}

DWORD removeOnce(const std::wstring &path)
{
    const DWORD error = unlinkOnce(path);
    return isUnknown(error) ? errorUnless(::DeleteFileW(path.c_str())) : error;
}

} // namespace

FileStatus renameFile(const std::filesystem::path &from, const std::filesystem::path &to)
{
    const auto source = win32Path(from);
    const auto target = win32Path(to);
    // Windows would say that permission is denied.
    if (isFolder(target)) {
        return failed("rename", ERROR_DIRECTORY);
    }
    return statusOf("rename",
                    patiently([&] { return renameOnce(source, target); }, ERROR_ACCESS_DENIED));
}

FileStatus removeFile(const std::filesystem::path &path)
{
    const auto name = win32Path(path);
    const DWORD error = patiently([&] { return removeOnce(name); }, ERROR_ACCESS_DENIED);
    return faultOf(error) == FileFault::NotFound ? FileStatus() : statusOf("DeleteFile", error);
}

FileStatus syncNames(const std::filesystem::path &folder)
{
    const auto name = win32Path(folder);
    const Handle opened(::CreateFileW(name.c_str(), GENERIC_WRITE, kShared, nullptr, OPEN_EXISTING,
                                      FILE_FLAG_BACKUP_SEMANTICS, nullptr));
    const DWORD error =
        opened.isOpen() ? errorUnless(::FlushFileBuffers(opened.get())) : ::GetLastError();
    // NTFS flushes its log then. Where a folder cannot be flushed, a name is as durable as the file
    // system makes it.
    const bool cannot =
        isUnknown(error) || error == ERROR_ACCESS_DENIED || error == ERROR_INVALID_HANDLE;
    return cannot ? FileStatus() : statusOf("FlushFileBuffers", error);
}

FileStatus makeFolder(const std::filesystem::path &folder)
{
    const auto security = PrivateSecurity::create(SecuredKind::Folder);
    if (!security) {
        return failed("OpenProcessToken", ::GetLastError());
    }
    return statusOf("CreateDirectory", errorUnless(::CreateDirectoryW(win32Path(folder).c_str(),
                                                                      security->attributes())));
}

FileStatus makePrivate(const std::filesystem::path &path)
{
    const auto name = win32Path(path);
    const Handle opened(::CreateFileW(name.c_str(), READ_CONTROL | WRITE_DAC, kShared, nullptr,
                                      OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, nullptr));
    if (!opened.isOpen()) {
        const DWORD error = ::GetLastError();
        return faultOf(error) == FileFault::NotFound ? FileStatus() : failed("CreateFile", error);
    }
    const auto kind = isFolder(name) ? SecuredKind::Folder : SecuredKind::File;
    const auto security = PrivateSecurity::create(kind);
    if (!security) {
        return failed("OpenProcessToken", ::GetLastError());
    }
    bool isPrivate = false;
    if (security->isPrivate(opened.get(), isPrivate) == ERROR_SUCCESS && isPrivate) {
        return {};
    }
    return statusOf("SetKernelObjectSecurity", security->apply(opened.get()));
}

} // namespace prosc
