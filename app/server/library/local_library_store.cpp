#include "app/server/library/local_library_store.h"

#include "app/base/logging.h"
#include "app/disk/files.h"
#include "app/server/library/recording_meta.h"
#include "app/server/library/recording_report_file.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr std::chrono::milliseconds kProgressInterval{250};
constexpr int kMaxNameBytes = 240;

bool isUnsafe(QChar character)
{
    const ushort code = character.unicode();
    const bool direction = (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
    return direction || character.category() == QChar::Other_Control || code == '/' ||
           code == '\\' || code == 0xFFFD;
}

/// The longest prefix of `text` that fits in `bytes` bytes of UTF-8, without half a character.
QString shortened(const QString &text, int bytes)
{
    QString kept = text;
    while (kept.toUtf8().size() > bytes) {
        kept.chop(1);
        if (!kept.isEmpty() && kept.back().isHighSurrogate()) {
            kept.chop(1);
        }
    }
    return kept;
}

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

QString safeRecordingName(const QString &name)
{
    const QString extension = u".mp4"_s;
    QString stem;
    // Through UTF-8 and back, so that half a surrogate pair becomes U+FFFD.
    for (const QChar character : QString::fromUtf8(name.toUtf8())) {
        stem += isUnsafe(character) ? QLatin1Char('_') : character;
    }
    if (stem.endsWith(extension)) {
        stem.chop(extension.size());
    }
    while (!stem.isEmpty() && (stem.front() == QLatin1Char('.') || stem.front().isSpace())) {
        stem.remove(0, 1);
    }
    stem = shortened(stem, kMaxNameBytes - static_cast<int>(extension.size())).trimmed();
    return (stem.isEmpty() ? u"Recording"_s : stem) + extension;
}

bool isSafeFolderId(const QString &id)
{
    static const QRegularExpression allowed(u"\\A[A-Za-z0-9_-]{1,128}\\z"_s);
    return allowed.match(id).hasMatch();
}

LocalLibraryStore::LocalLibraryStore(const QString &dataFolder, LibraryLock lock,
                                     std::unique_ptr<LibraryIndex> index, const Clock &clock)
    : m_dataFolder(dataFolder), m_lock(std::move(lock)), m_index(std::move(index)), m_clock(clock)
{
}

LocalLibraryStore::~LocalLibraryStore() = default;

Result<std::unique_ptr<LocalLibraryStore>> LocalLibraryStore::create(const QString &dataFolder,
                                                                     const Clock &clock)
{
    if (auto made = makeFolders(dataFolder + u"/rooms"_s); !made) {
        return fail(made.error());
    }
    auto lock = LibraryLock::take(dataFolder);
    if (!lock) {
        return fail(lock.error());
    }
    auto index = LibraryIndex::open(dataFolder + u"/library.sqlite"_s);
    if (!index) {
        return fail(index.error());
    }
    return std::unique_ptr<LocalLibraryStore>(
        new LocalLibraryStore(dataFolder, std::move(*lock), std::move(*index), clock));
}

Status LocalLibraryStore::saveRoom(const RoomRecord &room)
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
            .and_then([&] { return m_index->saveRoom(room); });
    if (saved && before != known.end()) {
        followOwner(*before, room);
    }
    return saved;
}

Result<std::vector<RoomRecord>> LocalLibraryStore::rooms() const
{
    return m_index->rooms();
}

Status LocalLibraryStore::announce(const AnnouncedRecording &recording)
{
    if (!isSafeFolderId(recording.room.value) || !isSafeFolderId(recording.recording.value)) {
        return fail(ErrorCode::InvalidArgument, u"room or recording id"_s);
    }
    RecordingRow row;
    row.room = recording.room;
    row.epoch = recording.epoch;
    row.title = recording.title;
    row.owner = recording.owner;
    row.linkKey = randomHex(16);
    row.item.item = recording.recording;
    row.item.state = MediaItemState::Recording;
    row.item.name = provisionalName(recording);
    row.item.created = recording.startedAt;
    if (auto made = makeFolders(folderOf(row)); !made) {
        return made;
    }
    const std::lock_guard lock(m_changesMutex);
    const auto added = m_index->addRecording(row);
    if (!added) {
        return fail(added.error());
    }
    tell(*added);
    QJsonObject started{{u"what"_s, kStarted}, {u"version"_s, QStringLiteral(PROSCENIUM_VERSION)}};
    if (!recording.startedBy.isEmpty()) {
        started.insert(u"by"_s, recording.startedBy);
    }
    // Without the report, which addRecorded() writes first: everyone is waiting for Start.
    if (const auto kept = addToHistory(*added, started); !kept) {
        qCWarning(logServer) << "history of" << added->item.item.value << kept.error().detail;
    }
    return writeMeta(*added);
}

