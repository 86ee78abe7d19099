#pragma once

#include "app/base/clock.h"
#include "app/server/library/library_index.h"
#include "app/server/library/library_lock.h"
#include "app/server/library/library_store.h"

#include <QHash>
#include <QJsonObject>

#include <functional>
#include <memory>
#include <mutex>

namespace prosc {

/// The library as a folder with an SQLite index:
///   <data>/library.sqlite
///   <data>/rooms/<room>/room.json
///   <data>/rooms/<room>/Recordings/<recording>/<name>.mp4, meta.json, history.jsonl,
///   consents.jsonl, recorded.jsonl, recorder.json, and report.json, which is made of these;
///   during the upload upload.part, with fragments.sha256 if it is a body, and unit.staged while
///   one of its units arrives in chunks; interrupted.part and interrupted.sha256 while an
///   interrupted one is uploaded again from the start.
/// room.json and meta.json repeat the contents of the index, so that a lost index can be rebuilt
/// (library_rebuild.h). Only one program at a time uses a library.
class LocalLibraryStore final : public RoomCatalogue,
                                public RecordingCatalogue,
                                public RecordingSharing,
                                public ConsentLog,
                                public RecordingHistory
{
public:
    /// `clock` must outlive the store. DiskError, PermissionDenied, UnsupportedVersion,
    /// LibraryInUse.
    [[nodiscard]] static Result<std::unique_ptr<LocalLibraryStore>>
    create(const QString &dataFolder, const Clock &clock);
    ~LocalLibraryStore() override;

    [[nodiscard]] LibraryPorts ports() { return {*this, *this, *this, *this, *this}; }

    Status saveRoom(const RoomRecord &room) override;
    [[nodiscard]] Result<std::vector<RoomRecord>> rooms() const override;
    Status announce(const AnnouncedRecording &recording) override;
    Status setFileFacts(const MediaItem &item) override;
    Status setFailed(const RecordingId &recording, const QString &errorCode) override;
    Status rename(const RecordingId &recording, const QString &name, const QString &by) override;
    Status remove(const RecordingId &recording, const QString &by) override;
    Status restore(const RecordingId &recording, const QString &by) override;
    Status revokeLinks(const RecordingId &recording, const QString &by) override;
    [[nodiscard]] Result<QString> newLink(const RecordingId &recording, const QString &by,
                                          const QString &detail) override;
    [[nodiscard]] Result<QString> linkKey(const RecordingId &recording) const override;
    Status addConsent(const RecordingId &recording, const ConsentRecord &consent) override;
    [[nodiscard]] Result<std::vector<ConsentRecord>>
    consents(const RecordingId &recording) const override;
    Status addRecorded(const RecordingId &recording,
                       const std::vector<RecordedPerson> &people) override;
    Status noteEvent(const RecordingId &recording, const QString &what, const QString &by,
                     const QString &detail) override;
    [[nodiscard]] Result<QByteArray> report(const RecordingId &recording) const override;
    [[nodiscard]] Result<std::vector<MediaItem>> items(const RoomId &room) const override;
    [[nodiscard]] Result<MediaItem> item(const RecordingId &recording) const override;
    [[nodiscard]] Result<RoomId> roomOf(const RecordingId &recording) const override;
    [[nodiscard]] Result<QString> filePath(const RecordingId &recording) const override;
    void setItemListener(std::function<void(const RoomId &, const MediaItem &)> listener) override;

    /// Replaces the recorder's report of a recording: a JSON object. Malformed.
    Status setRecorderReport(const RecordingId &recording, const QByteArray &json);
    /// Changes the owner of a recording, and adds this to its history. InvalidArgument.
    Status setOwner(const RecordingId &recording, const QString &owner, const QString &by);

    // For UploadStore, which writes the recordings' folders.

    [[nodiscard]] Result<RecordingRow> row(const RecordingId &recording) const;
    [[nodiscard]] Result<std::vector<RecordingRow>> rowsIn(MediaItemState state) const;
    [[nodiscard]] QString folderOf(const RecordingRow &row) const;
    /// Paths of the file that an upload is written to, of the checksums of its units, and of the
    /// chunks of the next unit.
    [[nodiscard]] QString partOf(const RecordingRow &row) const;
    [[nodiscard]] QString unitsOf(const RecordingRow &row) const;
    [[nodiscard]] QString stagedOf(const RecordingRow &row) const;
    /// Changes a recording, writes meta.json and notifies the listener.
    [[nodiscard]] Result<RecordingRow> change(const RecordingId &recording,
                                              const std::function<Status(RecordingRow &)> &how);
    /// Commits how many bytes are on disk; notifies the listener at most every 250 ms per
    /// recording.
    [[nodiscard]] Status setReceived(const RecordingId &recording, int64_t received);
    /// Adds a line to the recording's history, and updates its report.
    void note(const RecordingRow &row, const QString &what, const QString &by = {},
              const QString &detail = {}, const QJsonObject &more = {});
    /// Moves recordings older than their room's retention into the bin, and removes those that have
    /// been there for 30 days.
    void tidy();

private:
    LocalLibraryStore(const QString &dataFolder, LibraryLock lock,
                      std::unique_ptr<LibraryIndex> index, const Clock &clock);

    [[nodiscard]] Status writeMeta(const RecordingRow &row) const;
    void removeForGood(const RecordingRow &row);
    /// note() without updating the report.
    [[nodiscard]] Status addToHistory(const RecordingRow &row, QJsonObject line);
    [[nodiscard]] Status writeReport(const RecordingId &recording);
    void followOwner(const RoomRecord &before, const RoomRecord &room);
    void tell(const RecordingRow &row);

    QString m_dataFolder;
    LibraryLock m_lock;
    std::unique_ptr<LibraryIndex> m_index;
    const Clock &m_clock;

    mutable std::mutex m_consentsMutex;
    std::mutex m_historyMutex;
    std::mutex m_reportMutex;
    /// Held from a change of the index until its meta.json is written and the listener notified:
    /// the recorder's facts and its upload may arrive on two threads at once, and the later change
    /// must win everywhere.
    std::mutex m_changesMutex;
    std::mutex m_mutex;
    std::function<void(const RoomId &, const MediaItem &)> m_listener;
    QHash<RecordingId, MediaTime> m_lastProgress;
};

/// `name`, which a client may have sent, as a safe file name for a recording's folder: no path, no
/// control or direction characters, no leading dots, at most 240 bytes of UTF-8, ends with ".mp4".
[[nodiscard]] QString safeRecordingName(const QString &name);

/// Whether `id` may name a folder: 1 to 128 of A-Z a-z 0-9 _ -.
[[nodiscard]] bool isSafeFolderId(const QString &id);

} // namespace prosc
