#pragma once

#include "app/base/clock.h"
#include "app/base/result.h"
#include "app/recording/ports.h"
#include "app/room/protocol/values.h"
#include "app/stage/stage_layout.h"

#include <optional>

namespace prosc {

enum class Connection { Connecting, Waiting, Joined, Reconnecting, Left };

/// The recording in progress on this computer.
struct RecorderView
{
    RecordingProgress progress;
    /// How long the disk lasts at this bit rate; negative while unknown.
    std::chrono::seconds diskLeft{-1};
    /// Recorded bytes not in the library yet.
    qint64 backlog = 0;
    /// Nothing has been made durable on this disk for kDurableSilence, whatever the recorder
    /// reports.
    bool stalled = false;
};

/// Everything the room window shows, as one value.
struct RoomView
{
    Connection connection = Connection::Connecting;
    ParticipantId self;
    Role role = Role::Participant;
    FormFactor formFactor = FormFactor::Desktop;
    RoomSnapshot room;
    StageScene scene;
    /// Who waits to be let in; empty for participants.
    std::vector<WaitingPerson> waiting;
    std::vector<ChatLine> chat;
    /// We wait because somebody was removed who came from here; else because the room is locked.
    bool waitsBecauseRemoved = false;
    /// When the session ends by itself, on the window's clock; meaningful with
    /// `room.session.closing`.
    MediaTime closesAt{};

    bool cameraOn = false;
    bool microphoneOn = false;
    bool screenOn = false;
    /// Why a device cannot be used (DeviceMissing, PermissionDenied); empty when it can.
    std::optional<Error> cameraProblem;
    std::optional<Error> microphoneProblem;
    std::optional<Error> screenProblem;
    /// JanusMissing, JanusFailed or NoMediaServer while nobody else can be seen or heard.
    std::optional<Error> mediaServerProblem;

    /// Why the room refuses to let us back in; retries continue. Only while reconnecting.
    std::optional<Error> refusal;

    /// Set only while this computer records.
    std::optional<RecorderView> recorder;
    /// How long this computer's disk would last, at least, if a recording started now; empty
    /// while unknown.
    std::optional<std::chrono::seconds> diskForecast;

    /// Links to share; empty unless this computer hosts the room.
    QString moderatorLink;
    QString participantLink;

    [[nodiscard]] bool mayModerate() const { return isModerating(role); }
    /// Nobody has to invite us to the stage, or somebody has.
    [[nodiscard]] bool mayBeOnStage() const { return room.mayBeOnStage(self); }
    [[nodiscard]] bool isHandRaised() const
    {
        const Participant *me = room.find(self);
        return me != nullptr && me->handRaised;
    }
    /// Nothing is being recorded although it should be, as far as this client knows.
    [[nodiscard]] bool isInterrupted() const
    {
        // While disconnected, the recorder's own state is newer than the room's last snapshot.
        const bool told = room.recording.interrupted;
        return recorder ? recorder->stalled || (told && connection != Connection::Reconnecting)
                        : told;
    }
};

} // namespace prosc
