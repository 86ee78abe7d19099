#pragma once

#include <QMap>
#include <QSet>
#include <QString>
#include <QStringList>

namespace prosc {

/// The folders that each folder includes, or may include.
using FolderGraph = QMap<QString, QSet<QString>>;

/// The folders of one cycle, with the first one repeated at the end; empty if there is none.
[[nodiscard]] QStringList circleIn(const FolderGraph &graph);

} // namespace prosc
