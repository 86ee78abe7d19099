#pragma once

#include "app/base/result.h"
#include "app/room/protocol/values.h"

#include <QObject>
#include <QUrl>

namespace prosc {

/// A room that this computer hosts, and the links to it.
struct HostedRoom
{
    RoomId room;
    QString hostLink;
    QString moderatorLink;
    QString participantLink;
};

/// A room service inside this program; a build without the service has none. Lives on the GUI
/// thread and never blocks it.
class Hosting : public QObject
{
    Q_OBJECT
public:
    /// Whether the recording is in this computer's library, or was started there.
    [[nodiscard]] virtual bool keeps(const RecordingId &recording) const = 0;
    /// Starts the service without a room, for pending uploads to it. Ends in serving() or failed().
    virtual void serve() = 0;
    /// Creates the room, or reopens the one that was hosted here under that title. Ends in opened()
    /// or failed(); serving() comes first.
    virtual void open(const QString &title) = 0;
    /// Makes simulated participants join `link`; call after opened().
    virtual void simulate(const QString &link, int count) = 0;

Q_SIGNALS:
    /// The service is running; emitted for each request. `certificate` is the SHA-256 in
    /// hexadecimal of a certificate that the service created itself, otherwise empty.
    void serving(const QUrl &base, const QString &certificate);
    void opened(const prosc::HostedRoom &room);
    void failed(const prosc::Error &error);
};

} // namespace prosc
