#pragma once

#include "app/server/index/library_rows.h"
#include "app/server/index/library_store.h"
#include "app/server/library/local_recording_history.h"

namespace prosc {

/// The recordings, and what their recorders report. Thread-safe, blocks on disk and SQL.
class LocalRecordingCatalogue final : public RecordingCatalogue
{
public:
    /// `rows` and `history` must outlive it.
    LocalRecordingCatalogue(LibraryRows &rows, LocalRecordingHistory &history);

    /// InvalidArgument (an id that cannot name a folder), NotAllowed (the id is another room's).
    Status announce(const AnnouncedRecording &recording) override;
    Status setFileFacts(const MediaItem &item) override;
    Status setFailed(const RecordingId &recording, const QString &errorCode) override;
    [[nodiscard]] Result<std::vector<MediaItem>> items(const RoomId &room) const override;
    [[nodiscard]] Result<MediaItem> item(const RecordingId &recording) const override;
    [[nodiscard]] Result<RoomId> roomOf(const RecordingId &recording) const override;
    [[nodiscard]] Result<QString> filePath(const RecordingId &recording) const override;
    void setItemListener(std::function<void(const RoomId &, const MediaItem &)> listener) override;

private:
    LibraryRows &m_rows;
    LocalRecordingHistory &m_history;
};

} // namespace prosc
