#include "app/disk/recording_paths.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace prosc {

RecordingPaths RecordingPaths::of(const QString &folder, const QString &fileName)
{
    const QString file = folder + QLatin1Char('/') + fileName;
    return {folder, file, file + u".part"_s, file + u".journal"_s};
}

RecordingPaths RecordingPaths::at(const QString &file)
{
    const QFileInfo info(file);
    return of(info.path(), info.fileName());
}

} // namespace prosc
