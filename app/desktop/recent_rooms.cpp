#include "app/desktop/recent_rooms.h"

#include "app/base/json_document.h"
#include "app/base/logging.h"
#include "app/disk/files.h"

namespace prosc {

namespace {

constexpr size_t kKept = 6;

} // namespace

template <class V>
void describe(V &v, json::Ref<V, RecentRoom> m)
{
    using namespace json;
    v("title", m.title, Text{0, 300});
    v("link", m.link, Text{1, 8192});
    v("last", m.last, OrEmpty{});
}

namespace {

std::vector<RecentRoom> roomsIn(const QJsonArray &list)
{
    std::vector<RecentRoom> rooms;
    for (const auto &value : list) {
        RecentRoom room;
        if (json::read(value.toObject(), room)) {
            room.last = room.last.toLocalTime();
            rooms.push_back(room);
        }
    }
    return rooms;
}

} // namespace

RecentRooms::RecentRooms(QString file) : m_file(std::move(file)) {}

std::vector<RecentRoom> RecentRooms::rooms() const
{
    return roomsIn(QJsonDocument::fromJson(contentOf(m_file)).array());
}

void RecentRooms::add(const RecentRoom &room)
{
    const QByteArray before = contentOf(m_file);
    const auto known = QJsonDocument::fromJson(before);
    auto rooms = roomsIn(known.array());
    std::erase_if(rooms, [&room](const RecentRoom &each) {
        // The token changes each time the room is opened; the part before it identifies the room.
        return each.link.section(QLatin1Char('#'), 0, 0) ==
               room.link.section(QLatin1Char('#'), 0, 0);
    });
    rooms.insert(rooms.begin(), room);
    rooms.resize(std::min(rooms.size(), kKept));
    QJsonArray array;
    for (const auto &each : rooms) {
        array.append(json::write(each));
    }
    if (!before.isEmpty() && !known.isArray()) {
        if (const auto kept = setAside(m_file); !kept) {
            qCWarning(logUi) << "cannot keep the old list of rooms:" << kept.error().detail;
            return;
        }
    }
    if (const auto saved = replaceFile(m_file, QJsonDocument(array).toJson()); !saved) {
        qCWarning(logUi) << "cannot save the recent rooms:" << saved.error().detail;
    }
}

} // namespace prosc
