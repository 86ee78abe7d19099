#include "app/commands/command_line.h"
#include "app/commands/hosting/hosting_commands.h"
#include "app/server/repair/library_ownership.h"
#include "app/server/repair/library_repair.h"

#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QJsonArray>
#include <QScopeGuard>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

QString lineOf(const LibraryFault &fault)
{
    const auto what = printable(fault.what);
    return fault.where.isEmpty() ? what : u"%1: %2"_s.arg(printable(fault.where), what);
}

QJsonObject jsonOf(const LibraryReport &report)
{
    QJsonArray bad;
    const auto whole = QJsonArray::fromStringList(report.whole);
    for (const auto &fault : report.faults) {
        bad.append(QJsonObject{{u"where"_s, fault.where}, {u"what"_s, fault.what}});
    }
    return {{u"rooms"_s, report.rooms},
            {u"recordings"_s, report.recordings},
            {u"bytes"_s, qint64{report.bytes}},
            {u"ok"_s, whole},
            {u"bad"_s, bad}};
}

int print(const CommandLine &line, const QString &sentence, const LibraryReport &report)
{
    QStringList text;
    for (const auto &where : report.whole) {
        text.append(u"%1: ok"_s.arg(printable(where)));
    }
    for (const auto &fault : report.faults) {
        text.append(lineOf(fault));
    }
    text.append(sentence);
    line.result(text.join(QLatin1Char('\n')), jsonOf(report));
    return report.faults.empty() ? 0 : 1;
}

/// The options that a subcommand requires; empty if there is no such subcommand.
QStringList optionsOf(const QString &what)
{
    const auto data = u"data"_s;
    const auto recording = u"recording"_s;
    const QHash<QString, QStringList> known{
        {u"rebuild"_s, {data}},
        {u"verify"_s, {data}},
        {u"list"_s, {data}},
        {u"report"_s, {data, recording}},
        {u"owner"_s, {data, recording, u"owner"_s}},
        {u"process"_s, {recording}},
    };
    return known.value(what);
}

int lookAfter(const CommandLine &line, bool rebuilds, const QString &folder)
{
    const auto report = rebuilds ? rebuildLibrary(folder) : verifyLibrary(folder);
    if (!report) {
        return CommandLine::failWith(
            u"The library cannot be worked on: %1."_s.arg(report.error().detail));
    }
    const QString sentence =
        rebuilds ? u"The index has %1 in %2 now."_s : u"Looked at: %1 in %2."_s;
    return print(
        line,
        sentence.arg(counted(report->recordings, "recording"), counted(report->rooms, "room")),
        *report);
}

} // namespace

int libraryCommand(const QStringList &arguments)
{
    CommandLine line(u"library"_s, u"Looks after the recordings that a room service keeps.\n"
                                   "rebuild: makes the index again from the folders, also when "
                                   "it is gone or damaged; no service may run.\n"
                                   "verify: reads every file and compares its checksum; says of "
                                   "each recording whether it is whole.\n"
                                   "list: the recordings, newest first, with state and owner.\n"
                                   "report: prints a recording's report: who recorded, who was "
                                   "recorded, who agreed, what went wrong.\n"
                                   "owner: gives a recording to somebody else; its history keeps "
                                   "that; no service may run.\n"
                                   "process: looks through one recording and makes its preview "
                                   "pictures; the service does that by itself."_s);
    line.addArgument(u"what"_s, u"rebuild, verify, list, report, owner or process."_s);
    line.addOption(u"data"_s,
                   u"The service's data folder (\"dataFolder\" in its "
                   "configuration), for all but process."_s,
                   u"dir"_s);
    line.addOption(u"recording"_s,
                   u"The recording as list prints it, for report and owner; its "
                   "folder, for process."_s,
                   u"id|dir"_s);
    line.addOption(u"owner"_s, u"The new owner, for owner."_s, u"name"_s);
    if (!line.parse(arguments)) {
        return line.exitCode();
    }
    const QString what = line.argument();
    const auto needed = optionsOf(what);
    if (needed.isEmpty()) {
        return CommandLine::failWith(u"\"library\" can rebuild, verify, list, report, "
                                     "owner or process, not \"%1\"."_s.arg(what));
    }
    for (const auto &option : needed) {
        if (!line.isSet(option)) {
            return CommandLine::failWith(
                u"\"library %1\" needs --%2; see \"proscenium-room library --help\"."_s.arg(
                    what, needed.join(u" and --"_s)));
        }
    }
    const QString recording = line.value(u"recording"_s);
    if (what == QLatin1String("process")) {
        return processRecording(line, QDir(recording).absolutePath());
    }
    const QString data = QDir(line.value(u"data"_s)).absolutePath();
    if (QDir(data).exists() && !QFileInfo(data).isReadable()) {
        return CommandLine::failWith(
            u"The library in %1 cannot be read: Permission denied. Try sudo."_s.arg(data));
    }
    if (!QDir(data + u"/rooms"_s).exists()) {
        return CommandLine::failWith(u"There is no library in %1."_s.arg(data));
    }
    if (what == QLatin1String("list")) {
        return listRecordings(line, data);
    }
    if (what == QLatin1String("report")) {
        return printReport(line, data, recording);
    }
    // The rest opens the index.
    const auto ownership = qScopeGuard([&data] { giveToOwnerOf(data); });
    if (what == QLatin1String("owner")) {
        return changeOwner(line, data, {recording, line.value(u"owner"_s)});
    }
    return lookAfter(line, what == QLatin1String("rebuild"), data);
}

} // namespace prosc
