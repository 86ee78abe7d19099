#include "app/disk/files.h"
#include "app/server/library/recording_meta.h"
#include "app/server/repair/library_repair.h"
#include "app/server/storage/fragment_body.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QtEndian>

#include <algorithm>

namespace prosc {

namespace {

QStringList foldersIn(const QString &path)
{
    return QDir(path).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
}

/// How much of an upload is on the disk for sure. meta.json is not written at each chunk.
int64_t receivedIn(const QString &folder, const RecordingRow &row)
{
    const int64_t size = QFileInfo(folder + QStringLiteral("/upload.part")).size();
    if (row.layout == UploadLayout::File) {
        return std::min(size, row.item.bytes);
    }
    const auto units = contentOf(folder + QStringLiteral("/fragments.sha256"));
    int64_t received = 0;
    for (qsizetype at = 0; at + FragmentBody::recordBytes <= units.size();
         at += FragmentBody::recordBytes) {
        const auto end = qFromBigEndian<qint64>(units.constData() + at);
        if (end <= received || end > size) {
            break;
        }
        received = end;
    }
    return received;
}

} // namespace

LibraryFolders readLibraryFolders(const QString &dataFolder)
{
    LibraryFolders found;
    const QString top = dataFolder + QStringLiteral("/rooms/");
    for (const QString &room : foldersIn(top)) {
        const auto record = roomFromMeta(contentOf(top + room + QStringLiteral("/room.json")));
        if (record && record->id.value == room) {
            found.rooms.push_back(*record);
        } else {
            found.faults.push_back({room, QStringLiteral("room.json cannot be read")});
        }
        const QString recordings = top + room + QStringLiteral("/Recordings/");
        for (const QString &id : foldersIn(recordings)) {
            const QString folder = recordings + id;
            auto row = recordingFromMeta(contentOf(folder + QStringLiteral("/meta.json")));
            if (!row || row->room.value != room || row->item.item.value != id) {
                found.faults.push_back(
                    {room + QLatin1Char('/') + id, QStringLiteral("meta.json cannot be read")});
                continue;
            }
            const bool onItsWay = row->uploadCreated && !isPublished(row->item.state) &&
                                  row->item.state != MediaItemState::Deleted &&
                                  QFile::exists(folder + QStringLiteral("/upload.part"));
            if (onItsWay) {
                row->item.received = receivedIn(folder, *row);
            }
            found.recordings.push_back(*row);
        }
    }
    return found;
}

} // namespace prosc
