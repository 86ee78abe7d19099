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
    const auto &recording = room.state.recording;
    const auto heard = recording.lastAlive;
    const std::pair current(recording.id, recording.stage);
    if (!isWorthKeeping(room.state)) {
        room.keptRecording = {};
        if (std::exchange(room.keptHeard, std::nullopt)) {
            m_ports.sessions.keep(room.record.id, std::nullopt);
        }
        return;
    }
    const auto now = m_ports.clock.now();
    // Also while nothing happens: how old it is says for how long the service was away.
    room.isKeptStale = room.isKeptStale || hasChanged || room.keptHeard != heard ||
                       now - room.keptAt >= kKeepFresh;
    const auto every = recording.hasPictures ? kKeepEvery : kKeepEveryIdle;
    const bool isDue = room.keptRecording != current || now - room.keptAt >= every;
    if (room.isKeptStale && isDue) {
        room.isKeptStale = false;
        room.keptRecording = current;
        room.keptAt = now;
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
        if (session.error().code != ErrorCode::SessionEnded) {
            qCWarning(logServer) << "a session that was kept cannot be used:"
                                 << session.error().detail;
        }
        return m_ports.sessions.keep(id, std::nullopt);
    }
    room.state = std::move(session->state);
    room.resumes = std::move(session->secrets);
    room.keptHeard = room.state.recording.lastAlive;
    auto &recording = room.state.recording;
    if (recording.stage == RecordingStage::Idle) {
        return;
    }
    if (!isUnfinished(m_ports.library.recordings, recording.id)) {
        // Its recorder finished it while the service was away.
        recording = {};
        for (auto &member : room.state.members) {
            member.participant.consent = Consent::None;
        }
        return;
    }
    // These people are in the report already.
    room.watched = recording.id;
    room.recorded = std::move(session->present);
    qCInfo(logServer) << "going on with a recording in room" << id.value;
}

} // namespace prosc
