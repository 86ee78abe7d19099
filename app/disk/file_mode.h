#pragma once

namespace prosc {

/// CreateNew fails when the file exists; ReadOnly and ReadWrite fail when it does not. New files
/// are private to their owner (POSIX: mode 0600; Windows: a protected access list).
enum class FileMode { ReadOnly, ReadWrite, CreateNew, OpenOrCreate };

} // namespace prosc
