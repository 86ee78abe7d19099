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

RecentRooms::RecentRooms(QString file) : m_file(std::move(file)) {}

std::vector<RecentRoom> RecentRooms::rooms() const
{
    std::vector<RecentRoom> rooms;
    for (const auto &value : QJsonDocument::fromJson(contentOf(m_file)).array()) {
        RecentRoom room;
        if (json::read(value.toObject(), room)) {
            room.last = room.last.toLocalTime();
            rooms.push_back(room);
        }
    }
    return rooms;
}

void RecentRooms::add(const RecentRoom &room)
{
    auto rooms = this->rooms();
    std::erase_if(rooms, [&room](const RecentRoom &known) {
        // The token changes each time the room is opened; the part before it identifies the room.
        return known.link.section(QLatin1Char('#'), 0, 0) ==
               room.link.section(QLatin1Char('#'), 0, 0);
    });
    rooms.insert(rooms.begin(), room);
    rooms.resize(std::min(rooms.size(), kKept));
    QJsonArray array;
    for (const auto &known : rooms) {
        array.append(json::write(known));
    }
    const QByteArray before = contentOf(m_file);
    if (!before.isEmpty() && !QJsonDocument::fromJson(before).isArray()) {
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
