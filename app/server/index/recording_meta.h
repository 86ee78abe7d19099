#pragma once

#include "app/server/index/library_index.h"

#include <QByteArray>

namespace prosc {

/// The contents of a recording's meta.json and a room's room.json.
[[nodiscard]] QByteArray metaOf(const RecordingRow &row);
[[nodiscard]] QByteArray metaOf(const RoomRecord &room);
/// The reverse. FileDamaged; the detail names the field.
[[nodiscard]] Result<RecordingRow> recordingFromMeta(const QByteArray &text);
[[nodiscard]] Result<RoomRecord> roomFromMeta(const QByteArray &text);

} // namespace prosc
