#pragma once

#include <QByteArrayView>

#include <cstdint>

namespace prosc {

/// CRC-32C (Castagnoli, RFC 3720 appendix B.4). To continue, pass the result for the preceding
/// bytes as `previous`.
[[nodiscard]] uint32_t crc32c(QByteArrayView bytes, uint32_t previous = 0);

} // namespace prosc
