#include "app/recording/recording_note.h"

#include "app/base/time_text.h"
#include "app/disk/files.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace prosc {

namespace {

constexpr int kNoteFormat = 1;

QString noteFile(const QString &folder)
{
    return QDir(folder).filePath(QStringLiteral("recording.json"));
}

} // namespace

Status saveNote(const QString &folder, const RecordingNote &note)
{
    const auto &order = note.order;
    const QJsonObject json{
        {QStringLiteral("format"), kNoteFormat},
        {QStringLiteral("recording"), order.recording.value},
        {QStringLiteral("epoch"), order.epoch},
        {QStringLiteral("title"), order.title},
        {QStringLiteral("startedAt"), isoWithOffset(order.startedAt)},
        {QStringLiteral("fileName"), note.fileName},
        {QStringLiteral("endpoint"), order.ticket.endpoint.toString(QUrl::FullyEncoded)},
        {QStringLiteral("token"), order.ticket.token},
        {QStringLiteral("certificate"), order.ticket.certificate},
        {QStringLiteral("subtitles"), order.subtitles},
        {QStringLiteral("chapters"), order.chapters},
        {QStringLiteral("limit"), qint64{order.limit.count()}},
        {QStringLiteral("room"), order.place.room},
        {QStringLiteral("place"), order.place.secret},
        {QStringLiteral("paused"), note.paused}};
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
        return fail(ErrorCode::FileDamaged, QStringLiteral("recording.json is not whole"));
    }
    return note;
}

void removeNote(const QString &folder)
{
    QFile::remove(noteFile(folder));
}

} // namespace prosc
