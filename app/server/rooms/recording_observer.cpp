#include "app/server/rooms/recording_observer.h"

#include "app/base/clock_pair.h"
#include "app/base/logging.h"
#include "app/base/time_text.h"
#include "app/server/library/recording_report_file.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace prosc {

void RecordingObserver::note(const HubRoom &room, const RecordingId &recording, QLatin1String what,
                             const QString &by, const QString &detail)
{
    m_ports.toDisk(room.record.id, [this, recording, what = QString(what), by, detail] {
        const auto noted = m_ports.library.history.noteEvent(recording, what, by, detail);
        // A recording that was cancelled before it began is not in the library.
        if (!noted && noted.error().code != ErrorCode::NotFound) {
            qCWarning(logServer) << "not noted of a recording:" << noted.error().detail;
        }
    });
}

/// Compares the room with what was stored last: who is present, and whether the file grows.
void RecordingObserver::watch(HubRoom &room)
{
    const auto &recording = room.state.recording;
    if (room.watched != recording.id) {
        storePeople(room);
        room.watched = recording.id;
        room.recorded.clear();
        room.isRecorderLost = false;
    }
    if (!recording.hasPictures || recording.stage == RecordingStage::Idle) {
        return;
    }
    const bool isLost = recording.stage == RecordingStage::Interrupted;
    if (isLost != room.isRecorderLost) {
        room.isRecorderLost = isLost;
        const auto whole = timeOfDay(recording.grownAt, ClockPair(m_ports.clock));
        note(room, recording.id, isLost ? kRecorderLost : kRecorderBack, {},
             isLost ? isoWithOffset(whole) : QString());
    }
    for (const auto &member : room.state.members) {
        const auto &participant = member.participant;
        if (participant.present && room.recorded.insert(participant.id).second) {
            room.newlyRecorded.push_back({participant.id, participant.name, participant.role,
                                          participant.client, m_ports.clock.wallTime()});
        }
    }
    // Together, as people may come and go by the hundred.
    if (m_ports.clock.now() - room.storedAt >= kStoreEvery) {
        storePeople(room);
    }
}

void RecordingObserver::storePeople(HubRoom &room)
{
    if (room.newlyRecorded.empty()) {
        return;
    }
    room.storedAt = m_ports.clock.now();
    m_ports.toDisk(
        room.record.id, [this, id = room.watched, people = std::exchange(room.newlyRecorded, {})] {
            if (const auto kept = m_ports.library.history.addRecorded(id, people); !kept) {
                qCWarning(logServer) << "who was recorded was not kept:" << kept.error().detail;
            }
        });
}

} // namespace prosc
