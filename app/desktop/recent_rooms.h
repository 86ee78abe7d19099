#pragma once

#include "ui/pages/start_page.h"

#include <vector>

namespace prosc {

/// The most recently joined rooms, newest first, stored in this user's settings. Their links
/// contain tokens, so the file has mode 0600.
class RecentRooms
{
public:
    explicit RecentRooms(QString file);

    [[nodiscard]] std::vector<RecentRoom> rooms() const;
    void add(const RecentRoom &room);

private:
    QString m_file;
};

} // namespace prosc
