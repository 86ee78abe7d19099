#include "app/disk/private_file.h"

#include "app/disk/durable_file.h"
#include "app/disk/file_error.h"
#include "app/disk/files.h"
#include "app/disk/native_path.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

Error about(const QString &path, const Error &error)
{
    return {error.code, u"%1: %2"_s.arg(path, error.detail)};
}

/// How a person makes `path` private.
QString remedy(const QString &path)
{
#ifdef Q_OS_WIN
    return u"icacls \"%1\" /inheritance:r /grant:r \"%USERNAME%:F\""_s.arg(path);
#else
    return u"chmod 600 %1"_s.arg(path);
#endif
}

} // namespace

Status writePrivateFile(const QString &path, const QByteArray &content)
{
    return makeFolders(QFileInfo(path).absolutePath())
        .and_then([&] { return replaceFile(path, content); })
        .map_error([&](const Error &error) { return about(path, error); });
}

Result<QByteArray> readPrivateFile(const QString &path)
{
    const auto read = [&](const DurableFile &file) -> Result<QByteArray> {
        const auto isPrivate = file.isPrivate();
        if (isPrivate && !*isPrivate) {
            return fail(ErrorCode::PermissionDenied,
                        u"others than its owner may read or write it; run: "_s + remedy(path));
        }
        return isPrivate ? file.readAll() : fail(isPrivate.error());
    };
    return DurableFile::open(path, FileMode::ReadOnly)
        .and_then(read)
        .map_error([&](const Error &error) {
            const bool denied = error.code == ErrorCode::PermissionDenied;
            return about(path, {denied ? error.code : ErrorCode::DiskError, error.detail});
        });
}

Status keepPrivate(const QString &path)
{
    return resultOf(makePrivate(nativePath(path))).map_error([&](const Error &error) {
        return about(path, error);
    });
}

} // namespace prosc
