#include "app/desktop/models/desktop_devices_model.h"

#include <utility>

namespace prosc {

DesktopDevicesModel::DesktopDevicesModel(ClientThread client, const Clock &clock)
    : m_client(client), m_devices(clock, LocalDevices::Sinks{client.client.media(), m_encoder})
{
    connect(&client.client, &RoomClient::viewChanged, this, &DesktopDevicesModel::follow);
    connect(&client.client.session(), &RoomSession::joined, this,
            &DesktopDevicesModel::sendMediaState);
    connect(&client.client.session(), &RoomSession::toldBy, this, &DesktopDevicesModel::obey);
    connect(&m_devices, &LocalDevices::lost, this, &DesktopDevicesModel::lost);
    connect(&m_devices, &LocalDevices::replaced, this, [this](TrackKind kind, const QString &name) {
        sendMediaState();
        kind == TrackKind::Camera ? Q_EMIT cameraReplaced(name) : Q_EMIT microphoneReplaced(name);
    });
    wireSending();
}

void DesktopDevicesModel::stop()
{
    m_devices.stop();
    m_encoder.setOutput({});
}

void DesktopDevicesModel::wireSending()
{
    // Both callbacks run on worker threads; transport and encoder take calls from any thread.
    auto *transport = &m_client.client.transport();
    m_encoder.setOutput([transport](const TrackId &track, EncodedFrame frame) {
        transport->sendFrame(track.kind, std::move(frame));
    });
    m_client.thread.call([this, transport] {
        auto *session = &m_client.client.session();
        transport->setKeyFrameRequest([this, session](TrackKind kind) {
            QMetaObject::invokeMethod(session, [this, session, kind] {
                m_encoder.requestKeyFrame(TrackId{session->self(), kind});
            });
        });
    });
}

void DesktopDevicesModel::follow(const ClientView &view)
{
    const auto before = std::exchange(m_self, view.self);
    if (m_self.isEmpty()) {
        return;
    }
    m_devices.setParticipant(m_self);
    if (view.snapshot.find(m_self) != nullptr && !view.snapshot.mayBeOnStage(m_self)) {
        leaveStage();
    }
    if (before.isEmpty()) {
        m_devices.startLoudspeaker(m_client.client.media());
    }
}

/// What a moderator switches off is off; the service has stopped passing it on already.
void DesktopDevicesModel::obey(ModeratorAct act)
{
    switch (act) {
    case ModeratorAct::Muted:
        return setMicrophone(false);
    case ModeratorAct::CameraOff:
        return setCamera(false);
    case ModeratorAct::OffStage:
        return leaveStage();
    default:
        return;
    }
}

void DesktopDevicesModel::leaveStage()
{
    if (!std::exchange(m_wasOnStage, false) && !m_devices.screenOn()) {
        return;
    }
    m_cameraWanted = m_microphoneWanted = false;
    static_cast<void>(m_devices.setCamera(false));
    static_cast<void>(m_devices.setMicrophone(false));
    static_cast<void>(m_devices.setScreen(false));
    shareScreen(false);
    m_client.post([](RoomClient &client) { client.transport().stopPublishing(Peer::Main); });
    sendMediaState();
}

void DesktopDevicesModel::switched(const Status &status)
{
    if (!status) {
        Q_EMIT requestFailed(status.error());
    }
    sendMediaState();
}

void DesktopDevicesModel::lost(TrackKind kind, const Error &error)
{
    if (kind == TrackKind::Screen) {
        shareScreen(false);
    }
    sendMediaState();
    Q_EMIT requestFailed(error);
}

void DesktopDevicesModel::setCamera(bool on)
{
    switchDevice(PermittedDevice::Camera, m_cameraWanted, on, &LocalDevices::setCamera);
}

void DesktopDevicesModel::setMicrophone(bool on)
{
    switchDevice(PermittedDevice::Microphone, m_microphoneWanted, on, &LocalDevices::setMicrophone);
}

void DesktopDevicesModel::switchDevice(PermittedDevice device, bool &wanted, bool on,
                                       Status (LocalDevices::*set)(bool))
{
    wanted = on;
    if (!on) {
        return switched((m_devices.*set)(false));
    }
    askForDevice(device, this, [this, &wanted, set] {
        if (wanted) {
            switched((m_devices.*set)(true));
        }
    });
}

void DesktopDevicesModel::setScreen(bool on)
{
    const auto status = m_devices.setScreen(on);
    shareScreen(m_devices.screenOn());
    switched(status);
}

void DesktopDevicesModel::shareScreen(bool on)
{
    m_client.post([on](RoomClient &client) { client.setScreenShared(on); });
}

void DesktopDevicesModel::sendMediaState()
{
    const bool camera = m_devices.cameraOn();
    const bool microphone = m_devices.microphoneOn();
    // Anyone who has switched on a device stays on stage: as a dark tile, not an empty place.
    m_wasOnStage = m_wasOnStage || camera || microphone;
    m_client.post([camera, microphone, onStage = m_wasOnStage](RoomClient &client) {
        if (onStage) {
            client.session().request(msg::SetStage{true});
            client.transport().startPublishing(Peer::Main,
                                               {TrackKind::Camera, TrackKind::Microphone});
        }
        client.session().request(msg::SetMedia{camera, microphone});
    });
    Q_EMIT changed();
}

} // namespace prosc
