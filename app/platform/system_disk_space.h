#pragma once

#include "app/recording/ports.h"

namespace prosc {

/// The real disk. Thread-safe. NotFound if the folder does not exist, DiskError.
class SystemDiskSpace final : public DiskSpace
{
public:
    [[nodiscard]] Result<int64_t> freeBytes(const QString &folder) const override;
};

} // namespace prosc
