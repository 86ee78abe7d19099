#pragma once

#include "app/base/ids.h"
#include "app/base/result.h"
#include "app/room/protocol/values.h"

#include <functional>
#include <memory>
#include <vector>

namespace prosc {

/// A room, as far as the library and the tokens need it.
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
    /// Number of days until a recording is moved to the bin; 0: never.
    int retentionDays = 0;
    /// RoomState::autoRecord and recordReminder: from the configuration, not stored.
    bool autoRecord = false;
    bool recordReminder = false;

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

/// Somebody agreed to be recorded. The name is stored here, never in the video.
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
    /// Since when, during this recording.
    QDateTime from;
};

// The library's interface to the rest of the service: a port for each use. Thread-safe; every
// method may block on disk and SQL, so call it on the disk pool. A method returns only after its
// change is synced to disk.

/// The rooms.
class RoomCatalogue
{
public:
    virtual ~RoomCatalogue() = default;

    virtual Status saveRoom(const RoomRecord &room) = 0;
    [[nodiscard]] virtual Result<std::vector<RoomRecord>> rooms() const = 0;
};

/// The recordings, and what their recorders report.
class RecordingCatalogue
{
public:
    virtual ~RecordingCatalogue() = default;

    virtual Status announce(const AnnouncedRecording &recording) = 0;
    /// What the recorder reports of its finished file (name, duration, bytes, sha256); the upload
    /// may be complete by then.
    virtual Status setFileFacts(const MediaItem &item) = 0;
    /// The recording failed; what was uploaded of it is kept.
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

/// What people do with a recording; `by` names the person for its history. NotFound; NotAllowed if
/// its state does not permit it.
class RecordingChanges
{
public:
    virtual ~RecordingChanges() = default;

    /// Changes the name of a published recording; the file in its folder keeps its own.
    virtual Status rename(const RecordingId &recording, const QString &name, const QString &by) = 0;
    /// Moves it into the bin, where it is kept for 30 days; restore() moves it out again.
    virtual Status remove(const RecordingId &recording, const QString &by) = 0;
    virtual Status restore(const RecordingId &recording, const QString &by) = 0;
    /// Invalidates all links to it.
    virtual Status revokeLinks(const RecordingId &recording, const QString &by) = 0;
    /// The key that a new link must carry so that it can be revoked. Adds the link to the history.
    [[nodiscard]] virtual Result<QString> newLink(const RecordingId &recording, const QString &by,
                                                  const QString &detail) = 0;
    /// The key that valid links carry now.
    [[nodiscard]] virtual Result<QString> linkKey(const RecordingId &recording) const = 0;
};

/// Who agreed to be recorded: kept permanently with the recording, in order of arrival.
class ConsentLog
{
public:
    virtual ~ConsentLog() = default;

    /// They are on the disk when it returns; if it fails, none of them counts.
    virtual Status addConsents(const RecordingId &recording,
                               const std::vector<ConsentRecord> &consents) = 0;
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
    /// Adds an event to its history; see recording_report_file.h.
    virtual Status noteEvent(const RecordingId &recording, const QString &what, const QString &by,
                             const QString &detail) = 0;
    /// The current report.json, in any state of the recording.
    [[nodiscard]] virtual Result<QByteArray> report(const RecordingId &recording) const = 0;
};

/// All ports of one library.
struct LibraryPorts
{
    RoomCatalogue &rooms;
    RecordingCatalogue &recordings;
    RecordingChanges &changes;
    ConsentLog &consents;
    RecordingHistory &history;
};

} // namespace prosc
