#pragma once

#include "app/server/library/library_index.h"

#include <QByteArray>

namespace prosc {

/// The state of an item whose file people can play and download.
[[nodiscard]] constexpr bool isPublished(MediaItemState state)
{
    return state == MediaItemState::Ready || state == MediaItemState::Interrupted;
}

/// What a recording's meta.json and a room's room.json hold.
[[nodiscard]] QByteArray metaOf(const RecordingRow &row);
[[nodiscard]] QByteArray metaOf(const RoomRecord &room);
/// And back. FileDamaged.
[[nodiscard]] Result<RecordingRow> recordingFromMeta(const QByteArray &json);
[[nodiscard]] Result<RoomRecord> roomFromMeta(const QByteArray &json);

} // namespace prosc
