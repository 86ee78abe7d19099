#pragma once

#include "app/desktop/models/desktop_invites_model.h"
#include "app/desktop/models/desktop_library_model.h"
#include "app/desktop/models/desktop_room_model.h"
#include "app/desktop/models/desktop_settings_model.h"
#include "app/desktop/models/desktop_uploads_model.h"
#include "ui/model/room_models.h"

namespace prosc {

/// An open room: owns its client, on the engine's thread, and the models over it. Lives on the GUI
/// thread.
class DesktopRoom : public QObject
{
    Q_OBJECT
public:
    struct Engine
    {
        ObjectThread &thread;
        EngineParts &parts;
    };

    /// The models of what belongs to this computer, whatever room is open.
    struct Computer
    {
        DesktopSettingsModel &settings;
        DesktopUploadsModel &uploads;
    };

    struct Options
    {
        RoomClientOptions client;
        HostedLinks hosted;
        QString cacheFolder;
    };

    /// All arguments outlive this.
    DesktopRoom(Engine engine, const Clock &clock, Computer computer, const Options &options);
    /// Waits until a recording made here is complete on disk.
    ~DesktopRoom() override;

    [[nodiscard]] DesktopRoomModel &model() { return *m_model; }
    [[nodiscard]] RoomModels models();

private:
    void wireSettings();

    ObjectThread &m_thread;
    const Computer m_computer;
    RoomClient *m_client = nullptr;
    std::unique_ptr<RecorderMonitor> m_recorder;
    std::unique_ptr<DesktopDevicesModel> m_devices;
    std::unique_ptr<DesktopRoomModel> m_model;
    std::unique_ptr<DesktopLibraryModel> m_library;
    DesktopInvitesModel m_invites;
};

} // namespace prosc
