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
    /// Plain HTTP on loopback: for trials on one machine.
    bool onlyHere = false;
    /// 0: the default port, or a free one if that is taken.
    int port = 0;
};

/// The room service inside this program: started with the first hosted room, stopped with the
/// program. Lives on the GUI thread; the service is created on a separate thread, so that the
/// window never blocks.
class Hosting : public QObject
{
    Q_OBJECT
public:
    Hosting(const Clock &clock, HostingOptions options);
    ~Hosting() override;

    /// Whether the recording is in this computer's library, or was started there.
    [[nodiscard]] bool keeps(const RecordingId &recording) const;
    /// Starts the service without a room, for pending uploads to it. Ends in serving() or failed().
    void serve();
    /// Creates the room, or reopens the one that was hosted here under that title. Ends in opened()
    /// or failed(); serving() comes first.
    void open(const QString &title);
    /// Makes simulated participants join `link`; call after opened().
    void simulate(const QString &link, int count);

Q_SIGNALS:
    /// The service is running; emitted for each request. `certificate` as in
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
