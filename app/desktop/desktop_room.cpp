#include "app/desktop/desktop_room.h"

#include <QEventLoop>

namespace prosc {

DesktopRoom::DesktopRoom(Engine engine, const Clock &clock, Computer computer,
                         const Options &options)
    : m_thread(engine.thread), m_computer(computer), m_invites(options.hosted.participantLink)
{
    m_thread.call([&] { m_client = new RoomClient(engine.parts, clock, options.client); });
    const ClientThread client{m_thread, *m_client};
    const auto &recordings = options.client.recordingsFolder;
    m_recorder = std::make_unique<RecorderMonitor>(
        RecorderMonitor::Source{m_client, engine.parts.uploads.get(), recordings}, clock);
    // Before the room's model, whose view shows them: each new view reaches them in this order.
    m_devices = std::make_unique<DesktopDevicesModel>(client, clock);
    m_model =
        std::make_unique<DesktopRoomModel>(client, DesktopRoomModel::Here{*m_devices, *m_recorder},
                                           options.client.identity.formFactor, options.hosted);
    m_library = std::make_unique<DesktopLibraryModel>(
        client, DesktopLibraryModel::Folders{recordings, options.cacheFolder});
    wireSettings();
}

DesktopRoom::~DesktopRoom()
{
    m_devices->stop();
    if (m_model->isRecordingHere()) {
        QEventLoop loop;
        connect(m_model.get(), &DesktopRoomModel::recorderStateChanged, &loop, [this, &loop] {
            if (!m_model->isRecordingHere()) {
                loop.quit();
            }
        });
        m_model->leave();
        loop.exec(QEventLoop::ExcludeUserInputEvents);
    }
    m_thread.call([this] { delete m_client; });
}

void DesktopRoom::wireSettings()
{
    const ClientThread client{m_thread, *m_client};
    connect(&m_computer.settings, &DesktopSettingsModel::encodingChanged, this,
            [client](const EncodingSettings &settings) {
                client.post([settings](RoomClient &on) { on.setEncoding(settings); });
            });
    connect(&m_computer.settings, &DesktopSettingsModel::uploadingChanged, this,
            [client](const UploadSettings &settings) {
                client.post([after = settings.onlyAfterMeeting](RoomClient &on) {
                    on.setUploadAfterMeeting(after);
                });
            });
}

RoomModels DesktopRoom::models()
{
    return {*m_model, *m_devices, m_computer.settings, m_computer.uploads, *m_library, m_invites};
}

} // namespace prosc
