#include "app/server/rooms/library_requests.h"

#include "app/server/playback/media_handler.h"
#include "app/server/rooms/replies.h"

using namespace Qt::StringLiterals;

namespace prosc {

/// The name for a recording's history.
QString LibraryRequests::nameOf(const ConnectionPtr &connection)
{
    const auto *room = m_rooms.of(*connection);
    const auto *member = room == nullptr ? nullptr : room->state.find(connection->participant);
    return member == nullptr ? QString() : member->participant.name;
}

bool LibraryRequests::moderates(const ConnectionPtr &connection, int id)
{
    const auto *member = m_rooms.of(*connection)->state.find(connection->participant);
    if (isModerating(member->participant.role)) {
        return true;
    }
    refuse(*connection, id, ErrorCode::NotAllowed, u"for hosts and moderators"_s);
    return false;
}

void LibraryRequests::on(const ConnectionPtr &connection, int id, const msg::ListMedia &)
{
    if (!moderates(connection, id)) {
        return;
    }
    m_ports.toDisk(connection->room, [this, connection, id, room = connection->room] {
        const auto items = m_ports.library.recordings.items(room);
        m_ports.toIo([this, connection, id, items] {
            if (connection->closing) {
                return;
            }
            if (items) {
                reply(*connection, id, msg::MediaList{u"Recordings"_s, *items});
            } else {
                refuse(*connection, id, Refusal{items.error(), {}});
            }
        });
    });
}

struct LibraryRequests::WantedLink
{
    RecordingId item;
    msg::LinkPurpose purpose;
    std::chrono::seconds lifetime;
    /// The path of the file with its ticket, or of the page that plays it.
    QString (*path)(const QString &ticket, const MediaClaims &claims);
    /// For the history.
    QString detail;
};

void LibraryRequests::on(const ConnectionPtr &connection, int id, const msg::MediaLink &m)
{
    makeLink(connection, id,
             {m.item, m.purpose, TokenService::kTicketLifetime, &MediaHandler::filePath, {}});
}

void LibraryRequests::on(const ConnectionPtr &connection, int id, const msg::ShareMedia &m)
{
    if (m.purpose == msg::LinkPurpose::Report) {
        return refuse(*connection, id, ErrorCode::NotAllowed,
                      u"a report is not for everyone with a link"_s);
    }
    makeLink(connection, id,
             {m.item, m.purpose, std::chrono::hours(m.hours), &MediaHandler::pagePath,
              u"%1, %2 h"_s.arg(enumName(m.purpose)).arg(m.hours)});
}

void LibraryRequests::makeLink(const ConnectionPtr &connection, int id, const WantedLink &wanted)
{
    if (!moderates(connection, id)) {
        return;
    }
    m_ports.toDisk(connection->room, [this, connection, id, wanted, room = connection->room,
                                      by = nameOf(connection)] {
        const auto &[item, purpose, lifetime, path, detail] = wanted;
        // A moderator of one room gets no link to another room's recording.
        const auto owner = m_ports.library.recordings.roomOf(item);
        const bool isOurs = owner && *owner == room;
        const auto key = !isOurs ? fail(ErrorCode::NotFound)
                         : purpose == msg::LinkPurpose::Report
                             ? reportLink(item, by)
                             : m_ports.library.changes.newLink(item, by, detail);
        const MediaClaims claims{item, purpose, key.value_or(QString())};
        const auto ticket = m_ports.tokens.mediaTicket(claims, lifetime);
        const bool made = key && ticket;
        const msg::MediaLinkReady ready{item, made ? path(*ticket, claims) : QString(),
                                        m_ports.clock.wallTime().addSecs(lifetime.count())};
        m_ports.toIo([this, connection, id, made, ready] {
            if (connection->closing) {
                return;
            }
            if (!made) {
                return refuse(*connection, id, ErrorCode::NotFound, u"no such file"_s);
            }
            reply(*connection, id, ready);
        });
    });
}

Result<QString> LibraryRequests::reportLink(const RecordingId &item, const QString &by)
{
    const auto key = m_ports.library.changes.linkKey(item);
    if (key) {
        (void)m_ports.library.history.noteEvent(item, u"reportOpened"_s, by, {});
    }
    return key;
}

void LibraryRequests::changeItem(const ConnectionPtr &connection, int id, const RecordingId &item,
                                 std::function<Status(RecordingChanges &, const QString &by)> work)
{
    if (!moderates(connection, id)) {
        return;
    }
    m_ports.toDisk(connection->room, [this, connection, id, item, work = std::move(work),
                                      room = connection->room, by = nameOf(connection)] {
        const auto owner = m_ports.library.recordings.roomOf(item);
        const Status done = owner && *owner == room ? work(m_ports.library.changes, by)
                                                    : fail(ErrorCode::NotFound, u"no such file"_s);
        m_ports.toIo([this, connection, id, done] { answer(*connection, id, done); });
    });
}

void LibraryRequests::on(const ConnectionPtr &connection, int id, const msg::RenameMedia &m)
{
    changeItem(connection, id, m.item, [m](RecordingChanges &changes, const QString &by) {
        return changes.rename(m.item, m.name, by);
    });
}

void LibraryRequests::on(const ConnectionPtr &connection, int id, const msg::DeleteMedia &m)
{
    changeItem(connection, id, m.item, [m](RecordingChanges &changes, const QString &by) {
        return changes.remove(m.item, by);
    });
}

void LibraryRequests::on(const ConnectionPtr &connection, int id, const msg::RestoreMedia &m)
{
    changeItem(connection, id, m.item, [m](RecordingChanges &changes, const QString &by) {
        return changes.restore(m.item, by);
    });
}

void LibraryRequests::on(const ConnectionPtr &connection, int id, const msg::RevokeLinks &m)
{
    changeItem(connection, id, m.item, [m](RecordingChanges &changes, const QString &by) {
        return changes.revokeLinks(m.item, by);
    });
}

} // namespace prosc
