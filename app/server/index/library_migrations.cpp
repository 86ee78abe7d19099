#include "app/server/index/library_migrations.h"

namespace prosc {

const std::vector<std::vector<const char *>> &libraryMigrations()
{
    static const std::vector<std::vector<const char *>> migrations = {
        {
            "CREATE TABLE rooms (id TEXT PRIMARY KEY, title TEXT NOT NULL, type TEXT NOT NULL,"
            " owner TEXT NOT NULL, members TEXT NOT NULL, created TEXT NOT NULL)",
            "CREATE TABLE recordings (id TEXT PRIMARY KEY, room TEXT NOT NULL, epoch INTEGER NOT "
            "NULL,"
            " title TEXT NOT NULL, owner TEXT NOT NULL, name TEXT NOT NULL, state TEXT NOT NULL,"
            " reason TEXT NOT NULL, created TEXT NOT NULL, created_ms INTEGER NOT NULL,"
            " duration INTEGER NOT NULL, bytes INTEGER NOT NULL, received INTEGER NOT NULL,"
            " sha256 TEXT NOT NULL, file TEXT NOT NULL, upload_created INTEGER NOT NULL)",
            "CREATE INDEX recordings_by_room ON recordings (room, created_ms)",
        },
        {
            "ALTER TABLE rooms ADD COLUMN subtitles INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE rooms ADD COLUMN chapters INTEGER NOT NULL DEFAULT 0",
        },
        {
            "ALTER TABLE rooms ADD COLUMN retention_days INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE recordings ADD COLUMN layout TEXT NOT NULL DEFAULT 'file'",
            "ALTER TABLE recordings ADD COLUMN upload_length INTEGER NOT NULL DEFAULT -1",
            "ALTER TABLE recordings ADD COLUMN upload_sha256 TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE recordings ADD COLUMN deleted_at TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE recordings ADD COLUMN state_before TEXT NOT NULL DEFAULT 'failed'",
            "ALTER TABLE recordings ADD COLUMN link_key TEXT NOT NULL DEFAULT ''",
        },
    };
    return migrations;
}

} // namespace prosc
