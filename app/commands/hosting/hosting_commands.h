#pragma once

#include "app/commands/commands.h"

namespace prosc {

class CommandLine;

/// The commands that run a room service, or work on its data folder.
[[nodiscard]] std::vector<Command> hostingCommands();

[[nodiscard]] int serveCommand(const QStringList &arguments);
[[nodiscard]] int demoCommand(const QStringList &arguments);
[[nodiscard]] int libraryCommand(const QStringList &arguments);
/// `library process`: analyses the published recording in `folder`; see RecordingProcessor.
[[nodiscard]] int processRecording(const CommandLine &line, const QString &folder);

// `library list`, `report` and `owner`, on a service's data folder.
struct OwnerChange
{
    QString recording;
    QString owner;
};
[[nodiscard]] int listRecordings(const CommandLine &line, const QString &data);
[[nodiscard]] int printReport(const CommandLine &line, const QString &data,
                              const QString &recording);
[[nodiscard]] int changeOwner(const CommandLine &line, const QString &data,
                              const OwnerChange &wanted);

} // namespace prosc
