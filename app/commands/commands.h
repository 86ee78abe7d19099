#pragma once

#include <QStringList>

namespace prosc {

class CommandLine;

// The commands of proscenium-room. Each takes the arguments after its name, runs its own event loop
// and returns the exit code.

[[nodiscard]] int serveCommand(const QStringList &arguments);
[[nodiscard]] int recordCommand(const QStringList &arguments);
[[nodiscard]] int simulateCommand(const QStringList &arguments);
[[nodiscard]] int demoCommand(const QStringList &arguments);
[[nodiscard]] int encodersCommand(const QStringList &arguments);
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
