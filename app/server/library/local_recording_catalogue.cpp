#include "app/server/library/local_recording_catalogue.h"

#include "app/server/index/library_names.h"
#include "app/server/index/recording_file.h"

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

QString provisionalName(const AnnouncedRecording &recording)
{
    return safeRecordingName(u"Rec – %1 – %2"_s.arg(
        recording.startedAt.toString(u"yyyy-MM-dd HH-mm-ss"_s), recording.title));
}

std::vector<MediaItem> itemsOf(const std::vector<RecordingRow> &rows)
{
    std::vector<MediaItem> items;
    items.reserve(rows.size());
    for (const RecordingRow &row : rows) {
        items.push_back(row.item);
    }
    return items;
}

} // namespace

LocalRecordingCatalogue::LocalRecordingCatalogue(LibraryRows &rows, LocalRecordingHistory &history)
    : m_rows(rows), m_history(history)
{
}

Status LocalRecordingCatalogue::announce(const AnnouncedRecording &recording)
{
    if (!isSafeFolderId(recording.room.value) || !isSafeFolderId(recording.recording.value)) {
        return fail(ErrorCode::InvalidArgument, u"room or recording id"_s);
    }
    RecordingRow row;
    row.room = recording.room;
    row.epoch = recording.epoch;
    row.title = recording.title;
    row.owner = recording.owner;
    row.linkKey = randomHex(RecordingRow::kLinkKeyBytes);
    row.item.item = recording.recording;
    row.item.state = MediaItemState::Recording;
    row.item.name = provisionalName(recording);
    row.item.created = recording.startedAt;
    const auto added = m_rows.add(row);
    if (!added) {
        return fail(added.error());
    }
    m_history.noteStart(*added, recording.startedBy);
    return {};
}

Status LocalRecordingCatalogue::setFileFacts(const MediaItem &item)
{
    const auto changed = m_rows.change(item.item, [&](RecordingRow &row) -> Status {
        if (row.item.state == MediaItemState::Deleted) {
            return fail(ErrorCode::NotFound, u"it is in the bin"_s);
        }
        const bool isBody = row.layout == UploadLayout::Fragments;
        const bool same =
            row.item.sha256 == item.sha256 && (isBody || row.item.bytes == item.bytes);
        if (isPublished(row.item.state)) {
            return same || row.item.state == MediaItemState::Interrupted
                       ? Status()
                       : fail(ErrorCode::NotAllowed, u"it is published already"_s);
        }
        if (!same && !isBody) {
            row.uploadCreated = false;
            row.item.received = 0;
        }
        if (auto moved = advance(row.item.state, MediaItemEvent::FileComplete); !moved) {
            return moved;
        }
        row.item.name = safeRecordingName(item.name);
        row.item.duration = item.duration;
        row.item.bytes = item.bytes;
        row.item.sha256 = item.sha256.toLower();
        return {};
    });
    return changed ? Status() : fail(changed.error());
}

Status LocalRecordingCatalogue::setFailed(const RecordingId &recording, const QString &errorCode)
{
    const auto changed = m_rows.change(recording, [&](RecordingRow &row) -> Status {
        if (row.item.state == MediaItemState::Deleted) {
            return fail(ErrorCode::NotFound, u"it is in the bin"_s);
        }
        if (isPublished(row.item.state)) {
            return fail(ErrorCode::NotAllowed, u"it is published already"_s);
        }
        row.item.reason = errorCode;
        const bool hasBody = row.layout == UploadLayout::Fragments && row.item.received > 0 &&
                             row.item.state != MediaItemState::Failed;
        // The upload of the body may continue; otherwise it is published as interrupted.
        return advance(row.item.state, hasBody ? MediaItemEvent::RecorderFailedWithBody
                                               : MediaItemEvent::RecorderFailed);
    });
    if (!changed) {
        return fail(changed.error());
    }
    m_history.note(*changed, u"recorderFailed"_s, {}, errorCode);
    return {};
}

Result<std::vector<MediaItem>> LocalRecordingCatalogue::items(const RoomId &room) const
{
    return m_rows.rowsOf(room).map(itemsOf);
}

Result<MediaItem> LocalRecordingCatalogue::item(const RecordingId &recording) const
{
    return m_rows.row(recording).map([](const RecordingRow &found) { return found.item; });
}

Result<RoomId> LocalRecordingCatalogue::roomOf(const RecordingId &recording) const
{
    return m_rows.row(recording).map([](const RecordingRow &found) { return found.room; });
}

Result<QString> LocalRecordingCatalogue::filePath(const RecordingId &recording) const
{
    return m_rows.row(recording).and_then([this](const RecordingRow &found) -> Result<QString> {
        if (found.item.state == MediaItemState::Interrupted) {
            return recordingFileIn(m_rows.folderOf(found), u"upload.part"_s);
        }
        if (found.item.state != MediaItemState::Ready) {
            return fail(ErrorCode::NotFound, u"it is not published"_s);
        }
        return recordingFileIn(m_rows.folderOf(found), found.file);
    });
}

void LocalRecordingCatalogue::setItemListener(
    std::function<void(const RoomId &, const MediaItem &)> listener)
{
    m_rows.setListener(std::move(listener));
}

} // namespace prosc
