#pragma once

#include "app/desktop/desktop_request.h"
#include "app/desktop/desktop_room.h"
#include "app/desktop/hosting.h"
#include "app/desktop/link_visits.h"
#include "app/desktop/models/computer_settings.h"
#include "app/desktop/own_uploads.h"
#include "app/desktop/quit_control.h"
#include "app/desktop/recent_rooms.h"
#include "app/platform/folders.h"
#include "ui/main_window.h"
#include "ui/tray_controller.h"

#include <functional>

namespace prosc {

/// The desktop program: window, tray, engine thread, hosting, and the room that is open. GUI
/// thread.
class DesktopApp : public QObject
{
    Q_OBJECT
public:
    /// Makes what hosts rooms, with its data in `folder`; empty in a program that only joins rooms.
    using MakeHosting = std::function<std::unique_ptr<Hosting>(const QString &folder)>;

    /// MediaFailed, DiskError, PermissionDenied.
    [[nodiscard]] static Result<std::unique_ptr<DesktopApp>> create(const Clock &clock,
                                                                    const DesktopRequest &request,
                                                                    const Folders &folders,
                                                                    const MakeHosting &makeHosting);
    ~DesktopApp() override;

    void show();
    /// What a later start of the program asks for: shows the window, opens its link. False: it
    /// wants to host, for which this program has its own options.
    [[nodiscard]] bool handle(const DesktopRequest &request);
    /// Completes a recording, gives uploads a short time, and exits without asking.
    void stopAndQuit();

Q_SIGNALS:
    /// The program ends as soon as what it does is complete.
    void ending();

private:
    DesktopApp(const Clock &clock, DesktopRequest request, Folders folders);
    void wireHosting();
    [[nodiscard]] Status startEngine();
    void wireUploads();
    void uploadsChanged();
    void wireRecovery();
    void recoverRecordings(RecordingRecovery::Unfinished rule);
    void wireStartPage();
    void wireLinks();
    void wireTray();
    void wireQuit();
    void host(const QString &title, const QString &name);
    void join(const QString &link, const QString &name, const HostedLinks &hosted = {});
    void enter(const JoinLink &link, const QString &name, const HostedLinks &hosted);
    void roomClosed();
    void remember();
    [[nodiscard]] BackgroundWork work() const;
    void updateWork();
    [[nodiscard]] LinkVisits::Place place() const;

    const Clock &m_clock;
    const DesktopRequest m_request;
    const Folders m_folders;
    RecentRooms m_recent;
    ComputerSettings m_computer;
    ObjectThread m_engineThread;
    std::unique_ptr<EngineParts> m_engine;
    std::unique_ptr<DesktopSettingsModel> m_settings;
    std::unique_ptr<DesktopUploadsModel> m_uploads;
    /// These two are null in a program that cannot host.
    std::unique_ptr<Hosting> m_hosting;
    std::unique_ptr<OwnUploads> m_ownUploads;
    MainWindow m_window;
    TrayController m_tray;
    LinkVisits m_visits;
    std::unique_ptr<QuitControl> m_quit;
    std::unique_ptr<DesktopRoom> m_room;
    /// Messages about the outcome of earlier recordings.
    QStringList m_news;
    QString m_name;
    /// Simulated participants that the first hosted room gets.
    int m_demo = 0;
    JoinLink m_lastLink;
    HostedLinks m_lastHosted;
};

} // namespace prosc
