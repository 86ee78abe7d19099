#include "app/disk/durable_file.h"

#include "app/disk/system_call.h"

#include <QFile>

#include <algorithm>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace prosc {

namespace {

int syncData(int descriptor)
{
#ifdef __APPLE__
    return ::fcntl(descriptor, F_FULLFSYNC); // fsync does not reach the medium there
#else
    return ::fdatasync(descriptor);
#endif
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

} // namespace

Result<DurableFile> DurableFile::open(const QString &path, FileMode mode)
{
    const auto name = QFile::encodeName(path);
    // 0600: other users of this computer must not read the recording of a meeting.
    const int descriptor =
        uninterrupted([&] { return ::open(name.constData(), flagsOf(mode) | O_CLOEXEC, 0600); });
    if (descriptor < 0) {
        return systemError("open", errno);
    }
    return DurableFile(descriptor);
}

DurableFile &DurableFile::operator=(DurableFile &&other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
}

DurableFile::~DurableFile()
{
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
    }
}

Status DurableFile::writeAt(int64_t offset, const QByteArray &bytes)
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

Result<QByteArray> DurableFile::readAt(int64_t offset, int64_t length) const
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
            break; // truncated by someone else meanwhile
        }
        done += got;
    }
    bytes.truncate(done);
    return bytes;
}

Result<int64_t> DurableFile::size() const
{
    struct stat info = {};
    if (::fstat(m_descriptor, &info) < 0) {
        return systemError("fstat", errno);
    }
    return int64_t{info.st_size};
}

Status DurableFile::truncate(int64_t length)
{
    return statusOf("ftruncate", uninterrupted([&] { return ::ftruncate(m_descriptor, length); }));
}

Status DurableFile::sync()
{
    return statusOf("fdatasync", uninterrupted([&] { return syncData(m_descriptor); }));
}

void DurableFile::reserve([[maybe_unused]] int64_t length)
{
#ifdef FALLOC_FL_KEEP_SIZE
    const auto from = size();
    if (from && *from < length) {
        static_cast<void>(::fallocate(m_descriptor, FALLOC_FL_KEEP_SIZE, *from, length - *from));
    }
#endif
}

bool DurableFile::markInUse()
{
    return uninterrupted([&] { return ::flock(m_descriptor, LOCK_EX | LOCK_NB); }) == 0 ||
           errno != EWOULDBLOCK;
}

} // namespace prosc
