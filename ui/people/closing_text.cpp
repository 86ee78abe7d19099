#include "ui/people/closing_text.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

QString closingText(const RoomView &view, MediaTime now)
{
    using namespace std::chrono;
    if (view.room.session.closing == Closing::No || view.connection != Connection::Joined) {
        return {};
    }
    const auto left = std::max<qint64>(0, ceil<seconds>(view.closesAt - now).count());
    const QString clock = u"%1:%2"_s.arg(left / 60).arg(left % 60, 2, 10, QLatin1Char('0'));
    if (view.room.session.closing == Closing::HostLeft) {
        return QCoreApplication::translate(
                   "ClosingText", "The host left. The session ends in %1 unless a host comes back.",
                   "Above the stage; %1 is minutes and seconds, such as 14:59")
            .arg(clock);
    }
    const auto minutes = static_cast<int>((left + 59) / 60);
    return minutes > 10
               ? QCoreApplication::translate(
                     "ClosingText",
                     "This session reaches its maximum length in %n minutes, and ends.",
                     "Above the stage", minutes)
               : QCoreApplication::translate(
                     "ClosingText", "This session reaches its maximum length in %1, and ends.",
                     "Above the stage; %1 is minutes and seconds, such as 9:59")
                     .arg(clock);
}

} // namespace prosc
