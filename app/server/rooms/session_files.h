#pragma once

#include "app/base/ids.h"
#include "app/base/result.h"

#include <QJsonObject>
#include <QString>

#include <functional>
#include <map>
#include <optional>

namespace prosc {

/// Stores the sessions of rooms for a restart of the service: session.json
/// in the room's folder (mode 0600, because it holds the secrets of places).
class SessionFiles
{
public:
    /// Runs a room's work on the disk pool, and work on the I/O thread.
    using ToDisk = std::function<void(const RoomId &, std::function<void()>)>;
    using ToIo = std::function<void(std::function<void()>)>;

    SessionFiles(QString dataFolder, ToDisk toDisk, ToIo toIo);

    /// Replaces the room's session; nullopt removes it. Calls during a write are combined: only the
    /// newest session is written next. I/O thread.
    void keep(const RoomId &room, const std::optional<QJsonObject> &session);
    /// The session stored by an earlier run of the service. NotFound, FileDamaged.
    [[nodiscard]] Result<QJsonObject> read(const RoomId &room) const;

private:
    using Session = std::optional<QJsonObject>;
    struct Writing
    {
        /// To be written next.
        std::optional<Session> next;
    };

    void write(const RoomId &room, const Session &session);
    [[nodiscard]] QString pathOf(const RoomId &room) const;

    const QString m_dataFolder;
    const ToDisk m_toDisk;
    const ToIo m_toIo;
    /// The rooms whose session is being written.
    std::map<RoomId, Writing> m_writing;
};

} // namespace prosc
