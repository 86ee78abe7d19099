#pragma once

#include "app/server/rooms/hub_state.h"

namespace prosc {

/// Media and Files: what people in a room ask of the library. They are answered when the disk pool
/// has.
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
    /// Answers mediaLinkReady.
    void makeLink(const ConnectionPtr &connection, int id, const WantedLink &wanted);
    /// Does `work` on the disk pool for someone who moderates the room that `item` is of; `by` is
    /// who.
    void changeItem(const ConnectionPtr &connection, int id, const RecordingId &item,
                    std::function<Status(RecordingSharing &, const QString &by)> work);
    [[nodiscard]] Result<QString> reportLink(const RecordingId &item, const QString &by);
    [[nodiscard]] QString nameOf(const ConnectionPtr &connection);
    [[nodiscard]] bool moderates(const ConnectionPtr &connection, int id);

    const HubPorts &m_ports;
    HubRooms &m_rooms;
};

} // namespace prosc
