#include "app/disk/files.h"

#include "app/base/ids.h"
#include "app/disk/durable_file.h"
#include "app/disk/file_error.h"
#include "app/disk/native_path.h"

#include <QDateTime>
#include <QDirIterator>
#include <QFileInfo>
#include <QJsonDocument>

#include <chrono>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr int kRandomBytes = 6;
constexpr QLatin1String kUnfinished(".tmp");
/// An unfinished replacement that is older was left behind, unless somebody still has it open.
constexpr std::chrono::seconds kLongestReplacement{600};

/// NotFound would be taken for the file that is replaced.
Error aboutTheFolder(const Error &error)
{
    return {error.code == ErrorCode::NotFound ? ErrorCode::DiskError : error.code, error.detail};
}

/// A name for what is to become `path`, which nobody else has.
QString replacementOf(const QString &path)
{
    return path + QLatin1Char('.') + randomHex(kRandomBytes) + kUnfinished;
}

/// Removes what writers of `path` left beside it when they were killed or the power failed. It is
/// compared with the newest replacement, so that only the disk's clock counts.
void removeLeftovers(const QString &path, const QString &newest)
{
    const auto limit = QFileInfo(newest).lastModified().addSecs(-kLongestReplacement.count());
    const auto base = QFileInfo(path).fileName() + QLatin1Char('.');
    const auto length = base.size() + 2 * kRandomBytes + kUnfinished.size();
    QDirIterator files(QFileInfo(path).path(), QDir::Files | QDir::Hidden | QDir::NoSymLinks);
    while (files.hasNext()) {
        const QString candidate = files.next();
        const QString name = files.fileName();
        if (name.size() != length || !name.startsWith(base) || !name.endsWith(kUnfinished) ||
            files.fileInfo().lastModified() >= limit) {
            continue;
        }
        auto file = DurableFile::open(candidate, FileMode::ReadOnly);
        if (file && file->markInUse()) {
            static_cast<void>(SystemFileLayer().remove(candidate));
        }
    }
}

} // namespace

Status syncFolder(const QString &folder)
{
    return resultOf(syncNames(nativePath(folder)));
}

Status renameDurably(const QString &from, const QString &to)
{
    return SystemFileLayer().rename(from, to).and_then(
        [&] { return syncFolder(QFileInfo(to).path()); });
}

Status replaceFile(const QString &path, const QByteArray &content, Durability durability)
{
    // A file that somebody has put elsewhere and linked stays there.
    const QFileInfo link(path);
    const QString target = link.isSymLink() && link.exists() ? link.canonicalFilePath() : path;
    const QString replacement = replacementOf(target);
    auto file = DurableFile::open(replacement, FileMode::CreateNew);
    if (!file) {
        return fail(aboutTheFolder(file.error()));
    }
    static_cast<void>(file->markInUse());
    // Before the content is written: it may need their space.
    removeLeftovers(target, replacement);
    const bool synced = durability == Durability::Synced;
    auto replaced = file->writeAt(0, content)
                        .and_then([&] { return synced ? file->sync() : Status(); })
                        .and_then([&] { return SystemFileLayer().rename(replacement, target); });
    if (!replaced) {
        static_cast<void>(SystemFileLayer().remove(replacement));
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
    const auto file = DurableFile::open(path, FileMode::ReadOnly);
    const auto content = file ? file->readAll() : Result<QByteArray>();
    return content ? *content : QByteArray();
}

Status setAside(const QString &path)
{
    return renameDurably(path, path + QLatin1String(".unreadable"));
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
    const auto made = makeFolder(nativePath(folder));
    if (!made && made.error().fault != FileFault::Exists) {
        return fail(errorOf(made.error()));
    }
    return syncFolder(parent);
}

} // namespace prosc
