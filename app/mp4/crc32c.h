#pragma once

#include <QByteArrayView>

#include <cstdint>

namespace prosc {

/// CRC-32C (Castagnoli, RFC 3720 appendix B.4). Pass the result for earlier bytes as `previous` to
/// go on.
[[nodiscard]] uint32_t crc32c(QByteArrayView bytes, uint32_t previous = 0);

} // namespace prosc
