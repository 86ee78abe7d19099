#pragma once

#include "app/disk/file_layer.h"

#include <utility>

namespace prosc {

/// A file on the real disk (POSIX). Movable; closed on destruction.
class DurableFile final : public DiskFile
{
public:
    /// NotFound, PermissionDenied, DiskFull, DiskError.
    [[nodiscard]] static Result<DurableFile> open(const QString &path, FileMode mode);

    DurableFile(DurableFile &&other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1))
    {
    }
    DurableFile &operator=(DurableFile &&other) noexcept;
    DurableFile(const DurableFile &) = delete;
    DurableFile &operator=(const DurableFile &) = delete;
    ~DurableFile() override;

    [[nodiscard]] Status writeAt(int64_t offset, const QByteArray &bytes) override;
    [[nodiscard]] Result<QByteArray> readAt(int64_t offset, int64_t length) const override;
    [[nodiscard]] Result<int64_t> size() const override;
    [[nodiscard]] Status truncate(int64_t length) override;
    [[nodiscard]] Status sync() override;
    void reserve(int64_t length) override;

    /// Marks it as in use until it is closed (flock(2)); a killed process does not keep the mark.
    /// False if somebody else has marked it. Not all file systems can: true there.
    [[nodiscard]] bool markInUse();

private:
    explicit DurableFile(int descriptor) : m_descriptor(descriptor) {}

    int m_descriptor = -1;
};

} // namespace prosc
