#pragma once

#include "app/base/result.h"
#include "app/disk/file_mode.h"

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <memory>

namespace prosc {

/// One open file. Not thread-safe. Every method fails with DiskFull (no space, quota, or the file
/// system's largest file), PermissionDenied or DiskError; the detail holds the system's reason and
/// never the file's name (it contains a room's title).
class DiskFile
{
public:
    virtual ~DiskFile() = default;

    /// Writes all of `bytes` at `offset`. On failure part of it may have been written.
    [[nodiscard]] virtual Status writeAt(int64_t offset, const QByteArray &bytes) = 0;
    /// Up to `length` bytes from `offset`; fewer only at the end of the file.
    [[nodiscard]] virtual Result<QByteArray> readAt(int64_t offset, int64_t length) const = 0;
    [[nodiscard]] virtual Result<int64_t> size() const = 0;
    /// Truncates the file to `length`, which also releases what reserve() took beyond it.
    [[nodiscard]] virtual Status truncate(int64_t length) = 0;
    /// Returns when everything written is on the disk (POSIX: fdatasync).
    [[nodiscard]] virtual Status sync() = 0;
    /// Reserves disk space up to `length` without changing the size. Only a hint: fails silently.
    virtual void reserve(int64_t length) = 0;
};

/// Disk access of a recording; tests substitute one that fails. Must outlive the files it opened.
class FileLayer
{
public:
    virtual ~FileLayer() = default;

    /// NotFound; DiskError also when CreateNew finds a file.
    [[nodiscard]] virtual Result<std::unique_ptr<DiskFile>> open(const QString &path,
                                                                 FileMode mode) = 0;
    /// Atomic; replaces `to`.
    [[nodiscard]] virtual Status rename(const QString &from, const QString &to) = 0;
    /// Succeeds also when there is no such file.
    [[nodiscard]] virtual Status remove(const QString &path) = 0;
    /// Makes names created, renamed or removed in `folder` durable.
    [[nodiscard]] virtual Status syncFolder(const QString &folder) = 0;
};

/// The real disk: DurableFile and files.h. Stateless, so thread-safe.
class SystemFileLayer final : public FileLayer
{
public:
    [[nodiscard]] Result<std::unique_ptr<DiskFile>> open(const QString &path,
                                                         FileMode mode) override;
    [[nodiscard]] Status rename(const QString &from, const QString &to) override;
    [[nodiscard]] Status remove(const QString &path) override;
    [[nodiscard]] Status syncFolder(const QString &folder) override;
};

} // namespace prosc
