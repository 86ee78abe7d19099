#pragma once

#include "app/disk/file_layer.h"
#include "app/disk/system_file.h"

namespace prosc {

/// A file on the real disk. Movable; closed on destruction. Others may rename, replace and remove
/// it meanwhile, on every system; QFile forbids that on Windows.
class DurableFile final : public DiskFile
{
public:
    /// NotFound, PermissionDenied, DiskFull, DiskError.
    [[nodiscard]] static Result<DurableFile> open(const QString &path, FileMode mode);

    [[nodiscard]] Status writeAt(int64_t offset, const QByteArray &bytes) override;
    [[nodiscard]] Result<QByteArray> readAt(int64_t offset, int64_t length) const override;
    [[nodiscard]] Result<int64_t> size() const override;
    [[nodiscard]] Status truncate(int64_t length) override;
    [[nodiscard]] Status sync() override;
    void reserve(int64_t length) override;

    /// Everything up to its end; also of a file that has no size, as in /proc.
    [[nodiscard]] Result<QByteArray> readAll() const;
    /// Marks it as in use until it is closed; a killed process does not keep the mark. False if
    /// somebody else has marked it. Not all file systems can: true there.
    [[nodiscard]] bool markInUse();
    /// Whether nobody but its owner may read or write it.
    [[nodiscard]] Result<bool> isPrivate() const;

private:
    explicit DurableFile(SystemFile file) : m_file(std::move(file)) {}

    SystemFile m_file;
};

} // namespace prosc
