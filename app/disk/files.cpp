#include "app/disk/files.h"

#include "app/disk/durable_file.h"
#include "app/disk/system_call.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

/// NotFound would be taken for the file that is replaced.
Error aboutTheFolder(const Error &error)
{
    return {error.code == ErrorCode::NotFound ? ErrorCode::DiskError : error.code, error.detail};
}

} // namespace

Status syncFolder(const QString &folder)
{
    const auto name = QFile::encodeName(folder);
    const int descriptor =
        uninterrupted([&] { return ::open(name.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); });
    if (descriptor < 0) {
        return systemError("open folder", errno);
    }
    const int result = uninterrupted([&] { return ::fsync(descriptor); });
    const int error = errno;
    ::close(descriptor);
    // EINVAL, ENOTSUP: the file system does not support fsync(2) on a folder.
    if (result < 0 && error != EINVAL && error != ENOTSUP) {
        return systemError("fsync", error);
    }
    return {};
}

Status renameDurably(const QString &from, const QString &to)
{
    return PosixFileLayer().rename(from, to).and_then(
        [&] { return syncFolder(QFileInfo(to).path()); });
}

Status replaceFile(const QString &path, const QByteArray &content, Durability durability)
{
    // A file that somebody has put elsewhere and linked stays there.
    const QFileInfo link(path);
    const QString target = link.isSymLink() && link.exists() ? link.canonicalFilePath() : path;
    QString temporary;
    auto file = DurableFile::createBeside(target, temporary);
    if (!file) {
        return fail(aboutTheFolder(file.error()));
    }
    const bool synced = durability == Durability::Synced;
    auto replaced = file->writeAt(0, content)
                        .and_then([&] { return synced ? file->sync() : Status(); })
                        .and_then([&] { return PosixFileLayer().rename(temporary, target); });
    if (!replaced) {
        QFile::remove(temporary);
        return fail(aboutTheFolder(replaced.error()));
    }
    return synced ? syncFolder(QFileInfo(target).path()) : Status();
}

Status replaceFile(const QString &path, const QJsonObject &json, Durability durability)
{
    return replaceFile(path, QJsonDocument(json).toJson(), durability);
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Status appendToFile(const QString &path, const QByteArray &lines)
{
    auto file = DurableFile::open(path, FileMode::OpenOrCreate);
    if (!file) {
        return fail(file.error());
    }
    const auto end = file->size();
    if (!end) {
        return fail(end.error());
    }
    // A line that a crash or a full disk cut off must not swallow the next one.
    const auto last = *end > 0 ? file->readAt(*end - 1, 1) : Result<QByteArray>(QByteArray("\n"));
    if (!last) {
        return fail(last.error());
    }
    const QByteArray text = *last == "\n" ? lines : '\n' + lines;
    return file->writeAt(*end, text).and_then([&] { return file->sync(); });
}

Status makeFolders(const QString &folder)
{
    if (QFileInfo(folder).isDir()) {
        return {};
    }
    const QString parent = QFileInfo(folder).path();
    if (parent != folder) {
        if (auto made = makeFolders(parent); !made) {
            return made;
        }
    }
    if (::mkdir(QFile::encodeName(folder).constData(), 0700) != 0 && errno != EEXIST) {
        return systemError("mkdir", errno);
    }
    return syncFolder(parent);
}

} // namespace prosc
