#include "app/disk/durable_file.h"
#include "app/disk/file_error.h"
#include "app/disk/files.h"
#include "app/disk/native_path.h"

namespace prosc {

Result<std::unique_ptr<DiskFile>> SystemFileLayer::open(const QString &path, FileMode mode)
{
    return DurableFile::open(path, mode).map([](DurableFile file) -> std::unique_ptr<DiskFile> {
        return std::make_unique<DurableFile>(std::move(file));
    });
}

Status SystemFileLayer::rename(const QString &from, const QString &to)
{
    return resultOf(renameFile(nativePath(from), nativePath(to)));
}

Status SystemFileLayer::remove(const QString &path)
{
    return resultOf(removeFile(nativePath(path)));
}

Status SystemFileLayer::syncFolder(const QString &folder)
{
    return prosc::syncFolder(folder);
}

} // namespace prosc
