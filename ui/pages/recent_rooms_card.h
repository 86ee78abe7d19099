#pragma once

#include "ui/pages/recent_room.h"

#include <QFrame>

#include <vector>

class QVBoxLayout;

namespace prosc {

/// The rooms that were joined before, each with a button that joins it again. Hidden while there
/// are none.
class RecentRoomsCard : public QFrame
{
    Q_OBJECT
public:
    explicit RecentRoomsCard(QWidget *parent = nullptr);

    /// Newest first; at most six are shown.
    void setRooms(const std::vector<RecentRoom> &rooms);

Q_SIGNALS:
    void joinRequested(const QString &link);

private:
    [[nodiscard]] QWidget *makeRow(const RecentRoom &room);

    QVBoxLayout *m_rows;
};

} // namespace prosc
