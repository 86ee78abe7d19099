#include "app/mp4/file_layer.h"

#include <QFile>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace prosc {

namespace {

tl::unexpected<Error> systemError(const char *what, int error)
{
    const auto code = error == ENOSPC || error == EDQUOT ? ErrorCode::DiskFull
                      : error == ENOENT                  ? ErrorCode::NotFound
                      : error == EACCES || error == EPERM || error == EROFS
                          ? ErrorCode::PermissionDenied
                          : ErrorCode::DiskError;
    return fail(code, QStringLiteral("%1: %2").arg(QLatin1String(what), qt_error_string(error)));
}

/// Runs `call` again while a signal interrupts it.
template <class Call>
auto uninterrupted(Call call)
{
    auto result = call();
    while (result < 0 && errno == EINTR) {
        result = call();
    }
    return result;
}

Status statusOf(const char *what, int result)
{
    return result < 0 ? Status(systemError(what, errno)) : Status();
}

int syncData(int descriptor)
{
#ifdef __APPLE__
    return ::fcntl(descriptor, F_FULLFSYNC); // fsync there does not reach the medium
#else
    return ::fdatasync(descriptor);
#endif
}

class PosixFile final : public DiskFile
{
public:
    explicit PosixFile(int descriptor) : m_descriptor(descriptor) {}
    ~PosixFile() override { ::close(m_descriptor); }
    PosixFile(const PosixFile &) = delete;
    PosixFile &operator=(const PosixFile &) = delete;

    Status writeAt(int64_t offset, const QByteArray &bytes) override
    {
        qsizetype done = 0;
        while (done < bytes.size()) {
            const auto written = uninterrupted([&] {
                return ::pwrite(m_descriptor, bytes.constData() + done,
                                static_cast<size_t>(bytes.size() - done), offset + done);
            });
            if (written <= 0) {
                return systemError("write", written == 0 ? ENOSPC : errno);
            }
            done += written;
        }
        return {};
    }

    Result<QByteArray> readAt(int64_t offset, int64_t length) override
    {
        const auto available = size();
        if (!available) {
            return fail(available.error());
        }
        QByteArray bytes(std::clamp<int64_t>(*available - offset, 0, length), Qt::Uninitialized);
        qsizetype done = 0;
        while (done < bytes.size()) {
            const auto got = uninterrupted([&] {
                return ::pread(m_descriptor, bytes.data() + done,
                               static_cast<size_t>(bytes.size() - done), offset + done);
            });
            if (got < 0) {
                return systemError("read", errno);
            }
            if (got == 0) {
                break;
            }
            done += got;
        }
        bytes.truncate(done);
        return bytes;
    }

    Result<int64_t> size() override
    {
        struct stat info = {};
        if (::fstat(m_descriptor, &info) < 0) {
            return systemError("fstat", errno);
        }
        return int64_t{info.st_size};
    }

    Status truncate(int64_t length) override
    {
        return statusOf("ftruncate",
                        uninterrupted([&] { return ::ftruncate(m_descriptor, length); }));
    }

    Status sync() override
    {
        return statusOf("fdatasync", uninterrupted([&] { return syncData(m_descriptor); }));
    }

    void reserve([[maybe_unused]] int64_t length) override
    {
#ifdef FALLOC_FL_KEEP_SIZE
        const auto from = size();
        if (from && *from < length) {
            static_cast<void>(
                ::fallocate(m_descriptor, FALLOC_FL_KEEP_SIZE, *from, length - *from));
        }
#endif
    }

private:
    int m_descriptor;
};

} // namespace

Result<std::unique_ptr<DiskFile>> PosixFileLayer::open(const QString &path, Mode mode)
{
    const int flags = mode == Mode::ReadOnly    ? O_RDONLY
                      : mode == Mode::ReadWrite ? O_RDWR
                                                : O_RDWR | O_CREAT | O_EXCL;
    const auto name = QFile::encodeName(path);
    // 0600: a recording of a meeting is nobody else's on this computer.
    const int descriptor =
        uninterrupted([&] { return ::open(name.constData(), flags | O_CLOEXEC, 0600); });
    if (descriptor < 0) {
        return systemError("open", errno);
    }
    return std::make_unique<PosixFile>(descriptor);
}

Status PosixFileLayer::rename(const QString &from, const QString &to)
{
    const auto old = QFile::encodeName(from);
    const auto name = QFile::encodeName(to);
    return statusOf("rename", ::rename(old.constData(), name.constData()));
}

Status PosixFileLayer::remove(const QString &path)
{
    const auto name = QFile::encodeName(path);
    if (::unlink(name.constData()) < 0 && errno != ENOENT) {
        return systemError("unlink", errno);
    }
    return {};
}

Status PosixFileLayer::syncFolder(const QString &folder)
{
    const auto name = QFile::encodeName(folder);
    const int descriptor =
        uninterrupted([&] { return ::open(name.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); });
    if (descriptor < 0) {
        return systemError("open folder", errno);
    }
    const auto status = statusOf("fsync", uninterrupted([&] { return ::fsync(descriptor); }));
    ::close(descriptor);
    return status;
}

} // namespace prosc
