#pragma once

#include "tests/room/room_fixture.h"

#include <algorithm>

namespace prosc {

inline const auto kRec = rid("rec1");

inline bool shown(TestRoom &room, const char *id, const RecordingId &recording = kRec)
{
    return room.say(id, msg::NoticeShown{recording, Notice::Starting});
}

/// The host pressed Start, everybody was notified, the recorder was ordered to begin.
inline TestRoom beginning()
{
    auto room = threePeople();
    room.say("h", msg::StartRecording{});
    for (const auto *id : {"h", "m", "p"}) {
        shown(room, id);
    }
    return room;
}

inline TestRoom recording()
{
    using namespace std::chrono_literals;
    auto room = beginning();
    room.now += 300ms;
    room.say("h", msg::RecorderStarted{kRec, 1});
    return room;
}

inline msg::RecorderStopped fileFacts(const RecordingId &id = kRec, int epoch = 1)
{
    return msg::RecorderStopped{
        id, epoch, 5000, 1'000'000, QString(64, QLatin1Char('a')), QStringLiteral("Rec – x.mp4")};
}

/// A heartbeat of the recorder.
inline msg::RecorderAlive alive(std::chrono::milliseconds recorded, bool paused = false)
{
    return msg::RecorderAlive{kRec, 1, recorded.count(), paused};
}

/// The moderator pressed Pause, and the recorder has paused.
inline TestRoom paused()
{
    using namespace std::chrono_literals;
    auto room = recording();
    room.now += 10s;
    room.say("m", msg::PauseRecording{kRec, true});
    room.say("h", alive(10s, true));
    return room;
}

/// Lets time pass: the recorder sends the same heartbeat every 2 s, and the service ticks.
inline void passWith(TestRoom &room, MediaTime duration, const msg::RecorderAlive &heartbeat)
{
    using namespace std::chrono_literals;
    for (MediaTime passed{}; passed < duration; passed += 2s) {
        room.say("h", heartbeat);
        room.tickAfter(std::min<MediaTime>(2s, duration - passed));
    }
}

/// As passWith(), but the file keeps growing.
inline void passWhileRecording(TestRoom &room, MediaTime duration)
{
    using namespace std::chrono_literals;
    using std::chrono::milliseconds;
    auto recorded = std::chrono::duration_cast<milliseconds>(room.state.recording.durable);
    for (MediaTime passed{}; passed < duration; passed += 2s) {
        const auto step = std::min<MediaTime>(2s, duration - passed);
        room.tickAfter(step);
        recorded += std::chrono::duration_cast<milliseconds>(step);
        room.say("h", alive(recorded));
    }
}

inline msg::RecordingEnded ended(EndReason reason, const char *code = "", const char *name = "")
{
    return msg::RecordingEnded{kRec, reason, QString::fromLatin1(code), QString::fromLatin1(name)};
}

} // namespace prosc
