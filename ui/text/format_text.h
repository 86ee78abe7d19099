#pragma once

#include <QDateTime>
#include <QLocale>
#include <QString>

#include <chrono>
#include <cstdint>

namespace prosc {

/// "0:04:09", "26:00:00": hours, minutes and seconds, rounded down; the same in every language.
[[nodiscard]] QString durationText(std::chrono::milliseconds duration);
/// "1.5 MB", formatted for `locale`.
[[nodiscard]] QString sizeText(int64_t bytes, const QLocale &locale = QLocale());
/// Day and time in this computer's time zone: "12 Mar 2025, 14:03".
[[nodiscard]] QString dateTimeText(const QDateTime &moment, const QLocale &locale = QLocale());
/// "45%", formatted for `locale`; "0%" while the total is unknown.
[[nodiscard]] QString percentText(int64_t part, int64_t total, const QLocale &locale = QLocale());
/// From this length on lastingText() only says "more than".
constexpr std::chrono::hours kLongestLasting{100};
/// "12 h 30 min", "25 min", "more than 100 h": how long something lasts, rounded down.
[[nodiscard]] QString lastingText(std::chrono::seconds time, const QLocale &locale = QLocale());
/// "4.2 Mbit/s", formatted for `locale`.
[[nodiscard]] QString bitRateText(int64_t bitsASecond, const QLocale &locale = QLocale());

} // namespace prosc
