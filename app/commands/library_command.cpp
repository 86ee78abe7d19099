#include "app/commands/command_line.h"
#include "app/commands/commands.h"
#include "app/server/repair/library_repair.h"

#include <QDir>
#include <QHash>
#include <QJsonArray>

namespace prosc {

namespace {

QString lineOf(const LibraryFault &fault)
{
    return fault.where.isEmpty() ? fault.what
                                 : QStringLiteral("%1: %2").arg(fault.where, fault.what);
}

QJsonObject jsonOf(const LibraryReport &report)
{
    QJsonArray bad;
    const auto whole = QJsonArray::fromStringList(report.whole);
    for (const auto &fault : report.faults) {
        bad.append(QJsonObject{{QStringLiteral("where"), fault.where},
                               {QStringLiteral("what"), fault.what}});
    }
    return {{QStringLiteral("rooms"), report.rooms},
            {QStringLiteral("recordings"), report.recordings},
            {QStringLiteral("bytes"), qint64{report.bytes}},
            {QStringLiteral("ok"), whole},
            {QStringLiteral("bad"), bad}};
}

int print(const CommandLine &line, const QString &sentence, const LibraryReport &report)
{
    QStringList text;
    for (const auto &where : report.whole) {
        text.append(QStringLiteral("%1: ok").arg(where));
    }
    for (const auto &fault : report.faults) {
        text.append(lineOf(fault));
    }
    text.append(sentence);
    line.result(text.join(QLatin1Char('\n')), jsonOf(report));
    return report.faults.empty() ? 0 : 1;
}

/// What each of them needs; empty: there is none of that name.
QStringList optionsOf(const QString &what)
{
    const auto data = QStringLiteral("data");
    const auto recording = QStringLiteral("recording");
    const QHash<QString, QStringList> known{
        {QStringLiteral("rebuild"), {data}},
        {QStringLiteral("verify"), {data}},
        {QStringLiteral("list"), {data}},
        {QStringLiteral("report"), {data, recording}},
        {QStringLiteral("owner"), {data, recording, QStringLiteral("owner")}},
        {QStringLiteral("process"), {recording}},
    };
    return known.value(what);
}

int lookAfter(const CommandLine &line, bool rebuilds, const QString &folder)
{
    const auto report = rebuilds ? rebuildLibrary(folder) : verifyLibrary(folder);
    if (!report) {
        return CommandLine::failWith(
            QStringLiteral("The library cannot be worked on: %1.").arg(report.error().detail));
    }
    const QString sentence = rebuilds ? QStringLiteral("The index has %1 in %2 now.")
                                      : QStringLiteral("Looked at: %1 in %2.");
    return print(
        line,
        sentence.arg(counted(report->recordings, "recording"), counted(report->rooms, "room")),
        *report);
}

} // namespace

int libraryCommand(const QStringList &arguments)
{
    CommandLine line(QStringLiteral("library"),
                     QStringLiteral("Looks after the recordings that a room service keeps.\n"
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
                                    "pictures; the service does that by itself."));
    line.addArgument(QStringLiteral("what"),
                     QStringLiteral("rebuild, verify, list, report, owner or process."));
    line.addOption(QStringLiteral("data"),
                   QStringLiteral("The service's data folder (\"dataFolder\" in its "
                                  "configuration), for all but process."),
                   QStringLiteral("dir"));
    line.addOption(QStringLiteral("recording"),
                   QStringLiteral("The recording as list prints it, for report and owner; its "
                                  "folder, for process."),
                   QStringLiteral("id|dir"));
    line.addOption(QStringLiteral("owner"), QStringLiteral("The new owner, for owner."),
                   QStringLiteral("name"));
    if (!line.parse(arguments)) {
        return line.exitCode();
    }
    const QString what = line.argument();
    const auto needed = optionsOf(what);
    if (needed.isEmpty()) {
        return CommandLine::failWith(
            QStringLiteral("\"library\" can rebuild, verify, list, report, "
                           "owner or process, not \"%1\".")
                .arg(what));
    }
    for (const auto &option : needed) {
        if (!line.isSet(option)) {
            return CommandLine::failWith(QStringLiteral("\"library %1\" needs --%2.")
                                             .arg(what, needed.join(QStringLiteral(" and --"))));
        }
    }
    const QString recording = line.value(QStringLiteral("recording"));
    if (what == QLatin1String("process")) {
        return processRecording(line, QDir(recording).absolutePath());
    }
    const QString data = QDir(line.value(QStringLiteral("data"))).absolutePath();
    if (!QDir(data + QStringLiteral("/rooms")).exists()) {
        return CommandLine::failWith(QStringLiteral("There is no library in %1.").arg(data));
    }
    if (what == QLatin1String("list")) {
        return listRecordings(line, data);
    }
    if (what == QLatin1String("report")) {
        return printReport(line, data, recording);
    }
    if (what == QLatin1String("owner")) {
        return changeOwner(line, data, {recording, line.value(QStringLiteral("owner"))});
    }
    return lookAfter(line, what == QLatin1String("rebuild"), data);
}

} // namespace prosc
