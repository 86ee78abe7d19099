// The "library" subcommands for single recordings.
#include "app/base/clock.h"
#include "app/base/time_text.h"
#include "app/commands/command_line.h"
#include "app/commands/hosting/hosting_commands.h"
#include "app/server/library/local_library_store.h"
#include "app/server/library/recording_report_file.h"
#include "app/server/repair/library_repair.h"
#include "ui/text/format_text.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <optional>
#include <pwd.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

/// The user running the command; for the history.
QString thisUser()
{
    const auto *user = ::getpwuid(::getuid());
    return user == nullptr ? u"user %1"_s.arg(::getuid()) : QString::fromLocal8Bit(user->pw_name);
}

/// Accepts "room/recording", as printed by `list` and `verify`, or the id alone.
QString idIn(const QString &text)
{
    return text.section(QLatin1Char('/'), -1);
}

std::optional<RecordingRow> rowOf(const QString &data, const QString &recording)
{
    const auto rows = readLibraryFolders(data).recordings;
    const auto found = std::ranges::find_if(
        rows, [&](const RecordingRow &row) { return row.item.item.value == idIn(recording); });
    return found == rows.end() ? std::nullopt : std::optional(*found);
}

int noSuchRecording(const QString &recording)
{
    return CommandLine::failWith(u"There is no recording \"%1\" in this library."_s.arg(recording));
}

QJsonObject jsonOf(const RecordingRow &row)
{
    return {{u"room"_s, row.room.value},
            {u"recording"_s, row.item.item.value},
            {u"state"_s, enumName(row.item.state)},
            {u"owner"_s, row.owner},
            {u"name"_s, row.item.name},
            {u"created"_s, isoWithOffset(row.item.created)},
            {u"duration"_s, qint64{row.item.duration}},
            {u"bytes"_s, qint64{row.item.bytes}}};
}

} // namespace

int listRecordings(const CommandLine &line, const QString &data)
{
    auto rows = readLibraryFolders(data).recordings;
    std::ranges::sort(rows, std::greater(),
                      [](const RecordingRow &row) { return row.item.created; });
    QJsonArray all;
    QStringList text;
    for (const auto &row : rows) {
        all.append(jsonOf(row));
        const auto length = durationText(std::chrono::milliseconds(row.item.duration));
        text.append(QStringList{row.room.value + QLatin1Char('/') + row.item.item.value,
                                enumName(row.item.state), length, printable(row.owner),
                                printable(row.item.name)}
                        .join(QLatin1Char('\t')));
    }
    text.prepend(u"ROOM/RECORDING\tSTATE\tLENGTH\tOWNER\tNAME"_s);
    text.append(counted(rows.size(), "recording") + QLatin1Char('.'));
    line.result(text.join(QLatin1Char('\n')), {{u"recordings"_s, all}});
    return 0;
}

int printReport(const CommandLine &line, const QString &data, const QString &recording)
{
    const auto row = rowOf(data, recording);
    if (!row) {
        return noSuchRecording(recording);
    }
    const auto report = reportOf(
        *row, u"%1/rooms/%2/Recordings/%3"_s.arg(data, row->room.value, row->item.item.value));
    const auto text = QJsonDocument(report).toJson().trimmed();
    line.result(QString::fromUtf8(text), report);
    return 0;
}

int changeOwner(const CommandLine &line, const QString &data, const OwnerChange &wanted)
{
    const auto row = rowOf(data, wanted.recording);
    if (!row) {
        return noSuchRecording(wanted.recording);
    }
    const SystemClock clock;
    const auto store = LocalLibraryStore::create(data, clock);
    const auto changed = store ? (*store)->owners().set(row->item.item, wanted.owner, thisUser())
                               : fail(store.error());
    if (!changed) {
        return CommandLine::failWith(
            u"The owner cannot be changed: %1."_s.arg(changed.error().detail));
    }
    const auto now = (*store)->rows().row(row->item.item).value_or(*row);
    line.result(u"The recording belongs to %1."_s.arg(printable(now.owner)), jsonOf(now));
    return 0;
}

} // namespace prosc
