#include "app/server/storage/durable_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace prosc {

namespace {

tl::unexpected<Error> diskError(const char *what)
{
    const int number = errno;
    const QString detail = QLatin1String(what) + QStringLiteral(": ") +
                           QString::fromStdString(std::generic_category().message(number));
    switch (number) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return fail(ErrorCode::DiskFull, detail);
    case EACCES:
    case EPERM:
    case EROFS:
        return fail(ErrorCode::PermissionDenied, detail);
    case ENOENT:
        return fail(ErrorCode::NotFound, detail);
    default:
        return fail(ErrorCode::DiskError, detail);
    }
}

} // namespace

Result<DurableFile> DurableFile::openOrCreate(const QString &path)
{
    const int fd = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) {
        return diskError("open");
    }
    return DurableFile(fd);
}

Result<DurableFile> DurableFile::openForReading(const QString &path)
{
    const int fd = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return diskError("open");
    }
    return DurableFile(fd);
}

DurableFile &DurableFile::operator=(DurableFile &&other) noexcept
{
    std::swap(m_fd, other.m_fd);
    return *this;
}

DurableFile::~DurableFile()
{
    if (m_fd >= 0) {
        ::close(m_fd);
    }
}

Result<int64_t> DurableFile::size() const
{
    struct stat info = {};
    if (::fstat(m_fd, &info) != 0) {
        return diskError("fstat");
    }
    return info.st_size;
}

Status DurableFile::writeAt(int64_t offset, const QByteArray &bytes)
{
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t count = ::pwrite(m_fd, bytes.constData() + done,
                                       static_cast<size_t>(bytes.size() - done), offset + done);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return diskError("write");
        }
        done += count;
    }
    return {};
}

Result<QByteArray> DurableFile::readAt(int64_t offset, int64_t length) const
{
    QByteArray bytes(length, Qt::Uninitialized);
    ssize_t count = 0;
    do {
        count = ::pread(m_fd, bytes.data(), static_cast<size_t>(length), offset);
    } while (count < 0 && errno == EINTR);
    if (count < 0) {
        return diskError("read");
    }
    bytes.truncate(count);
    return bytes;
}

Status DurableFile::truncate(int64_t length)
{
    if (::ftruncate(m_fd, length) != 0) {
        return diskError("truncate");
    }
    return {};
}

Status DurableFile::sync()
{
    if (::fdatasync(m_fd) != 0) {
        return diskError("fdatasync");
    }
    return {};
}

Status renameDurably(const QString &from, const QString &to)
{
    if (::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) != 0) {
        return diskError("rename");
    }
    return syncFolder(QFileInfo(to).path());
}

Status replaceFile(const QString &path, const QByteArray &content)
{
    const QString temporary = path + QStringLiteral(".tmp");
    auto file = DurableFile::openOrCreate(temporary);
    if (!file) {
        return fail(file.error());
    }
    return file->truncate(0)
        .and_then([&] { return file->writeAt(0, content); })
        .and_then([&] { return file->sync(); })
        .and_then([&] { return renameDurably(temporary, path); });
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Status appendToFile(const QString &path, const QByteArray &lines)
{
    auto file = DurableFile::openOrCreate(path);
    if (!file) {
        return fail(file.error());
    }
    const auto end = file->size();
    if (!end) {
        return fail(end.error());
    }
    // A line that a crash or a full disk cut off must not swallow the next one.
    const auto last = *end > 0 ? file->readAt(*end - 1, 1) : Result<QByteArray>(QByteArray("\n"));
    if (!last) {
        return fail(last.error());
    }
    const QByteArray text = *last == "\n" ? lines : '\n' + lines;
    return file->writeAt(*end, text).and_then([&] { return file->sync(); });
}

Status makeFolders(const QString &folder)
{
    if (QFileInfo(folder).isDir()) {
        return {};
    }
    const QString parent = QFileInfo(folder).path();
    if (parent != folder) {
        if (auto made = makeFolders(parent); !made) {
            return made;
        }
    }
    if (::mkdir(QFile::encodeName(folder).constData(), 0700) != 0 && errno != EEXIST) {
        return diskError("mkdir");
    }
    return syncFolder(parent);
}

} // namespace prosc
