#include "app/disk/private_file.h"

#include "app/disk/files.h"
#include "app/disk/system_call.h"

#include <QFile>
#include <QFileInfo>

#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr QFileDevice::Permissions kOthers = QFileDevice::ReadGroup | QFileDevice::WriteGroup |
                                             QFileDevice::ReadOther | QFileDevice::WriteOther;

Error fileError(const QFileDevice &file)
{
    const bool denied = file.error() == QFileDevice::PermissionsError;
    return {denied ? ErrorCode::PermissionDenied : ErrorCode::DiskError,
            u"%1: %2"_s.arg(file.fileName(), file.errorString())};
}

} // namespace

Status writePrivateFile(const QString &path, const QByteArray &content)
{
    return makeFolders(QFileInfo(path).absolutePath())
        .and_then([&] { return replaceFile(path, content); })
        .map_error([&](const Error &error) {
            return Error{error.code, u"%1: %2"_s.arg(path, error.detail)};
        });
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
            u"%1: others than its owner may read or write it; run: chmod 600 %1"_s.arg(path));
    }
    return file.readAll();
}

Status keepPrivate(const QString &path)
{
    const auto name = QFile::encodeName(path);
    struct stat status = {};
    if (::stat(name.constData(), &status) != 0 || (status.st_mode & (S_IRWXG | S_IRWXO)) == 0) {
        return {};
    }
    return statusOf("chmod", ::chmod(name.constData(), status.st_mode & S_IRWXU))
        .map_error([&](const Error &error) {
            return Error{error.code, u"%1: %2"_s.arg(path, error.detail)};
        });
}

} // namespace prosc
