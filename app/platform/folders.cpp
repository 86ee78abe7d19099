#include "app/platform/folders.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTemporaryFile>

#include <filesystem>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

const QString kLowerName = u"proscenium"_s;

/// Not AppDataLocation: both programs share the folders, whatever the application name.
QString place(QStandardPaths::StandardLocation location, const QString &name)
{
    const QString base = QStandardPaths::writableLocation(location);
    return base.isEmpty() ? QString() : base + QLatin1Char('/') + name;
}

} // namespace

Status makePrivateFolder(const QString &folder)
{
    if (QFileInfo(folder).isDir()) {
        return {};
    }
    const QFileInfo info(folder);
    if (!QDir().mkpath(info.path())) {
        return fail(ErrorCode::DiskError, u"cannot make "_s + info.path());
    }
    constexpr auto onlyOwner =
        QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;
    if (!QDir().mkdir(folder, onlyOwner) && !QFileInfo(folder).isDir()) {
        const bool mayWrite = QFileInfo(info.path()).isWritable();
        return fail(mayWrite ? ErrorCode::DiskError : ErrorCode::PermissionDenied,
                    u"cannot make "_s + folder);
    }
    return {};
}

Status makeWritableFolder(const QString &folder)
{
    std::error_code reason;
    // Not from chars: Windows takes those for its own code page.
    std::filesystem::create_directories(folder.toStdU16String(), reason);
    QString why = reason ? QString::fromStdString(reason.message()) : QString();
    QTemporaryFile file(folder + u"/.writable-XXXXXX"_s);
    if (!reason && !file.open()) {
        why = file.errorString();
    }
    if (why.isEmpty()) {
        return {};
    }
    const bool denied =
        reason == std::errc::permission_denied || file.error() == QFileDevice::PermissionsError;
    const bool full =
        reason == std::errc::no_space_on_device || file.error() == QFileDevice::ResourceError;
    return fail(denied ? ErrorCode::PermissionDenied
                : full ? ErrorCode::DiskFull
                       : ErrorCode::DiskError,
                u"%1: %2"_s.arg(folder, why));
}

Result<Folders> Folders::create()
{
    Folders folders;
    folders.data = place(QStandardPaths::GenericDataLocation, kLowerName);
    folders.cache = place(QStandardPaths::GenericCacheLocation, kLowerName);
    if (folders.data.isEmpty() || folders.cache.isEmpty()) {
        return fail(ErrorCode::DiskError, QDir::homePath());
    }
    folders.recordings = place(QStandardPaths::MoviesLocation, u"Proscenium"_s);
    if (folders.recordings.isEmpty()) {
        folders.recordings = folders.data + u"/recordings"_s;
    }
    for (const QString &folder : {folders.data, folders.recordings, folders.cache}) {
        if (const auto made = makePrivateFolder(folder); !made) {
            return fail(made.error().code, folder);
        }
    }
    return folders;
}

} // namespace prosc
