#include "app/recording/disk_forecast.h"

#include <algorithm>

namespace prosc {

namespace {

constexpr int64_t kBitsOfAByte = 8;
/// Index tables for a second of 30 video and 47 audio frames, and its journal record.
constexpr int64_t kIndexBytesPerSecond = 500;
/// The report, the note and the file system's overhead.
constexpr int64_t kMargin = 8LL * 1024 * 1024;

} // namespace

int64_t diskReserve(std::chrono::milliseconds recorded)
{
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(recorded).count() + 60;
    return 60 * kMostBitRate / kBitsOfAByte + seconds * kIndexBytesPerSecond + kMargin;
}

std::chrono::seconds diskLasts(int64_t freeBytes, int64_t bitRate,
                               std::chrono::milliseconds recorded)
{
    const int64_t bytesPerSecond =
        std::max<int64_t>(1, bitRate / kBitsOfAByte) + kIndexBytesPerSecond;
    const int64_t usable = std::max<int64_t>(0, freeBytes - diskReserve(recorded));
    return std::chrono::seconds(usable / bytesPerSecond);
}

} // namespace prosc
