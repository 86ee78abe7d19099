#pragma once

#include <QDateTime>
#include <QString>

namespace prosc {

/// A room that was joined before.
struct RecentRoom
{
    QString title;
    QString link;
    QDateTime last;
};

} // namespace prosc
