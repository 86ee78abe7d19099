#pragma once

#include "app/server/rooms/hub_state.h"

namespace prosc {

/// Stores in the library, for the report, what happens to a recording: who is present, and when its
/// recorder is lost and returns.
class RecordingObserver
{
public:
    explicit RecordingObserver(const HubPorts &ports) : m_ports(ports) {}

    /// Call after each command of a room.
    void watch(HubRoom &room);
    /// Stores who has come and is not stored yet. Call before a note that ends the recording.
    void storePeople(HubRoom &room);
    /// Adds to the recording's history; see recording_report_file.h.
    void note(const HubRoom &room, const RecordingId &recording, QLatin1String what,
              const QString &by = {}, const QString &detail = {});

private:
    static constexpr std::chrono::milliseconds kStoreEvery{100};

    const HubPorts &m_ports;
};

} // namespace prosc
