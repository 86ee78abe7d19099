#include "app/desktop/recent_rooms.h"

#include "app/base/logging.h"
#include "app/disk/files.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr size_t kKept = 6;

} // namespace

RecentRooms::RecentRooms(QString file) : m_file(std::move(file)) {}

std::vector<RecentRoom> RecentRooms::rooms() const
{
    std::vector<RecentRoom> rooms;
    QFile file(m_file);
    if (!file.open(QIODevice::ReadOnly)) {
        return rooms;
    }
    for (const auto &value : QJsonDocument::fromJson(file.readAll()).array()) {
        const auto object = value.toObject();
        rooms.push_back(RecentRoom{
            object.value(QLatin1String("title")).toString(),
            object.value(QLatin1String("link")).toString(),
            QDateTime::fromString(object.value(QLatin1String("last")).toString(), Qt::ISODate)});
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
        array.append(QJsonObject{{u"title"_s, known.title},
                                 {u"link"_s, known.link},
                                 {u"last"_s, known.last.toString(Qt::ISODate)}});
    }
    if (const auto saved = replaceFile(m_file, QJsonDocument(array).toJson()); !saved) {
        qCWarning(logUi) << "cannot save the recent rooms:" << saved.error().detail;
    }
}

} // namespace prosc
