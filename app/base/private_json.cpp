#include "app/base/private_json.h"

#include <QJsonDocument>
#include <QSaveFile>

namespace prosc {

Status writePrivateJson(QFileDevice &file, const QJsonObject &json)
{
    const auto bytes = QJsonDocument(json).toJson();
    if (!file.open(QIODevice::WriteOnly) ||
        !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) ||
        file.write(bytes) != bytes.size() || !file.flush()) {
        return fail(ErrorCode::DiskError, file.errorString());
    }
    return {};
}

Status savePrivateJson(const QString &path, const QJsonObject &json)
{
    QSaveFile file(path);
    if (const auto written = writePrivateJson(file, json); !written) {
        return written;
    }
    return file.commit() ? Status() : fail(ErrorCode::DiskError, file.errorString());
}

} // namespace prosc
