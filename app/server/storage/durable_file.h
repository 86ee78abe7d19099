#pragma once

#include "app/base/result.h"
#include "app/base/sync_folder.h"

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <utility>

namespace prosc {

/// A file that says whether what was written is on the disk. Errors: NotFound, PermissionDenied,
/// DiskFull, DiskError.
class DurableFile
{
public:
    /// Opens `path` for reading and writing, makes it (mode 0600) if there is none.
    [[nodiscard]] static Result<DurableFile> openOrCreate(const QString &path);
    [[nodiscard]] static Result<DurableFile> openForReading(const QString &path);
    DurableFile(DurableFile &&other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}
    DurableFile &operator=(DurableFile &&other) noexcept;
    DurableFile(const DurableFile &) = delete;
    DurableFile &operator=(const DurableFile &) = delete;
    ~DurableFile();

    [[nodiscard]] Result<int64_t> size() const;
    [[nodiscard]] Status writeAt(int64_t offset, const QByteArray &bytes);
    /// At most `length` bytes; empty at the end.
    [[nodiscard]] Result<QByteArray> readAt(int64_t offset, int64_t length) const;
    [[nodiscard]] Status truncate(int64_t length);
    /// fdatasync
    [[nodiscard]] Status sync();

private:
    explicit DurableFile(int fd) : m_fd(fd) {}
    int m_fd = -1;
};

/// rename(2), then syncFolder().
[[nodiscard]] Status renameDurably(const QString &from, const QString &to);
/// Replaces `path` with `content` so that there is always either the old or the new one.
[[nodiscard]] Status replaceFile(const QString &path, const QByteArray &content);
/// All of a small file; empty when it is not there or cannot be read.
[[nodiscard]] QByteArray contentOf(const QString &path);
/// Adds `lines` to the end of `path` (made with mode 0600 if there is none) and syncs it.
[[nodiscard]] Status appendToFile(const QString &path, const QByteArray &lines);
/// Makes `folder` (mode 0700) and the missing ones above it, and makes them last.
[[nodiscard]] Status makeFolders(const QString &folder);

} // namespace prosc
