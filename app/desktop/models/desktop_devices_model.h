#pragma once

#include "app/desktop/models/client_thread.h"
#include "app/desktop/models/local_devices.h"
#include "app/devices/device_permission.h"
#include "app/media/send/device_encoder.h"
#include "ui/model/devices_model.h"

namespace prosc {

/// This computer's devices in an open room: what they deliver goes to the stage and, encoded, to
/// the other participants. Lives on the GUI thread.
class DesktopDevicesModel final : public DevicesModel
{
    Q_OBJECT
public:
    /// The client is destroyed before this, but after stop().
    DesktopDevicesModel(ClientThread client, const Clock &clock);

    [[nodiscard]] const LocalDevices &devices() const { return m_devices; }
    /// Switches everything off, the loudspeaker too, and uses the client's media no more.
    void stop();

    void setCamera(bool on) override;
    void setMicrophone(bool on) override;
    void setScreen(bool on) override;

Q_SIGNALS:
    /// devices() may have changed.
    void changed();

private:
    void wireSending();
    void follow(const ClientView &view);
    void obey(ModeratorAct act);
    void leaveStage();
    /// Switches it on once the system lets us, if that is still `wanted` (a member) then.
    void switchDevice(PermittedDevice device, bool &wanted, bool on,
                      Status (LocalDevices::*set)(bool));
    void switched(const Status &status);
    void lost(TrackKind kind, const Error &error);
    void shareScreen(bool on);
    void sendMediaState();

    const ClientThread m_client;
    DeviceEncoder m_encoder;
    LocalDevices m_devices;
    ParticipantId m_self;
    /// While the system asks whether the device may be used, the user may change their mind.
    bool m_cameraWanted = false;
    bool m_microphoneWanted = false;
    bool m_wasOnStage = false;
};

} // namespace prosc
