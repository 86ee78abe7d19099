#pragma once

#include "app/room/rules/room_transition.h"

namespace prosc {

/// Starting, the notice, consent, stopping, and the time limits of a recording.
class RecordingRules : RoomRule
{
public:
    explicit RecordingRules(RoomTransition &transition) : RoomRule(transition) {}

    void on(Sender sender, const msg::StartRecording &m);
    void on(Sender sender, const msg::NoticeShown &m);
    void on(Sender sender, const msg::ConfirmRecording &m);
    void apply(const cmd::ConsentStored &command);
    void apply(const cmd::RecorderRefused &command);
    void on(Sender sender, const msg::StopRecording &m);
    void on(Sender sender, const msg::MarkMoment &m);
    /// Somebody has come in: in a room that wants that, recording starts.
    void startByItself(const Member &newcomer);
    /// Handles timeouts.
    void tick();

    /// Applies `event`. False, and nothing happens, if the recording's stage does not allow it.
    bool advance(RecordingEvent event);
    /// False, and refuses, if the sender may not control recordings.
    [[nodiscard]] bool mayControl(const Sender &sender);
    [[nodiscard]] bool recorderIsPresent() const;
    void askConsent(Participant &participant) const;
    void awaitNotice(const Participant &participant);
    void showRecorded();
    void tellRecorderToEnd(EndReason reason);
    void abandon(EndReason reason, const QString &byName);
    /// `code` is the name of the error that ended it, or empty.
    void end(EndReason reason, const QString &code);

private:
    [[nodiscard]] const Member *chooseRecorder(const Member &asker) const;
    [[nodiscard]] bool recorderIsLostHost() const;
    void announce();
    void begin();
    void stop(EndReason reason, const QString &byName);
    void giveUp();
    void remindToRecord();
    [[nodiscard]] bool summon(const ParticipantId &by);
    void endSummons(const Error &error);
};

} // namespace prosc
