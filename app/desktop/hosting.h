#pragma once

#include "app/base/object_thread.h"
#include "app/composition/simulated_room.h"
#include "app/server/room_service.h"

#include <QObject>

namespace prosc {

/// How this computer hosts rooms.
struct HostingOptions
{
    QString dataFolder;
    /// Plain HTTP on loopback: for trying things out on one machine.
    bool onlyHere = false;
    /// 0: the usual port, or a free one if that is taken.
    int port = 0;
};

/// The room service inside this program: started with the first room that is hosted, ended with the
/// program. Lives on the GUI thread; the service is made on a thread of its own, so that the window
/// never waits.
class Hosting : public QObject
{
    Q_OBJECT
public:
    Hosting(const Clock &clock, HostingOptions options);
    ~Hosting() override;

    /// Whether this computer's library is where the recording goes, or was begun.
    [[nodiscard]] bool keeps(const RecordingId &recording) const;
    /// Starts the service without a room, for what is still to be uploaded to it. Ends in serving()
    /// or failed().
    void serve();
    /// Makes the room, or opens the one that was hosted here under that title. Ends in opened() or
    /// failed(); serving() comes first.
    void open(const QString &title);
    /// Simulated participants join `link`; call after opened().
    void simulate(const QString &link, int count);

Q_SIGNALS:
    /// The service runs; it says so each time it is asked for. `certificate` as in
    /// RoomService::ownCertificate().
    void serving(const QUrl &base, const QString &certificate);
    void opened(const prosc::OpenedRoom &room);
    void failed(const prosc::Error &error);

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
