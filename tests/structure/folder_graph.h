#pragma once

#include <QMap>
#include <QSet>
#include <QString>
#include <QStringList>

namespace prosc {

/// Which folders each folder includes, or may include.
using FolderGraph = QMap<QString, QSet<QString>>;

/// The folders of one circle, the first one again at the end; empty where there is none.
[[nodiscard]] QStringList circleIn(const FolderGraph &graph);

} // namespace prosc
