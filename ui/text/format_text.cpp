#include "ui/text/format_text.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

QString durationText(std::chrono::milliseconds duration)
{
    const int64_t seconds = std::max<int64_t>(0, duration.count()) / 1000;
    return u"%1:%2:%3"_s.arg(seconds / 3600)
        .arg(seconds / 60 % 60, 2, 10, QLatin1Char('0'))
        .arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

QString sizeText(int64_t bytes, const QLocale &locale)
{
    return locale.formattedDataSize(std::max<int64_t>(0, bytes), 1, QLocale::DataSizeSIFormat);
}

QString dateTimeText(const QDateTime &moment, const QLocale &locale)
{
    if (!moment.isValid()) {
        return {};
    }
    return locale.toString(moment.toLocalTime(), QLocale::ShortFormat);
}

QString percentText(int64_t part, int64_t total, const QLocale &locale)
{
    const int64_t percent = total > 0 ? std::clamp<int64_t>(part * 100 / total, 0, 100) : 0;
    return QCoreApplication::translate("FormatText", "%1%", "How much is done; %1 is a number")
        .arg(locale.toString(static_cast<qlonglong>(percent)));
}

QString lastingText(std::chrono::seconds time, const QLocale &locale)
{
    const qlonglong minutes = std::max<qlonglong>(0, time.count() / 60);
    if (time >= kLongestLasting) {
        return QCoreApplication::translate("FormatText", "more than %1 h",
                                           "For how long the disk lasts; %1 is a number of hours")
            .arg(locale.toString(qlonglong{kLongestLasting.count()}));
    }
    if (minutes < 60) {
        return QCoreApplication::translate("FormatText", "%1 min",
                                           "For how long the disk lasts: minutes")
            .arg(locale.toString(minutes));
    }
    return QCoreApplication::translate("FormatText", "%1 h %2 min",
                                       "For how long the disk lasts: hours and minutes")
        .arg(locale.toString(minutes / 60), locale.toString(minutes % 60));
}

QString bitRateText(int64_t bitsASecond, const QLocale &locale)
{
    constexpr double kMega = 1e6;
    const double megabits = static_cast<double>(std::max<int64_t>(0, bitsASecond)) / kMega;
    return QCoreApplication::translate("FormatText", "%1 Mbit/s", "Megabits a second")
        .arg(locale.toString(megabits, 'f', 1));
}

} // namespace prosc
