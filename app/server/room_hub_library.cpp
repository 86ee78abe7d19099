// The part of RoomHub for Media and Files.
#include "app/server/media_handler.h"
#include "app/server/room_hub.h"

namespace prosc {

/// For a recording's history.
QString RoomHub::nameOf(const ConnectionPtr &connection)
{
    const auto *room = roomOf(*connection);
    const auto *member = room == nullptr ? nullptr : room->state.find(connection->participant);
    return member == nullptr ? QString() : member->participant.name;
}

bool RoomHub::moderates(const ConnectionPtr &connection, int id)
{
    const auto *member = roomOf(*connection)->state.find(connection->participant);
    if (isModerating(member->participant.role)) {
        return true;
    }
    refuse(*connection, id,
           Refusal{Error{ErrorCode::NotAllowed, QStringLiteral("for hosts and moderators")}, {}});
    return false;
}

void RoomHub::on(const ConnectionPtr &connection, int id, const msg::ListMedia &)
{
    if (!moderates(connection, id)) {
        return;
    }
    m_ports.toDisk([this, connection, id, room = connection->room] {
        const auto items = m_ports.library.items(room);
        m_ports.toIo([this, connection, id, items] {
            if (connection->closing) {
                return;
            }
            if (items) {
                reply(*connection, id, msg::MediaList{QStringLiteral("Recordings"), *items});
            } else {
                refuse(*connection, id, Refusal{items.error(), {}});
            }
        });
    });
}

void RoomHub::on(const ConnectionPtr &connection, int id, const msg::MediaLink &m)
{
    if (!moderates(connection, id)) {
        return;
    }
    m_ports.toDisk([this, connection, id, m, room = connection->room, by = nameOf(connection)] {
        // A moderator of one room gets no link to another room's recording.
        const auto owner = m_ports.library.roomOf(m.item);
        const bool isOurs = owner && *owner == room;
        const auto key = isOurs ? m_ports.library.newLink(m.item, by) : fail(ErrorCode::NotFound);
        const auto path = MediaHandler::signedPath(
            m_ports.tokens, MediaClaims{m.item, m.purpose, key.value_or(QString())});
        const auto expires = m_ports.clock.wallTime().addSecs(
            std::chrono::seconds(TokenService::kTicketLifetime).count());
        const bool found = key.has_value();
        m_ports.toIo([this, connection, id, m, found, path, expires] {
            if (connection->closing) {
                return;
            }
            if (!found || !path) {
                return refuse(
                    *connection, id,
                    Refusal{Error{ErrorCode::NotFound, QStringLiteral("no such file")}, {}});
            }
            reply(*connection, id, msg::MediaLinkReady{m.item, *path, expires});
        });
    });
}

void RoomHub::changeItem(const ConnectionPtr &connection, int id, const RecordingId &item,
                         std::function<Status(LibraryStore &, const QString &by)> work)
{
    if (!moderates(connection, id)) {
        return;
    }
    m_ports.toDisk([this, connection, id, item, work = std::move(work), room = connection->room,
                    by = nameOf(connection)] {
        const auto owner = m_ports.library.roomOf(item);
        const Status done = owner && *owner == room
                                ? work(m_ports.library, by)
                                : fail(ErrorCode::NotFound, QStringLiteral("no such file"));
        m_ports.toIo([this, connection, id, done] { answerLater(connection, id, done); });
    });
}

void RoomHub::on(const ConnectionPtr &connection, int id, const msg::RenameMedia &m)
{
    changeItem(connection, id, m.item, [m](LibraryStore &library, const QString &by) {
        return library.rename(m.item, m.name, by);
    });
}

void RoomHub::on(const ConnectionPtr &connection, int id, const msg::DeleteMedia &m)
{
    changeItem(connection, id, m.item, [m](LibraryStore &library, const QString &by) {
        return library.remove(m.item, by);
    });
}

void RoomHub::on(const ConnectionPtr &connection, int id, const msg::RestoreMedia &m)
{
    changeItem(connection, id, m.item, [m](LibraryStore &library, const QString &by) {
        return library.restore(m.item, by);
    });
}

void RoomHub::on(const ConnectionPtr &connection, int id, const msg::RevokeLinks &m)
{
    changeItem(connection, id, m.item, [m](LibraryStore &library, const QString &by) {
        return library.revokeLinks(m.item, by);
    });
}

} // namespace prosc
