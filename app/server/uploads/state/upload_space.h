#pragma once

#include "app/base/result.h"

#include <QString>

#include <cstdint>
#include <functional>

namespace prosc {

/// Whether what is announced fits on the disk. Thread-safe.
class UploadSpace
{
public:
    /// Free bytes of the volume that has `folder`.
    using FreeBytes = std::function<int64_t(const QString &folder)>;

    /// Default: the free bytes of its disk.
    explicit UploadSpace(FreeBytes freeBytes);

    /// DiskFull, if `bytes` in `folder` would leave less than what everything else needs.
    [[nodiscard]] Status check(const QString &folder, int64_t bytes) const;

private:
    FreeBytes m_freeBytes;
};

} // namespace prosc
