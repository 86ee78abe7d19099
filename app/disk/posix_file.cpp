#include "app/disk/system_file.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace prosc {

namespace {

static_assert(sizeof(off_t) == sizeof(int64_t), "recordings are longer than 2 GiB");

/// Repeats `call` while a signal interrupts it.
template <class Call>
auto uninterrupted(Call call)
{
    auto result = call();
    while (result < 0 && errno == EINTR) {
        result = call();
    }
    return result;
}

FileFault faultOf(int error)
{
    switch (error) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG: // beyond the largest file that the file system allows
        return FileFault::DiskFull;
    case EACCES:
    case EPERM:
    case EROFS:
        return FileFault::PermissionDenied;
    case ENOENT:
        return FileFault::NotFound;
    case EEXIST:
        return FileFault::Exists;
    default:
        return FileFault::Other;
    }
}

tl::unexpected<FileError> failed(const char *call, int error)
{
    return tl::unexpected<FileError>(FileError{faultOf(error), call, error});
}

/// The result of a call that returns a negative number and sets errno on failure.
FileStatus statusOf(const char *call, int result)
{
    return result < 0 ? FileStatus(failed(call, errno)) : FileStatus();
}

int flagsOf(FileMode mode)
{
    switch (mode) {
    case FileMode::ReadOnly:
        return O_RDONLY;
    case FileMode::ReadWrite:
        return O_RDWR;
    case FileMode::CreateNew:
        return O_RDWR | O_CREAT | O_EXCL;
    case FileMode::OpenOrCreate:
        return O_RDWR | O_CREAT;
    }
    return O_RDONLY;
}

int descriptorOf(std::intptr_t handle)
{
    return static_cast<int>(handle);
}

int syncData(int descriptor)
{
#ifdef __APPLE__
    // fsync does not reach the medium there; network file systems know nothing better.
    const int full = ::fcntl(descriptor, F_FULLFSYNC);
    return full == 0 || errno == EINTR ? full : ::fsync(descriptor);
#else
    return ::fdatasync(descriptor);
#endif
}

} // namespace

FileResult<SystemFile> SystemFile::open(const std::filesystem::path &path, FileMode mode)
{
    // 0600: other users of this computer must not read the recording of a meeting.
    const int descriptor =
        uninterrupted([&] { return ::open(path.c_str(), flagsOf(mode) | O_CLOEXEC, 0600); });
    if (descriptor < 0) {
        return failed("open", errno);
    }
    return SystemFile(descriptor);
}

SystemFile::~SystemFile()
{
    if (m_handle != kClosed) {
        ::close(descriptorOf(m_handle));
    }
}

FileStatus SystemFile::writeAt(int64_t offset, std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto written = uninterrupted(
            [&] { return ::pwrite(descriptorOf(m_handle), bytes.data(), bytes.size(), offset); });
        if (written <= 0) {
            return failed("write", written == 0 ? ENOSPC : errno);
        }
        bytes.remove_prefix(static_cast<size_t>(written));
        offset += written;
    }
    return {};
}

FileResult<size_t> SystemFile::readAt(int64_t offset, std::span<char> buffer) const
{
    size_t done = 0;
    while (done < buffer.size()) {
        const auto got = uninterrupted([&] {
            return ::pread(descriptorOf(m_handle), buffer.data() + done, buffer.size() - done,
                           offset + static_cast<int64_t>(done));
        });
        if (got < 0) {
            return failed("read", errno);
        }
        if (got == 0) {
            break;
        }
        done += static_cast<size_t>(got);
    }
    return done;
}

FileResult<int64_t> SystemFile::size() const
{
    struct stat info = {};
    if (::fstat(descriptorOf(m_handle), &info) < 0) {
        return failed("fstat", errno);
    }
    return int64_t{info.st_size};
}

FileStatus SystemFile::truncate(int64_t length)
{
    return statusOf("ftruncate",
                    uninterrupted([&] { return ::ftruncate(descriptorOf(m_handle), length); }));
}

FileStatus SystemFile::sync()
{
    return statusOf("fdatasync", uninterrupted([&] { return syncData(descriptorOf(m_handle)); }));
}

void SystemFile::reserve([[maybe_unused]] int64_t length)
{
    const auto from = size();
    if (!from || *from >= length) {
        return;
    }
#if defined(FALLOC_FL_KEEP_SIZE)
    static_cast<void>(
        ::fallocate(descriptorOf(m_handle), FALLOC_FL_KEEP_SIZE, *from, length - *from));
#elif defined(F_PREALLOCATE)
    fstore_t space = {F_ALLOCATEALL, F_PEOFPOSMODE, 0, length - *from, 0};
    static_cast<void>(::fcntl(descriptorOf(m_handle), F_PREALLOCATE, &space));
#endif
}

bool SystemFile::markInUse()
{
    return uninterrupted([&] { return ::flock(descriptorOf(m_handle), LOCK_EX | LOCK_NB); }) == 0 ||
           errno != EWOULDBLOCK;
}

FileResult<bool> SystemFile::isPrivate() const
{
    struct stat info = {};
    if (::fstat(descriptorOf(m_handle), &info) < 0) {
        return failed("fstat", errno);
    }
    return (info.st_mode & (S_IRGRP | S_IWGRP | S_IROTH | S_IWOTH)) == 0;
}

FileStatus renameFile(const std::filesystem::path &from, const std::filesystem::path &to)
{
    return statusOf("rename", ::rename(from.c_str(), to.c_str()));
}

FileStatus removeFile(const std::filesystem::path &path)
{
    if (::unlink(path.c_str()) < 0 && errno != ENOENT) {
        return failed("unlink", errno);
    }
    return {};
}

FileStatus syncNames(const std::filesystem::path &folder)
{
    const int descriptor =
        uninterrupted([&] { return ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); });
    if (descriptor < 0) {
        return failed("open folder", errno);
    }
    const int result = uninterrupted([&] { return ::fsync(descriptor); });
    const int error = errno;
    ::close(descriptor);
    // EINVAL, ENOTSUP: the file system does not support fsync(2) on a folder.
    if (result < 0 && error != EINVAL && error != ENOTSUP) {
        return failed("fsync", error);
    }
    return {};
}

FileStatus makeFolder(const std::filesystem::path &folder)
{
    return statusOf("mkdir", ::mkdir(folder.c_str(), 0700));
}

FileStatus makePrivate(const std::filesystem::path &path)
{
    struct stat status = {};
    if (::stat(path.c_str(), &status) != 0 || (status.st_mode & (S_IRWXG | S_IRWXO)) == 0) {
        return {};
    }
    return statusOf("chmod", ::chmod(path.c_str(), status.st_mode & S_IRWXU));
}

} // namespace prosc
