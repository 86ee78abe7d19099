#include "app/server/library/recording_meta.h"

#include "app/base/time_text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

QByteArray indented(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Indented);
}

QString timeText(const QDateTime &moment)
{
    return moment.isValid() ? isoWithOffset(moment) : QString();
}

/// Reads fields; a missing one is empty, as in files of older versions.
class Fields
{
public:
    explicit Fields(const QByteArray &json) : m_object(QJsonDocument::fromJson(json).object()) {}

    [[nodiscard]] QString text(const char *name) const { return value(name).toString(); }
    [[nodiscard]] qint64 number(const char *name, qint64 fallback = 0) const
    {
        return value(name).toInteger(fallback);
    }
    [[nodiscard]] bool flag(const char *name) const { return value(name).toBool(); }
    [[nodiscard]] QDateTime time(const char *name) const
    {
        return QDateTime::fromString(text(name), Qt::ISODateWithMs);
    }
    template <class E>
    [[nodiscard]] E choice(const char *name, E fallback) const
    {
        return enumFromName<E>(text(name)).value_or(fallback);
    }
    [[nodiscard]] QJsonValue value(const char *name) const
    {
        return m_object.value(QLatin1String(name));
    }

private:
    QJsonObject m_object;
};

} // namespace

QByteArray metaOf(const RecordingRow &row)
{
    const MediaItem &item = row.item;
    return indented({
        {u"version"_s, 2},
        {u"recording"_s, item.item.value},
        {u"room"_s, row.room.value},
        {u"epoch"_s, row.epoch},
        {u"title"_s, row.title},
        {u"owner"_s, row.owner},
        {u"name"_s, item.name},
        {u"file"_s, row.file},
        {u"state"_s, enumName(item.state)},
        {u"reason"_s, item.reason},
        {u"created"_s, isoWithOffset(item.created)},
        {u"duration"_s, qint64{item.duration}},
        {u"bytes"_s, qint64{item.bytes}},
        {u"received"_s, qint64{item.received}},
        {u"sha256"_s, item.sha256},
        {u"uploadCreated"_s, row.uploadCreated},
        {u"layout"_s, enumName(row.layout)},
        {u"uploadLength"_s, qint64{row.uploadLength.value_or(-1)}},
        {u"uploadSha256"_s, row.uploadSha256},
        {u"deletedAt"_s, timeText(row.deletedAt)},
        {u"stateBefore"_s, enumName(row.stateBefore)},
        {u"linkKey"_s, row.linkKey},
    });
}

QByteArray metaOf(const RoomRecord &room)
{
    return indented({
        {u"version"_s, 1},
        {u"room"_s, room.id.value},
        {u"title"_s, room.title},
        {u"type"_s, enumName(room.type)},
        {u"owner"_s, room.owner},
        {u"members"_s, QJsonArray::fromStringList(room.members)},
        {u"created"_s, timeText(room.created)},
        {u"subtitles"_s, room.subtitles},
        {u"chapters"_s, room.chapters},
        {u"retentionDays"_s, room.retentionDays},
    });
}

Result<RecordingRow> recordingFromMeta(const QByteArray &json)
{
    const Fields fields(json);
    const auto state = enumFromName<MediaItemState>(fields.text("state"));
    RecordingRow row;
    row.item.item = RecordingId{fields.text("recording")};
    row.room = RoomId{fields.text("room")};
    row.item.created = fields.time("created");
    if (!state || row.item.item.isEmpty() || row.room.isEmpty() || !row.item.created.isValid()) {
        return fail(ErrorCode::FileDamaged, u"meta.json"_s);
    }
    row.epoch = static_cast<int>(fields.number("epoch"));
    row.title = fields.text("title");
    row.owner = fields.text("owner");
    row.item.name = fields.text("name");
    row.item.state = *state;
    row.item.reason = fields.text("reason");
    row.item.duration = fields.number("duration");
    row.item.bytes = fields.number("bytes");
    row.item.received = fields.number("received");
    row.item.sha256 = fields.text("sha256");
    row.uploadCreated = fields.flag("uploadCreated");
    row.layout = fields.choice("layout", UploadLayout::File);
    if (const auto length = fields.number("uploadLength", -1); length >= 0) {
        row.uploadLength = length;
    }
    row.uploadSha256 = fields.text("uploadSha256");
    row.setDeleted(fields.time("deletedAt"));
    row.stateBefore = fields.choice("stateBefore", MediaItemState::Failed);
    row.linkKey = fields.text("linkKey");
    row.file = fields.text("file");
    if (row.file.isEmpty() && *state == MediaItemState::Ready) {
        row.file = row.item.name; // version 1
    }
    return row;
}

Result<RoomRecord> roomFromMeta(const QByteArray &json)
{
    const Fields fields(json);
    RoomRecord room;
    room.id = RoomId{fields.text("room")};
    if (room.id.isEmpty()) {
        return fail(ErrorCode::FileDamaged, u"room.json"_s);
    }
    room.title = fields.text("title");
    room.type = fields.choice("type", RoomType::Single);
    room.owner = fields.text("owner");
    room.members = QVariant(fields.value("members").toArray().toVariantList()).toStringList();
    room.created = fields.time("created");
    room.subtitles = fields.flag("subtitles");
    room.chapters = fields.flag("chapters");
    room.retentionDays = static_cast<int>(fields.number("retentionDays"));
    return room;
}

} // namespace prosc
