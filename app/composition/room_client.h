#pragma once

#include "app/composition/engine_parts.h"
#include "app/composition/recording_uploads.h"
#include "app/media/decode/stage_media.h"
#include "app/media/record/recording_engine.h"
#include "app/net/web_socket_room_link.h"
#include "app/platform/logind_sleep_inhibitor.h"
#include "app/platform/system_disk_space.h"
#include "app/recording/recording_controller.h"
#include "app/room/protocol/join_link.h"
#include "app/room/session/room_session.h"
#include "app/transport/webrtc_transport.h"

namespace prosc {

/// What a client's window or command line needs to know, as one value that may cross threads.
struct ClientView
{
    SessionState state = SessionState::Idle;
    ParticipantId self;
    Role role = Role::Participant;
    RoomSnapshot snapshot;
    StageScene scene;
    /// Why the room does not let us in again, where it does not (RoomSession::refusal()).
    std::optional<Error> refusal = {};
};

struct RoomClientOptions
{
    JoinLink link;
    SessionIdentity identity;
    /// Recordings made here are kept in this folder, each in one of its own.
    QString recordingsFolder;
    EncodingSettings encoding = {};
    /// Nothing is uploaded while we are in the room.
    bool uploadAfterMeeting = false;
};

/// One client of a room, wired: session, WebRTC, media, recorder and its way into the library. It
/// joins parts and decides nothing. Lives on the engine's thread; everything given to it outlives
/// it.
class RoomClient : public QObject, private RecorderReports
{
    Q_OBJECT
public:
    RoomClient(EngineParts &parts, const Clock &clock, RoomClientOptions options,
               QObject *parent = nullptr);
    ~RoomClient() override;

    [[nodiscard]] RoomSession &session() { return m_session; }
    [[nodiscard]] const RoomSession &session() const { return m_session; }
    [[nodiscard]] WebRtcTransport &transport() { return m_transport; }
    [[nodiscard]] const WebRtcTransport &transport() const { return m_transport; }
    /// May be used from any thread.
    [[nodiscard]] StageMedia &media() { return m_media; }
    [[nodiscard]] RecordingController &recorder() { return m_recorder; }
    [[nodiscard]] const JoinLink &link() const { return m_options.link; }

    /// Joins; in the place of an earlier run of this program whose recording waits for that.
    void join();
    /// The screen of this computer is (not) shared. Without a media server nobody is told, but it
    /// is on the stage here and in the recording.
    void setScreenShared(bool shared);
    /// What the stage is drawn at in the window, in pixels of the screen; empty (the initial value)
    /// while nobody sees it. Cameras are received only as large as window and recording need them.
    void setStageSize(QSize size);
    /// Counts from the next recording on.
    void setEncoding(const EncodingSettings &encoding) { m_recorder.setEncoding(encoding); }
    /// Nothing is uploaded while we are in the room, or it is.
    void setUploadAfterMeeting(bool after);
    /// Asks the service to stop the recording. One that is made here ends also without it: at once
    /// when it is out of reach, after a while when it does not order it.
    void stopRecording(const RecordingId &recording);
    /// Ends a recording made here in good order, and leaves.
    void leave();

Q_SIGNALS:
    void viewChanged(const prosc::ClientView &view);
    /// The recording that an earlier run of the program left unfinished goes on in its file.
    void recordingContinued(const prosc::RecordingId &recording);
    /// A recording made here is complete on this disk and queued for the library.
    void recorded(const prosc::RecordedFile &file);
    /// A recording could not be made, or its file not be queued.
    void recordingFailed(const prosc::Error &error);

private:
    void wireSession();
    void wireRecorder();
    void follow();
    void askForCameras();
    [[nodiscard]] StageScene scene() const;
    [[nodiscard]] std::map<ParticipantId, QString> names() const;
    void showView();
    void goOnOrComplete();
    [[nodiscard]] RoomSnapshot shownRoom() const;
    void followRecorder();
    [[nodiscard]] RecorderPlace place() const;
    void setInMeeting(bool inMeeting);

    void recorderStarted(const RecordingId &recording, int epoch) override;
    void recorderAlive(const RecordingId &recording, int epoch,
                       const Heartbeat &heartbeat) override;
    void recorderStopped(const RecordingId &recording, int epoch, const RecordedFile &file,
                         bool diskNearlyFull) override;
    void recorderFailed(const RecordingId &recording, int epoch, const Error &error) override;

    const RoomClientOptions m_options;
    UploadQueue &m_uploads;
    RecordingRecovery &m_recovery;
    /// What this program was recording in this room before it was started again.
    std::optional<RecordingNote> m_unfinished;
    RecordingId m_continued;
    WebSocketRoomLink m_link;
    RoomSession m_session;
    StageMedia m_media;
    RecordingEngine m_engine;
    WebRtcTransport m_transport;
    SystemDiskSpace m_disk;
    LogindSleepInhibitor m_inhibitor;
    RecordingController m_recorder;
    RecordingUploads m_recordingUploads;
    bool m_uploadAfterMeeting = false;
    bool m_inMeeting = false;
    bool m_screenShared = false;
    QSize m_stageSize;
    /// The service was asked to stop the recording made here.
    QTimer m_stopAlone;
};

} // namespace prosc
