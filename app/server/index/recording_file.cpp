#include "app/server/index/recording_file.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace prosc {

bool isPlainFileName(const QString &name)
{
    return !name.isEmpty() && name != QLatin1String(".") && name != QLatin1String("..") &&
           !name.contains(QLatin1Char('/')) && !name.contains(QChar::Null);
}

Result<QString> recordingFileIn(const QString &folder, const QString &name)
{
    if (!isPlainFileName(name)) {
        return fail(ErrorCode::FileDamaged,
                    u"the name of its file in meta.json does not name a file in its folder"_s);
    }
    const QString path = folder + QLatin1Char('/') + name;
    const QFileInfo file(path);
    // A link that leads nowhere has no canonical path: it may lead out as soon as there is
    // something.
    const bool leadsOut = file.isSymLink() && QFileInfo(file.canonicalFilePath()).path() !=
                                                  QFileInfo(folder).canonicalFilePath();
    if (leadsOut || (file.exists() && !file.isFile())) {
        return fail(ErrorCode::FileDamaged, u"%1 is not a file of its own folder"_s.arg(name));
    }
    return path;
}

} // namespace prosc
