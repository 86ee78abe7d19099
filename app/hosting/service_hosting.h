#pragma once

#include "app/base/object_thread.h"
#include "app/composition/simulated_room.h"
#include "app/desktop/hosting.h"
#include "app/server/room_service.h"

namespace prosc {

/// How this computer hosts rooms.
struct HostingOptions
{
    QString dataFolder;
    /// Plain HTTP on loopback: for trials on one machine.
    bool onlyHere = false;
    /// 0: the default port, or a free one if that is taken.
    int port = 0;
};

/// Hosting by a RoomService: started with the first hosted room, stopped with the program. The
/// service is created on a separate thread, so that the window never blocks.
class ServiceHosting final : public Hosting
{
    Q_OBJECT
public:
    ServiceHosting(const Clock &clock, HostingOptions options);
    ~ServiceHosting() override;

    [[nodiscard]] bool keeps(const RecordingId &recording) const override;
    void serve() override;
    void open(const QString &title) override;
    void simulate(const QString &link, int count) override;

private:
    [[nodiscard]] Result<OpenedRoom> openNow(const QString &title);
    [[nodiscard]] Status startService();
    [[nodiscard]] Status ensureService();

    const Clock &m_clock;
    const HostingOptions m_options;
    std::unique_ptr<RoomService> m_service;
    std::unique_ptr<GstRuntime> m_gst;
    std::unique_ptr<SimulatedRoom> m_simulated;
    ObjectThread m_thread;
};

} // namespace prosc
