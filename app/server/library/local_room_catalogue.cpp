#include "app/server/library/local_room_catalogue.h"

#include "app/disk/files.h"
#include "app/server/index/library_names.h"
#include "app/server/index/recording_meta.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

LocalRoomCatalogue::LocalRoomCatalogue(const QString &dataFolder, LibraryIndex &index,
                                       RecordingOwners &owners)
    : m_dataFolder(dataFolder), m_index(index), m_owners(owners)
{
}

Status LocalRoomCatalogue::saveRoom(const RoomRecord &room)
{
    if (!isSafeFolderId(room.id.value)) {
        return fail(ErrorCode::InvalidArgument, u"room id"_s);
    }
    const QString folder = m_dataFolder + u"/rooms/"_s + room.id.value;
    const auto known = rooms().value_or(std::vector<RoomRecord>());
    const auto before = std::ranges::find(known, room.id, &RoomRecord::id);
    const auto saved =
        makeFolders(folder)
            .and_then([&] { return replaceFile(folder + u"/room.json"_s, metaOf(room)); })
            .and_then([&] { return m_index.saveRoom(room); });
    if (saved && before != known.end()) {
        m_owners.follow(*before, room);
    }
    return saved;
}

Result<std::vector<RoomRecord>> LocalRoomCatalogue::rooms() const
{
    return m_index.rooms();
}

} // namespace prosc
