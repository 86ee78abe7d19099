#include "app/server/rooms/session_persistence.h"

#include "app/base/logging.h"
#include "app/room/rules/persisted_session.h"

namespace prosc {

namespace {

/// The recorder has not yet reported the finished file.
bool isUnfinished(const RecordingCatalogue &library, const RecordingId &recording)
{
    const auto item = library.item(recording);
    if (!item) {
        return false;
    }
    switch (item->state) {
    case MediaItemState::Recording:
    case MediaItemState::Interrupted:
        return true;
    case MediaItemState::Uploading: // it was interrupted, then resumed
        return item->sha256.isEmpty();
    default:
        return false;
    }
}

} // namespace

void SessionPersistence::persist(HubRoom &room, bool hasChanged)
{
    const auto heard = room.state.recording.lastAlive;
    if (!isWorthKeeping(room.state)) {
        if (std::exchange(room.keptHeard, std::nullopt)) {
            m_ports.sessions.keep(room.record.id, std::nullopt);
        }
    } else if (hasChanged || room.keptHeard != heard) {
        room.keptHeard = heard;
        m_ports.sessions.keep(room.record.id, persistedSessionJson(room.state, room.resumes,
                                                                   ClockPair(m_ports.clock)));
    }
}

void SessionPersistence::resume(HubRoom &room)
{
    const auto &id = room.record.id;
    auto session = m_ports.sessions.read(id).and_then([&](const QJsonObject &json) {
        return readPersistedSession(json, room.state, ClockPair(m_ports.clock));
    });
    if (!session && session.error().code == ErrorCode::NotFound) {
        return;
    }
    if (!session) {
        qCWarning(logServer) << "a session that was kept cannot be used:" << session.error().detail;
    }
    if (!session || !isUnfinished(m_ports.library.recordings, session->state.recording.id)) {
        return m_ports.sessions.keep(id, std::nullopt);
    }
    room.state = std::move(session->state);
    room.resumes = std::move(session->secrets);
    room.keptHeard = room.state.recording.lastAlive;
    // These people are in the report already.
    room.watched = room.state.recording.id;
    room.recorded = std::move(session->present);
    qCInfo(logServer) << "going on with a recording in room" << id.value;
}

} // namespace prosc
