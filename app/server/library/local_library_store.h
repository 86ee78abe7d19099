#pragma once

#include "app/base/clock.h"
#include "app/server/index/library_lock.h"
#include "app/server/index/library_rows.h"
#include "app/server/library/library_retention.h"
#include "app/server/library/local_consent_log.h"
#include "app/server/library/local_recording_catalogue.h"
#include "app/server/library/local_recording_changes.h"
#include "app/server/library/local_recording_history.h"
#include "app/server/library/local_room_catalogue.h"
#include "app/server/library/recording_owners.h"

#include <memory>

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
/// (library_repair.h). Only one program at a time uses a library.
///
/// It makes and owns the parts; take the narrowest one that is enough. They are thread-safe.
class LocalLibraryStore
{
public:
    /// `clock` must outlive the store. DiskError, PermissionDenied, LibraryNewer,
    /// LibraryInUse; LibraryDamaged: the index is damaged, or empty although there are recordings.
    [[nodiscard]] static Result<std::unique_ptr<LocalLibraryStore>>
    create(const QString &dataFolder, const Clock &clock);
    LocalLibraryStore(const LocalLibraryStore &) = delete;
    LocalLibraryStore &operator=(const LocalLibraryStore &) = delete;

    [[nodiscard]] LibraryPorts ports();
    [[nodiscard]] LibraryRows &rows() { return m_rows; }
    [[nodiscard]] LocalRoomCatalogue &rooms() { return m_rooms; }
    [[nodiscard]] LocalRecordingCatalogue &recordings() { return m_recordings; }
    [[nodiscard]] LocalRecordingChanges &changes() { return m_changes; }
    [[nodiscard]] LocalConsentLog &consents() { return m_consents; }
    [[nodiscard]] LocalRecordingHistory &history() { return m_history; }
    [[nodiscard]] RecordingOwners &owners() { return m_owners; }
    [[nodiscard]] LibraryRetention &retention() { return m_retention; }

private:
    LocalLibraryStore(const QString &dataFolder, LibraryLock lock,
                      std::unique_ptr<LibraryIndex> index, const Clock &clock);

    LibraryLock m_lock;
    std::unique_ptr<LibraryIndex> m_index;
    LibraryRows m_rows;
    LocalRecordingHistory m_history;
    RecordingOwners m_owners;
    LocalRoomCatalogue m_rooms;
    LocalRecordingCatalogue m_recordings;
    LocalRecordingChanges m_changes;
    LocalConsentLog m_consents;
    LibraryRetention m_retention;
};

} // namespace prosc
