#include "app/disk/durable_file.h"
#include "app/disk/files.h"
#include "app/disk/system_call.h"

#include <QFile>

#include <cstdio>
#include <unistd.h>

namespace prosc {

Result<std::unique_ptr<DiskFile>> PosixFileLayer::open(const QString &path, FileMode mode)
{
    return DurableFile::open(path, mode).map([](DurableFile file) -> std::unique_ptr<DiskFile> {
        return std::make_unique<DurableFile>(std::move(file));
    });
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
    return prosc::syncFolder(folder);
}

} // namespace prosc
