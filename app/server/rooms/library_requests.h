#pragma once

#include "app/server/rooms/hub_state.h"

namespace prosc {

/// Media and Files: requests of people in a room to the library, answered once the disk pool has
/// carried them out.
class LibraryRequests
{
public:
    LibraryRequests(const HubPorts &ports, HubRooms &rooms) : m_ports(ports), m_rooms(rooms) {}

    void on(const ConnectionPtr &connection, int id, const msg::ListMedia &m);
    void on(const ConnectionPtr &connection, int id, const msg::MediaLink &m);
    void on(const ConnectionPtr &connection, int id, const msg::ShareMedia &m);
    void on(const ConnectionPtr &connection, int id, const msg::RenameMedia &m);
    void on(const ConnectionPtr &connection, int id, const msg::DeleteMedia &m);
    void on(const ConnectionPtr &connection, int id, const msg::RestoreMedia &m);
    void on(const ConnectionPtr &connection, int id, const msg::RevokeLinks &m);

private:
    struct WantedLink;
    /// Answers with mediaLinkReady.
    void makeLink(const ConnectionPtr &connection, int id, const WantedLink &wanted);
    /// Runs `work` on the disk pool for someone who moderates the room of `item`; `by` is that
    /// person's name.
    void changeItem(const ConnectionPtr &connection, int id, const RecordingId &item,
                    std::function<Status(RecordingChanges &, const QString &by)> work);
    [[nodiscard]] Result<QString> reportLink(const RecordingId &item, const QString &by);
    [[nodiscard]] QString nameOf(const ConnectionPtr &connection);
    [[nodiscard]] bool moderates(const ConnectionPtr &connection, int id);

    const HubPorts &m_ports;
    HubRooms &m_rooms;
};

} // namespace prosc
