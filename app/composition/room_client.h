#pragma once

#include "app/composition/engine_parts.h"
#include "app/composition/recording_uploads.h"
#include "app/media/decode/stage_media.h"
#include "app/media/record/recording_engine.h"
#include "app/net/web_socket_room_link.h"
#include "app/platform/sleep_inhibitor.h"
#include "app/platform/system_disk_space.h"
#include "app/recording/recording_controller.h"
#include "app/room/protocol/join_link.h"
#include "app/room/session/room_session.h"
#include "app/transport/webrtc_transport.h"

namespace prosc {

/// What a window or command line needs to know about a client, as one value that may cross threads.
struct ClientView
{
    SessionState state = SessionState::Idle;
    ParticipantId self;
    Role role = Role::Participant;
    RoomSnapshot snapshot;
    StageScene scene;
    /// Why the room refuses to let us rejoin, if it does (RoomSession::refusal()).
    std::optional<Error> refusal = {};
    /// Only where we are a host or moderator.
    std::vector<WaitingPerson> waiting = {};
    std::vector<ChatLine> chat = {};
    /// RoomSession::waitingReason().
    QString waitingReason = {};
    /// RoomView::closesAt.
    MediaTime closesAt{};
};

struct RoomClientOptions
{
    JoinLink link;
    SessionIdentity identity;
    /// Recordings made here are stored in this folder, each in its own subfolder.
    QString recordingsFolder;
    EncodingSettings encoding = {};
    /// Nothing is uploaded while we are in the room.
    bool uploadAfterMeeting = false;
};

/// One client of a room, wired together: session, WebRTC, media, recorder and upload to the
/// library. It connects the parts and makes no decisions. Lives on the engine's thread; everything
/// passed to it outlives it.
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

    /// Joins the room; takes the place of an earlier run of this program whose recording waits for
    /// it.
    void join();
    /// Whether this computer's screen is shared. Without a media server nobody else learns of it,
    /// but the screen is on the stage here and in the recording.
    void setScreenShared(bool shared);
    /// The size at which the window draws the stage, in screen pixels; empty (the initial value)
    /// while it is not visible. Cameras are received only as large as window and recording need
    /// them.
    void setStageSize(QSize size);
    /// Takes effect with the next recording.
    void setEncoding(const EncodingSettings &encoding) { m_recorder.setEncoding(encoding); }
    /// Whether uploads wait until we have left the room.
    void setUploadAfterMeeting(bool after);
    /// Asks the service to stop the recording. One made here ends in any case: at once if the
    /// service is unreachable, after a timeout if it does not order the end.
    void stopRecording(const RecordingId &recording);
    /// Finalises a recording made here, and leaves.
    void leave();

Q_SIGNALS:
    void viewChanged(const prosc::ClientView &view);
    /// The recording that an earlier run of the program left unfinished continues in its file.
    void recordingContinued(const prosc::RecordingId &recording);
    /// A recording made here is complete on this disk and queued for the library.
    void recorded(const prosc::RecordedFile &file);
    /// A recording failed, or its file could not be queued.
    void recordingFailed(const prosc::Error &error);

private:
    void wireSession();
    void wireNetwork();
    void wireRecorder();
    void follow();
    void askForCameras();
    [[nodiscard]] StageScene scene() const;
    [[nodiscard]] std::map<ParticipantId, QString> names() const;
    void showView();
    [[nodiscard]] MediaTime closesAt() const;
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

    const Clock &m_clock;
    const RoomClientOptions m_options;
    UploadQueue &m_uploads;
    RecordingRecovery &m_recovery;
    /// What an earlier run of this program was recording in this room.
    std::optional<RecordingNote> m_unfinished;
    RecordingId m_continued;
    WebSocketRoomLink m_link;
    RoomSession m_session;
    StageMedia m_media;
    RecordingEngine m_engine;
    WebRtcTransport m_transport;
    SystemDiskSpace m_disk;
    const std::unique_ptr<SleepInhibitor> m_inhibitor = makeSleepInhibitor();
    RecordingController m_recorder;
    RecordingUploads m_recordingUploads;
    bool m_uploadAfterMeeting = false;
    bool m_inMeeting = false;
    bool m_screenShared = false;
    QSize m_stageSize;
    /// Runs while the service has yet to order the end of the recording made here.
    QTimer m_stopAlone;
};

} // namespace prosc
