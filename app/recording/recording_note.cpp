#include "app/recording/recording_note.h"

#include "app/base/time_text.h"
#include "app/disk/files.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr int kNoteFormat = 1;

QString noteFile(const QString &folder)
{
    return QDir(folder).filePath(u"recording.json"_s);
}

} // namespace

Status saveNote(const QString &folder, const RecordingNote &note)
{
    const auto &order = note.order;
    const QJsonObject json{{u"format"_s, kNoteFormat},
                           {u"recording"_s, order.recording.value},
                           {u"epoch"_s, order.epoch},
                           {u"title"_s, order.title},
                           {u"startedAt"_s, isoWithOffset(order.startedAt)},
                           {u"fileName"_s, note.fileName},
                           {u"endpoint"_s, order.ticket.endpoint.toString(QUrl::FullyEncoded)},
                           {u"token"_s, order.ticket.token},
                           {u"certificate"_s, order.ticket.certificate},
                           {u"subtitles"_s, order.subtitles},
                           {u"chapters"_s, order.chapters},
                           {u"limit"_s, qint64{order.limit.count()}},
                           {u"room"_s, order.place.room},
                           {u"place"_s, order.place.secret},
                           {u"paused"_s, note.paused}};
    return replaceFile(noteFile(folder), json);
}

Result<RecordingNote> readNote(const QString &folder)
{
    QFile file(noteFile(folder));
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(ErrorCode::NotFound, file.errorString());
    }
    const auto json = QJsonDocument::fromJson(file.readAll()).object();
    const auto text = [&json](const char *name) {
        return json.value(QLatin1String(name)).toString();
    };
    RecordingNote note;
    note.order.recording = RecordingId{text("recording")};
    note.order.epoch = json.value(QLatin1String("epoch")).toInt();
    note.order.title = text("title");
    note.order.startedAt = QDateTime::fromString(text("startedAt"), Qt::ISODateWithMs);
    note.order.ticket = UploadTicket{QUrl(text("endpoint")), text("token"), text("certificate")};
    // Notes of earlier versions have none of these.
    note.order.subtitles = json.value(QLatin1String("subtitles")).toBool();
    note.order.chapters = json.value(QLatin1String("chapters")).toBool();
    note.order.limit = std::chrono::milliseconds(
        json.value(QLatin1String("limit")).toInteger(RecordingOrder().limit.count()));
    note.order.place = RecorderPlace{text("room"), text("place")};
    note.paused = json.value(QLatin1String("paused")).toBool();
    note.fileName = text("fileName");
    if (json.value(QLatin1String("format")).toInt() != kNoteFormat ||
        note.order.recording.isEmpty() || note.fileName.isEmpty() ||
        note.fileName.contains(QLatin1Char('/'))) {
        return fail(ErrorCode::FileDamaged, u"recording.json is not whole"_s);
    }
    return note;
}

void removeNote(const QString &folder)
{
    QFile::remove(noteFile(folder));
}

} // namespace prosc
