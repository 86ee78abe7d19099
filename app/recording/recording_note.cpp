#include "app/recording/recording_note.h"

#include "app/base/json_document.h"
#include "app/disk/files.h"

#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

QString noteFile(const QString &folder)
{
    return QDir(folder).filePath(u"recording.json"_s);
}

} // namespace

template <class V>
void describe(V &v, json::Ref<V, RecordingNote> m)
{
    using namespace json;
    auto &order = m.order;
    v("format", Format{1});
    v("recording", order.recording, Id::Required);
    v("epoch", order.epoch, Range{});
    v("title", order.title, Text{});
    v("startedAt", order.startedAt, OrEmpty{});
    v("fileName", m.fileName, Text{1, 255});
    v("endpoint", order.ticket.endpoint, Text{0, 8192});
    v("token", order.ticket.token, Text{0, 4096});
    v("certificate", order.ticket.certificate, Text{0, 64});
    // Notes of earlier versions have none of these.
    v("subtitles", order.subtitles);
    v("chapters", order.chapters);
    v("limit", order.limit, kMilliseconds);
    v("room", order.place.room, Text{});
    v("place", order.place.secret, Text{0, 128});
    v("paused", m.paused);
}

Status saveNote(const QString &folder, const RecordingNote &note)
{
    return replaceFile(noteFile(folder), json::write(note));
}

Result<RecordingNote> readNote(const QString &folder)
{
    QFile file(noteFile(folder));
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(ErrorCode::NotFound, file.errorString());
    }
    RecordingNote note;
    if (const auto read = json::read(file.readAll(), note); !read) {
        return fail(read.error().code, u"recording.json: "_s + read.error().detail);
    }
    if (note.fileName.contains(QLatin1Char('/'))) {
        return fail(ErrorCode::FileDamaged, u"recording.json: fileName is a path"_s);
    }
    return note;
}

void removeNote(const QString &folder)
{
    QFile::remove(noteFile(folder));
}

} // namespace prosc
