#pragma once

#include "app/server/library/library_index.h"

#include <QByteArray>

namespace prosc {

/// What a recording's meta.json and a room's room.json hold.
[[nodiscard]] QByteArray metaOf(const RecordingRow &row);
[[nodiscard]] QByteArray metaOf(const RoomRecord &room);
/// And back. FileDamaged.
[[nodiscard]] Result<RecordingRow> recordingFromMeta(const QByteArray &json);
[[nodiscard]] Result<RoomRecord> roomFromMeta(const QByteArray &json);

} // namespace prosc
