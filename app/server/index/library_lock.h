#pragma once

#include "app/base/result.h"

#include <utility>

namespace prosc {

/// Exclusive lock of a library against other programs; released when the process ends, even by a
/// crash.
class LibraryLock
{
public:
    /// LibraryInUse (by another program), PermissionDenied, DiskError.
    [[nodiscard]] static Result<LibraryLock> take(const QString &dataFolder);
    LibraryLock(LibraryLock &&other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1))
    {
    }
    LibraryLock(const LibraryLock &) = delete;
    LibraryLock &operator=(const LibraryLock &) = delete;
    ~LibraryLock();

private:
    explicit LibraryLock(int descriptor) : m_descriptor(descriptor) {}
    int m_descriptor = -1;
};

} // namespace prosc
