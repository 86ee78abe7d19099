#pragma once

#include <QStringList>

namespace prosc {

class CommandLine;

// The commands of proscenium-room. Each takes the arguments after its name, runs its own event loop
// and gives the exit code.

[[nodiscard]] int serveCommand(const QStringList &arguments);
[[nodiscard]] int recordCommand(const QStringList &arguments);
[[nodiscard]] int simulateCommand(const QStringList &arguments);
[[nodiscard]] int demoCommand(const QStringList &arguments);
[[nodiscard]] int encodersCommand(const QStringList &arguments);
[[nodiscard]] int libraryCommand(const QStringList &arguments);
/// `library process`: looks through the published recording in `folder`; see RecordingProcessor.
[[nodiscard]] int processRecording(const CommandLine &line, const QString &folder);

} // namespace prosc
