#include "app/server/storage/private_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace prosc {

namespace {

constexpr QFileDevice::Permissions kOwnerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr QFileDevice::Permissions kOthers = QFileDevice::ReadGroup | QFileDevice::WriteGroup |
                                             QFileDevice::ReadOther | QFileDevice::WriteOther;

Error fileError(const QFileDevice &file)
{
    const bool denied = file.error() == QFileDevice::PermissionsError;
    const bool full = file.error() == QFileDevice::ResourceError;
    return {denied ? ErrorCode::PermissionDenied
            : full ? ErrorCode::DiskFull
                   : ErrorCode::DiskError,
            QStringLiteral("%1: %2").arg(file.fileName(), file.errorString())};
}

} // namespace

Status writePrivateFile(const QString &path, const QByteArray &content)
{
    const QString folder = QFileInfo(path).absolutePath();
    if (!QDir().mkpath(folder)) {
        return fail(ErrorCode::PermissionDenied, QStringLiteral("%1: cannot be made").arg(folder));
    }
    // QSaveFile's temporary file is 0600 from the start, unlike one that is opened and then
    // restricted; but it takes over the mode of a file that it replaces.
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(kOwnerOnly) ||
        file.write(content) != content.size() || !file.commit()) {
        return fail(fileError(file));
    }
    return {};
}

Result<QByteArray> readPrivateFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(fileError(file));
    }
    if ((file.permissions() & kOthers) != 0) {
        return fail(
            ErrorCode::PermissionDenied,
            QStringLiteral("%1: others than its owner may read or write it; run: chmod 600 %1")
                .arg(path));
    }
    return file.readAll();
}

} // namespace prosc
