#pragma once

#include "app/base/result.h"

#include <QByteArray>
#include <QJsonObject>

#include <optional>

namespace prosc {

/// Janus's reply, unless it is an error of Janus or of the plugin: NotFound (unknown room or feed),
/// NotAllowed (wrong API secret), otherwise MediaFailed.
[[nodiscard]] Result<QJsonObject> checkedReply(const QJsonObject &message);

/// Whether a Janus that answers "info" like this can do what we need.
[[nodiscard]] bool hasVideoRoom(const QJsonObject &info);

/// The user whose program listens on 127.0.0.1 at `port`, in a table as /proc/net/tcp and
/// /proc/net/tcp6 are (proc(5)); nullopt if there is none.
[[nodiscard]] std::optional<uint> listenerIn(const QByteArray &table, quint16 port);

/// Whether a program of `user` listens there. True as well where the system does not tell.
[[nodiscard]] bool listensAs(uint user, quint16 port);

} // namespace prosc
