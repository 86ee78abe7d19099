#pragma once

#include "app/room/rules/recording_rules.h"

namespace prosc {

/// Pausing and resuming: reconciles what moderators want with what the recorder does.
class PauseRules : RoomRule
{
public:
    PauseRules(RoomTransition &transition, RecordingRules &recording)
        : RoomRule(transition), m_recording(recording)
    {
    }

    void on(Sender sender, const msg::PauseRecording &m);
    void remind(const ParticipantId &returned);
    void follow(bool paused);

private:
    [[nodiscard]] RecordingEvent heard() const;
    void tellRecorder();

    RecordingRules &m_recording;
};

} // namespace prosc
