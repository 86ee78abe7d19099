#pragma once

#include "app/desktop/models/client_thread.h"
#include "app/desktop/models/desktop_devices_model.h"
#include "app/desktop/models/recorder_monitor.h"
#include "app/media/picture/yuv_picture_converter.h"
#include "ui/model/room_model.h"

namespace prosc {

/// Links to a room that this computer hosts.
struct HostedLinks
{
    QString moderatorLink;
    QString participantLink;
};

/// The room of a RoomClient for the windows. Lives on the GUI thread.
class DesktopRoomModel final : public RoomModel
{
    Q_OBJECT
public:
    /// What the view takes from this computer. Both outlive the model.
    struct Here
    {
        DesktopDevicesModel &devices;
        RecorderMonitor &recorder;
    };

    /// The client is destroyed before this.
    DesktopRoomModel(ClientThread client, Here here, FormFactor formFactor,
                     const HostedLinks &hosted);

    void join();
    /// A recording is being made here: closing the program must ask.
    [[nodiscard]] bool isRecordingHere() const
    {
        return m_here.recorder.state() != RecorderState::Idle;
    }

    [[nodiscard]] const RoomView &view() const override { return m_view; }
    [[nodiscard]] const LatestPictures &pictures() const override;
    [[nodiscard]] const PictureConverter &converter() const override { return m_converter; }

    void setLocked(bool locked) override;
    void admit(const ParticipantId &participant) override;
    void decline(const ParticipantId &participant) override;
    void act(PersonAction action, const ParticipantId &person) override;
    void muteEveryone() override;
    void setStageAccess(StageAccess access) override;
    void setHandRaised(bool raised) override;
    void say(const QString &text) override;
    void deleteChatLine(int line) override;
    void setHighlight(const ParticipantId &participant) override;
    void setFit(const ParticipantId &participant, Fit fit) override;
    void setStageSize(QSize size) override;

    void startRecording() override;
    void stopRecording(const RecordingId &recording) override;
    void pauseRecording(const RecordingId &recording, bool paused) override;
    void markMoment(const RecordingId &recording) override;
    void setRecordingOptions(bool subtitles, bool chapters) override;
    void confirmRecording(const RecordingId &recording) override;
    void noticeShown(const RecordingId &recording, Notice notice) override;

    void leave() override;
    void endSession() override;

Q_SIGNALS:
    void recorderStateChanged();
    void recordingFailed();

private:
    void wireClient();
    void wireHere();
    void show(const ClientView &view);
    void showDevices();

    const ClientThread m_client;
    const Here m_here;
    YuvPictureConverter m_converter;
    RoomView m_view;
};

} // namespace prosc
