#pragma once

#include "app/base/object_thread.h"
#include "app/composition/engine_parts.h"
#include "app/composition/room_client.h"
#include "app/desktop/computer_settings.h"
#include "app/desktop/encoder_list.h"
#include "app/desktop/local_devices.h"
#include "app/desktop/media_shelf.h"
#include "app/desktop/recorder_monitor.h"
#include "app/media/picture/yuv_picture_converter.h"
#include "app/media/send/device_encoder.h"
#include "ui/model/room_model.h"

namespace prosc {

/// Links to a room that this computer hosts.
struct HostedLinks
{
    QString moderatorLink;
    QString participantLink;
};

/// The room window's model over a RoomClient on the engine's thread and this computer's devices.
/// Lives on the GUI thread.
class DesktopRoomModel final : public RoomModel
{
    Q_OBJECT
public:
    struct Options
    {
        RoomClientOptions client;
        HostedLinks hosted;
        QString cacheFolder;
    };

    /// What belongs to this computer, regardless of the open room.
    struct Computer
    {
        ComputerSettings &settings;
        EncoderList &encoders;
    };

    /// All arguments outlive this.
    DesktopRoomModel(ObjectThread &engineThread, EngineParts &engine, const Clock &clock,
                     Computer computer, Options options);
    /// Waits until a recording made here is complete on disk.
    ~DesktopRoomModel() override;

    void join();
    /// A recording is being made here: closing the program must ask.
    [[nodiscard]] bool isRecordingHere() const
    {
        return m_recorder->state() != RecorderState::Idle;
    }
    [[nodiscard]] const JoinLink &link() const { return m_options.client.link; }

    [[nodiscard]] const RoomView &view() const override { return m_view; }
    [[nodiscard]] const LatestPictures &pictures() const override { return m_client->media(); }
    [[nodiscard]] const PictureConverter &converter() const override { return m_converter; }

    void setCamera(bool on) override;
    void setMicrophone(bool on) override;
    void setScreen(bool on) override;
    void setLocked(bool locked) override;
    void setHighlight(const ParticipantId &participant) override;
    void setFit(const ParticipantId &participant, Fit fit) override;

    void startRecording() override;
    void stopRecording(const RecordingId &recording) override;
    void pauseRecording(const RecordingId &recording, bool paused) override;
    void setRecordingOptions(bool subtitles, bool chapters) override;
    void confirmRecording(const RecordingId &recording) override;
    void noticeShown(const RecordingId &recording, Notice notice) override;

    [[nodiscard]] EncodingSettings encodingSettings() const override
    {
        return m_computer.settings.encoding();
    }
    void setEncodingSettings(const EncodingSettings &settings) override;
    [[nodiscard]] std::vector<EncoderChoice> encoders() const override
    {
        return m_computer.encoders.choices();
    }
    void setStageSize(QSize size) override;

    void leave() override;
    void endSession() override;

    void refreshMedia() override { m_shelf.refresh(); }
    [[nodiscard]] const std::vector<MediaItem> &mediaItems() const override
    {
        return m_shelf.items();
    }
    [[nodiscard]] std::vector<UploadView> uploads() const override { return m_uploads; }
    void retryUpload(const RecordingId &recording) override;
    void pauseUpload(const RecordingId &recording, bool paused) override;
    void stopUpload(const RecordingId &recording) override;
    void moveUploadFirst(const RecordingId &recording) override;
    [[nodiscard]] UploadSettings uploadSettings() const override
    {
        return m_computer.settings.uploads();
    }
    void setUploadSettings(const UploadSettings &settings) override;
    void openMedia(const RecordingId &item) override { m_shelf.open(item); }
    void downloadMedia(const RecordingId &item, const QString &toFile) override
    {
        m_shelf.download(item, toFile);
    }
    void cancelDownload(const RecordingId &item) override { m_shelf.cancelDownload(item); }
    void shareMedia(const RecordingId &item, msg::LinkPurpose purpose, int hours) override
    {
        m_shelf.share(item, purpose, hours);
    }
    void revokeLinks(const RecordingId &item) override
    {
        m_shelf.change(item, msg::RevokeLinks{item});
    }
    void renameMedia(const RecordingId &item, const QString &name) override
    {
        m_shelf.change(item, msg::RenameMedia{item, name});
    }
    void deleteMedia(const RecordingId &item) override
    {
        m_shelf.change(item, msg::DeleteMedia{item});
    }
    void restoreMedia(const RecordingId &item) override
    {
        m_shelf.change(item, msg::RestoreMedia{item});
    }
    void saveReport(const RecordingId &item, const QString &toFile) override
    {
        m_shelf.saveReport(item, toFile);
    }

Q_SIGNALS:
    void recorderStateChanged();
    void recordingFailed();

private:
    void wireClient();
    void wireShelf();
    void wireSending();
    void wireUploads();
    void show(const ClientView &view);
    void showDevices();
    void sendMediaState();
    void request(ClientBody body);
    /// Runs `action` on the engine's thread and reports if it fails.
    void askUploads(std::function<Status(UploadQueue &)> action);
    void deviceSwitched(const Status &status);

    ObjectThread &m_thread;
    EngineParts &m_engine;
    const Computer m_computer;
    const Options m_options;
    RoomClient *m_client = nullptr;
    DeviceEncoder m_encoder;
    YuvPictureConverter m_converter;
    std::unique_ptr<LocalDevices> m_devices;
    std::unique_ptr<RecorderMonitor> m_recorder;
    MediaShelf m_shelf;
    RoomView m_view;
    std::vector<UploadView> m_uploads;
    bool m_wasOnStage = false;
};

} // namespace prosc
