#pragma once

#include "app/base/result.h"

#include <QFileDevice>
#include <QJsonObject>

namespace prosc {

/// Opens `file` and makes `json` all of it, readable by its owner only from before the first byte.
/// DiskError.
[[nodiscard]] Status writePrivateJson(QFileDevice &file, const QJsonObject &json);

/// The same for the file at `path`, atomically and synced; its folder is not synced. DiskError.
[[nodiscard]] Status savePrivateJson(const QString &path, const QJsonObject &json);

} // namespace prosc
