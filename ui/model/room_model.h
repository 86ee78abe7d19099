#pragma once

#include "app/stage/ports.h"
#include "ui/model/person_action.h"
#include "ui/model/room_view.h"

#include <QObject>

namespace prosc {

/// The room as seen by its window: a view value, requests and signals. Lives on the GUI thread.
class RoomModel : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] virtual const RoomView &view() const = 0;
    [[nodiscard]] virtual const LatestPictures &pictures() const = 0;
    [[nodiscard]] virtual const PictureConverter &converter() const = 0;

    virtual void setLocked(bool locked) = 0;
    /// Lets somebody in who waits, or everybody (empty).
    virtual void admit(const ParticipantId &participant) = 0;
    virtual void decline(const ParticipantId &participant) = 0;
    virtual void act(PersonAction action, const ParticipantId &person) = 0;
    /// But hosts, where one is only a moderator.
    virtual void muteEveryone() = 0;
    virtual void setStageAccess(StageAccess access) = 0;
    virtual void setHandRaised(bool raised) = 0;
    virtual void say(const QString &text) = 0;
    virtual void deleteChatLine(int line) = 0;
    virtual void setHighlight(const ParticipantId &participant) = 0;
    virtual void setFit(const ParticipantId &participant, Fit fit) = 0;
    /// The size at which the window draws the stage, in device pixels; empty while it is not
    /// visible.
    virtual void setStageSize(QSize size) = 0;

    /// Answered by a change of view() or by requestFailed().
    virtual void startRecording() = 0;
    virtual void stopRecording(const RecordingId &recording) = 0;
    virtual void pauseRecording(const RecordingId &recording, bool paused) = 0;
    /// Begins a chapter of the recording now.
    virtual void markMoment(const RecordingId &recording) = 0;
    virtual void setRecordingOptions(bool subtitles, bool chapters) = 0;
    virtual void confirmRecording(const RecordingId &recording) = 0;
    /// Reports that the notice has been painted on the screen.
    virtual void noticeShown(const RecordingId &recording, Notice notice) = 0;

    virtual void leave() = 0;
    virtual void endSession() = 0;

Q_SIGNALS:
    void viewChanged();
    /// Emitted once for each recording, on every client. `by` is the person who stopped it, or
    /// empty.
    void recordingEnded(const prosc::RecordingId &recording, prosc::EndReason reason,
                        const QString &errorCode, const QString &by);
    /// A host or moderator called `name` has done this to us.
    void toldBy(prosc::ModeratorAct act, const QString &name);
    /// Nothing is being recorded yet, and the room wants us to be reminded.
    void remindedToRecord();
    /// A recording that this program was making when it was interrupted has been resumed.
    void recordingContinued(const prosc::RecordingId &recording);
    /// The service refused a request, or a recording made here failed. `name` is the person it is
    /// about, or empty.
    void requestFailed(const prosc::Error &error, const QString &name);
    /// The room is over for this client: SessionEnded, TokenInvalid, TokenExpired, Unreachable, ...
    void left(const prosc::Error &error);
};

} // namespace prosc