Status LocalLibraryStore::setFileFacts(const MediaItem &item)
{
    const auto changed = change(item.item, [&](RecordingRow &row) -> Status {
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

Status LocalLibraryStore::setFailed(const RecordingId &recording, const QString &errorCode)
{
    const auto changed = change(recording, [&](RecordingRow &row) -> Status {
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
    note(*changed, u"recorderFailed"_s, {}, errorCode);
    return {};
}

Result<std::vector<MediaItem>> LocalLibraryStore::items(const RoomId &room) const
{
    return m_index->recordings(room).map(itemsOf);
}

Result<MediaItem> LocalLibraryStore::item(const RecordingId &recording) const
{
    return row(recording).map([](const RecordingRow &found) { return found.item; });
}

Result<RoomId> LocalLibraryStore::roomOf(const RecordingId &recording) const
{
    return row(recording).map([](const RecordingRow &found) { return found.room; });
}

Result<QString> LocalLibraryStore::filePath(const RecordingId &recording) const
{
    return row(recording).and_then([this](const RecordingRow &found) -> Result<QString> {
        if (found.item.state == MediaItemState::Interrupted) {
            return partOf(found);
        }
        if (found.item.state != MediaItemState::Ready) {
            return fail(ErrorCode::NotFound, u"it is not published"_s);
        }
        return folderOf(found) + QLatin1Char('/') + found.file;
    });
}

void LocalLibraryStore::setItemListener(
    std::function<void(const RoomId &, const MediaItem &)> listener)
{
    std::lock_guard lock(m_mutex);
    m_listener = std::move(listener);
}

Result<RecordingRow> LocalLibraryStore::row(const RecordingId &recording) const
{
    return m_index->recording(recording);
}

Result<std::vector<RecordingRow>> LocalLibraryStore::rowsIn(MediaItemState state) const
{
    return m_index->recordingsIn(state);
}

QString LocalLibraryStore::folderOf(const RecordingRow &row) const
{
    return u"%1/rooms/%2/Recordings/%3"_s.arg(m_dataFolder, row.room.value, row.item.item.value);
}

QString LocalLibraryStore::partOf(const RecordingRow &row) const
{
    return folderOf(row) + u"/upload.part"_s;
}

QString LocalLibraryStore::unitsOf(const RecordingRow &row) const
{
    return folderOf(row) + u"/fragments.sha256"_s;
}

QString LocalLibraryStore::stagedOf(const RecordingRow &row) const
{
    return folderOf(row) + u"/unit.staged"_s;
}

Result<RecordingRow> LocalLibraryStore::change(const RecordingId &recording,
                                               const std::function<Status(RecordingRow &)> &how)
{
    const std::lock_guard lock(m_changesMutex);
    auto changed = m_index->modify(recording, how);
    if (!changed) {
        return changed;
    }
    tell(*changed);
    const auto written = writeMeta(*changed);
    return written ? changed : fail(written.error());
}

Status LocalLibraryStore::setReceived(const RecordingId &recording, int64_t received)
{
    const auto changed = m_index->modify(recording, [&](RecordingRow &row) -> Status {
        if (!row.uploadCreated) {
            return fail(ErrorCode::NotFound, u"the upload is gone"_s);
        }
        row.item.received = received;
        return {};
    });
    if (!changed) {
        return fail(changed.error());
    }
    {
        std::lock_guard lock(m_mutex);
        const MediaTime now = m_clock.now();
        const auto last = m_lastProgress.constFind(recording);
        if (last != m_lastProgress.constEnd() && now - *last < kProgressInterval) {
            return {};
        }
        m_lastProgress.insert(recording, now);
    }
    tell(*changed);
    return {};
}

Status LocalLibraryStore::writeMeta(const RecordingRow &row) const
{
    return replaceFile(folderOf(row) + u"/meta.json"_s, metaOf(row));
}

void LocalLibraryStore::tell(const RecordingRow &row)
{
    std::function<void(const RoomId &, const MediaItem &)> listener;
    {
        std::lock_guard lock(m_mutex);
        listener = m_listener;
        if (row.item.state != MediaItemState::Uploading &&
            row.item.state != MediaItemState::Recording) {
            m_lastProgress.remove(row.item.item);
        }
    }
    if (listener) {
        listener(row.room, row.item);
    }
}

} // namespace prosc
