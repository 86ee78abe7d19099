#pragma once

#include "app/room/rules/pause_rules.h"

namespace prosc {

/// The recorder's reports.
class RecorderRules : RoomRule
{
public:
    RecorderRules(RoomTransition &transition, RecordingRules &recording, PauseRules &pause)
        : RoomRule(transition), m_recording(recording), m_pause(pause)
    {
    }

    void on(Sender sender, const msg::RecorderStarted &m);
    void on(Sender sender, const msg::RecorderAlive &m);
    void on(Sender sender, const msg::RecorderStopped &m);
    void on(Sender sender, const msg::RecorderFailed &m);
    void apply(const cmd::RecordingPublished &command);

private:
    [[nodiscard]] bool isRecorderOf(const Sender &sender, const RecordingId &id, int epoch);

    RecordingRules &m_recording;
    PauseRules &m_pause;
};

} // namespace prosc
