#pragma once

#include "app/room/rules/room_authority.h"

namespace prosc {

/// Somebody for whose sake the session goes on. A recorder without a window may have come with a
/// host's link; nobody sits in front of it.
[[nodiscard]] bool isHost(const Participant &participant);

/// One command at work on a room: changes the state, collects what follows. Private to the
/// authority.
class RoomTurn
{
public:
    RoomTurn(RoomState &state, MediaTime now) : m_state(state), m_now(now) {}

    void apply(const cmd::Enter &command);
    void apply(const cmd::Return &command);
    void apply(const cmd::ConnectionLost &command);
    void apply(const cmd::FromClient &command);
    void apply(const cmd::PublicationChanged &command);
    void apply(const cmd::SfuChanged &command);
    void apply(const cmd::RecordingPublished &command);
    void apply(const cmd::Tick &command);
    /// After the command: remembers what the state that is sent to everyone says, if one is.
    void noteWhatIsShown();

    std::vector<RoomEffect> effects;
    std::optional<Refusal> refusal;

private:
    struct Sender
    {
        Member &member;
        const cmd::FromClient &command;
    };

    // People and stage (room_turn.cpp)
    void on(Sender sender, const msg::SetMedia &m);
    void on(Sender sender, const msg::SetStage &m);
    void on(Sender sender, const msg::SetHand &m);
    void on(Sender sender, const msg::SetFit &m);
    void on(Sender sender, const msg::Highlight &m);
    void on(Sender sender, const msg::LockRoom &m);
    void on(Sender sender, const msg::SetRecordingOptions &m);
    void on(Sender sender, const msg::Leave &m);
    void on(Sender sender, const msg::EndSession &m);
    // Recording (room_turn_recording.cpp)
    void on(Sender sender, const msg::StartRecording &m);
    void on(Sender sender, const msg::NoticeShown &m);
    void on(Sender sender, const msg::ConfirmRecording &m);
    void on(Sender sender, const msg::StopRecording &m);
    // What the recorder says, pausing (room_turn_recorder.cpp)
    void on(Sender sender, const msg::PauseRecording &m);
    void on(Sender sender, const msg::RecorderStarted &m);
    void on(Sender sender, const msg::RecorderAlive &m);
    void on(Sender sender, const msg::RecorderStopped &m);
    void on(Sender sender, const msg::RecorderFailed &m);
    /// Every other message is not the authority's business.
    template <class M>
    void on(Sender, const M &)
    {
        refuse(ErrorCode::Malformed, QStringLiteral("not a message for the room"));
    }

    void admit(Participant participant);
    void remove(const ParticipantId &id);
    void removeThoseGone();
    void watchHosts();
    void endSession(const QString &reason, EndReason recordingReason);

    [[nodiscard]] bool mayControlRecording(const Sender &sender);
    [[nodiscard]] bool recorderIsPresent() const;
    [[nodiscard]] bool isRecorderOf(const Sender &sender, const RecordingId &id, int epoch);
    [[nodiscard]] const Member *chooseRecorder(const Member &asker) const;
    bool advance(RecordingEvent event);
    void askConsent(Participant &participant) const;
    void awaitNotice(const Participant &participant);
    void announce();
    void begin();
    void stopRecording(EndReason reason, const QString &byName);
    void abandonRecording(EndReason reason, const QString &byName);
    void giveUpRecording();
    void tellRecorderToEnd(EndReason reason);
    void tellRecorderToPause();
    void remindRecorderToPause(const ParticipantId &returned);
    [[nodiscard]] RecordingEvent heardRecording() const;
    void followPause(bool paused);
    void showRecorded();
    [[nodiscard]] bool recorderIsLostHost() const;
    void endRecording(EndReason reason, const QString &code);
    void tickRecording();

    void refuse(ErrorCode code, const QString &detail, const QString &name = {});
    void changed();
    Member *find(const ParticipantId &id);

    RoomState &m_state;
    const MediaTime m_now;
    bool m_changed = false;
};

} // namespace prosc
