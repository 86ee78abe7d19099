#include "app/disk/files.h"
#include "app/server/index/recording_file.h"
#include "app/server/index/recording_meta.h"
#include "app/server/repair/library_repair.h"
#include "app/server/storage/fragment_body.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QtEndian>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

QStringList foldersIn(const QString &path)
{
    return QDir(path).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
}

/// How much of an upload is certainly on disk. meta.json is not updated with each chunk.
int64_t receivedIn(const QString &folder, const RecordingRow &row)
{
    const int64_t size = QFileInfo(folder + u"/upload.part"_s).size();
    if (row.layout == UploadLayout::File) {
        return std::min(size, row.item.bytes);
    }
    const auto units = contentOf(folder + u"/fragments.sha256"_s);
    int64_t received = 0;
    for (qsizetype at = 0; at + FragmentBody::kRecordBytes <= units.size();
         at += FragmentBody::kRecordBytes) {
        const auto end = qFromBigEndian<qint64>(units.constData() + at);
        if (end <= received || end > size) {
            break;
        }
        received = end;
    }
    return received;
}

/// The stored names of its files, and the one that an upload has, must stay in its folder.
std::optional<QString> strayFileIn(const QString &folder, const RecordingRow &row)
{
    for (const auto &name : {row.file, u"upload.part"_s, u"fragments.sha256"_s}) {
        const auto file = recordingFileIn(folder, name);
        if (!name.isEmpty() && !file) {
            return file.error().detail;
        }
    }
    return std::nullopt;
}

/// Adds what the folder of one recording holds, or its fault; `where` is "room/recording".
void readRecording(const QString &folder, const QString &where, LibraryFolders &found)
{
    auto row = recordingFromMeta(contentOf(folder + u"/meta.json"_s));
    if (!row || row->room.value + QLatin1Char('/') + row->item.item.value != where) {
        found.faults.push_back({where, u"meta.json cannot be read"_s});
        return;
    }
    if (const auto stray = strayFileIn(folder, *row)) {
        found.faults.push_back({where, *stray});
        return;
    }
    const bool onItsWay = row->uploadCreated && !isPublished(row->item.state) &&
                          row->item.state != MediaItemState::Deleted &&
                          QFile::exists(folder + u"/upload.part"_s);
    if (onItsWay) {
        row->item.received = receivedIn(folder, *row);
    }
    found.recordings.push_back(*row);
}

} // namespace

LibraryFolders readLibraryFolders(const QString &dataFolder)
{
    LibraryFolders found;
    const QString top = dataFolder + u"/rooms/"_s;
    for (const QString &room : foldersIn(top)) {
        const auto record = roomFromMeta(contentOf(top + room + u"/room.json"_s));
        if (record && record->id.value == room) {
            found.rooms.push_back(*record);
        } else {
            found.faults.push_back({room, u"room.json cannot be read"_s});
        }
        const QString recordings = top + room + u"/Recordings/"_s;
        for (const QString &id : foldersIn(recordings)) {
            readRecording(recordings + id, room + QLatin1Char('/') + id, found);
        }
    }
    return found;
}

} // namespace prosc
