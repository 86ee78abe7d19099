#include "app/server/index/recording_meta.h"

#include "app/base/json_document.h"

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

QByteArray indented(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Indented);
}

} // namespace

template <class V>
void describe(V &v, json::Ref<V, RecordingRow> m)
{
    using namespace json;
    auto &item = m.item;
    int version = 2;
    v("version", version, Range{1});
    v("recording", item.item, Id::Required);
    v("room", m.room, Id::Required);
    v("epoch", m.epoch, Range{});
    v("title", m.title, Text{});
    v("owner", m.owner, Text{});
    v("name", item.name, Text{});
    v("file", m.file, Text{0, 255});
    v("state", item.state, Required{});
    v("reason", item.reason, Text{0, 64});
    v("created", item.created);
    v("duration", item.duration, kMilliseconds);
    v("bytes", item.bytes, kBytes);
    v("received", item.received, kBytes);
    v("sha256", item.sha256, Text{0, 64});
    v("uploadCreated", m.uploadCreated);
    v("layout", m.layout);
    v("uploadLength", m.uploadLength, kBytes);
    v("uploadSha256", m.uploadSha256, Text{0, 64});
    v("deletedAt", m.deletedAt, OrEmpty{});
    v("stateBefore", m.stateBefore);
    v("linkKey", m.linkKey, Text{0, 128});
}

template <class V>
void describe(V &v, json::Ref<V, RoomRecord> m)
{
    using namespace json;
    int version = 1;
    v("version", version, Range{1});
    v("room", m.id, Id::Required);
    v("title", m.title, Text{});
    v("type", m.type);
    v("owner", m.owner, Text{});
    v("members", m.members, Count{0, 100'000});
    v("created", m.created, OrEmpty{});
    v("subtitles", m.subtitles);
    v("chapters", m.chapters);
    v("retentionDays", m.retentionDays, Range{});
}

QByteArray metaOf(const RecordingRow &row)
{
    return indented(json::write(row));
}

QByteArray metaOf(const RoomRecord &room)
{
    return indented(json::write(room));
}

Result<RecordingRow> recordingFromMeta(const QByteArray &text)
{
    RecordingRow row;
    if (const auto read = json::read(text, row); !read) {
        return fail(read.error().code, u"meta.json: "_s + read.error().detail);
    }
    row.setDeleted(row.deletedAt);
    if (row.file.isEmpty() && row.item.state == MediaItemState::Ready) {
        row.file = row.item.name; // version 1
    }
    return row;
}

Result<RoomRecord> roomFromMeta(const QByteArray &text)
{
    RoomRecord room;
    if (const auto read = json::read(text, room); !read) {
        return fail(read.error().code, u"room.json: "_s + read.error().detail);
    }
    return room;
}

} // namespace prosc
