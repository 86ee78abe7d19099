#pragma once

#include "app/base/ids.h"
#include "app/base/result.h"
#include "app/room/protocol/values.h"

#include <functional>
#include <memory>
#include <vector>

namespace prosc {

/// Who a room belongs to, as far as the library and the tokens need it.
struct RoomRecord
{
    RoomId id;
    QString title;
    RoomType type = RoomType::Single;
    QString owner;
    QStringList members;
    QDateTime created;
    /// What its recordings get: RoomInfo::subtitles and chapters.
    bool subtitles = false;
    bool chapters = false;
    /// After so many days a recording goes to the bin; 0: never.
    int retentionDays = 0;

    friend bool operator==(const RoomRecord &, const RoomRecord &) = default;
};

/// A recording that was announced at Start, before its first byte.
struct AnnouncedRecording
{
    RoomId room;
    RecordingId recording;
    int epoch = 0;
    QString title;
    /// The room's owner, otherwise the one who started it.
    QString owner;
    QDateTime startedAt;
    /// For its history.
    QString startedBy = {};
};

/// Somebody agreed to be recorded. The name stands here, never in the file.
struct ConsentRecord
{
    ParticipantId participant;
    QString name;
    QDateTime at;
};

/// Somebody was in the room while it was recorded.
struct RecordedPerson
{
    ParticipantId participant;
    QString name;
    Role role = Role::Participant;
    ClientKind client = ClientKind::Web;
    /// Since when, of this recording.
    QDateTime from;
};

// The library as the rest of the service knows it: a port for each use. Thread-safe; every method
// may block on disk and SQL, so call it on the disk pool. Nothing is answered before it is synced
// to the disk.

/// The rooms.
class RoomCatalogue
{
public:
    virtual ~RoomCatalogue() = default;

    virtual Status saveRoom(const RoomRecord &room) = 0;
    [[nodiscard]] virtual Result<std::vector<RoomRecord>> rooms() const = 0;
};

/// The recordings, and what their recorders say of them.
class RecordingCatalogue
{
public:
    virtual ~RecordingCatalogue() = default;

    virtual Status announce(const AnnouncedRecording &recording) = 0;
    /// What the recorder says of its finished file (name, duration, bytes, sha256), before it is
    /// uploaded.
    virtual Status setFileFacts(const MediaItem &item) = 0;
    /// The recording failed; what was uploaded of it stays.
    virtual Status setFailed(const RecordingId &recording, const QString &errorCode) = 0;
    /// Newest first.
    [[nodiscard]] virtual Result<std::vector<MediaItem>> items(const RoomId &room) const = 0;
    [[nodiscard]] virtual Result<MediaItem> item(const RecordingId &recording) const = 0;
    [[nodiscard]] virtual Result<RoomId> roomOf(const RecordingId &recording) const = 0;
    /// The file of a ready or interrupted item.
    [[nodiscard]] virtual Result<QString> filePath(const RecordingId &recording) const = 0;
    /// Called on a disk-pool thread after an item was added or changed.
    virtual void
    setItemListener(std::function<void(const RoomId &, const MediaItem &)> listener) = 0;
};

/// What people do with a recording; `by` is who, for its history. NotFound; NotAllowed when it is
/// not in a state for that.
class RecordingSharing
{
public:
    virtual ~RecordingSharing() = default;

    /// Gives a published recording another file name.
    virtual Status rename(const RecordingId &recording, const QString &name, const QString &by) = 0;
    /// Into the bin, where it is kept for 30 days, and out of it again.
    virtual Status remove(const RecordingId &recording, const QString &by) = 0;
    virtual Status restore(const RecordingId &recording, const QString &by) = 0;
    /// Ends all links to it.
    virtual Status revokeLinks(const RecordingId &recording, const QString &by) = 0;
    /// What a new link must carry so that it can be revoked. Notes in the history that it was made.
    [[nodiscard]] virtual Result<QString> newLink(const RecordingId &recording, const QString &by,
                                                  const QString &detail) = 0;
    /// What valid links carry now.
    [[nodiscard]] virtual Result<QString> linkKey(const RecordingId &recording) const = 0;
};

/// Who agreed to be recorded: kept for good with the recording, in the order of coming.
class ConsentLog
{
public:
    virtual ~ConsentLog() = default;

    virtual Status addConsent(const RecordingId &recording, const ConsentRecord &consent) = 0;
    [[nodiscard]] virtual Result<std::vector<ConsentRecord>>
    consents(const RecordingId &recording) const = 0;
};

/// What happened to a recording, and its report.
class RecordingHistory
{
public:
    virtual ~RecordingHistory() = default;

    virtual Status addRecorded(const RecordingId &recording,
                               const std::vector<RecordedPerson> &people) = 0;
    /// Adds to its history what has happened to it; see recording_report_file.h.
    virtual Status noteEvent(const RecordingId &recording, const QString &what, const QString &by,
                             const QString &detail) = 0;
    /// report.json as it is now, in every state of the recording.
    [[nodiscard]] virtual Result<QByteArray> report(const RecordingId &recording) const = 0;
};

/// All of it, for who hands it out.
struct LibraryPorts
{
    RoomCatalogue &rooms;
    RecordingCatalogue &recordings;
    RecordingSharing &sharing;
    ConsentLog &consents;
    RecordingHistory &history;
};

} // namespace prosc
