#include "app/commands/command_line.h"
#include "app/commands/commands.h"
#include "app/server/library_repair.h"

#include <QDir>
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
    for (const auto &fault : report.faults) {
        bad.append(QJsonObject{{QStringLiteral("where"), fault.where},
                               {QStringLiteral("what"), fault.what}});
    }
    return {{QStringLiteral("rooms"), report.rooms},
            {QStringLiteral("recordings"), report.recordings},
            {QStringLiteral("bytes"), qint64{report.bytes}},
            {QStringLiteral("bad"), bad}};
}

int print(const CommandLine &line, const QString &sentence, const LibraryReport &report)
{
    QStringList text;
    for (const auto &fault : report.faults) {
        text.append(lineOf(fault));
    }
    text.append(sentence);
    line.result(text.join(QLatin1Char('\n')), jsonOf(report));
    return report.faults.empty() ? 0 : 1;
}

} // namespace

int libraryCommand(const QStringList &arguments)
{
    CommandLine line(QStringLiteral("library"),
                     QStringLiteral("Looks after the recordings that a room service keeps.\n"
                                    "rebuild: makes the index again from the folders, also when "
                                    "it is gone or damaged; no service may run.\n"
                                    "verify: reads every file and compares its checksum; one line "
                                    "for each that is damaged."));
    line.addArgument(QStringLiteral("rebuild|verify"), QStringLiteral("What to do."));
    line.addOption(QStringLiteral("data"),
                   QStringLiteral("The service's data folder (\"dataFolder\" in its "
                                  "configuration); required."),
                   QStringLiteral("dir"));
    if (!line.parse(arguments)) {
        return line.exitCode();
    }
    const bool rebuilds = line.argument() == QLatin1String("rebuild");
    if (!rebuilds && line.argument() != QLatin1String("verify")) {
        return CommandLine::failWith(
            QStringLiteral("\"library\" can rebuild or verify, not \"%1\".").arg(line.argument()));
    }
    if (!line.isSet(QStringLiteral("data"))) {
        return CommandLine::failWith(QStringLiteral("\"library\" needs --data DIR."));
    }
    const QString folder = QDir(line.value(QStringLiteral("data"))).absolutePath();
    const auto report = rebuilds ? rebuildLibrary(folder) : verifyLibrary(folder);
    if (!report) {
        return CommandLine::failWith(
            QStringLiteral("The library cannot be worked on: %1.").arg(report.error().detail));
    }
    const QString what = rebuilds ? QStringLiteral("The index has %1 recordings in %2 rooms now.")
                                  : QStringLiteral("%1 recordings in %2 rooms were looked at.");
    return print(line, what.arg(report->recordings).arg(report->rooms), *report);
}

} // namespace prosc
