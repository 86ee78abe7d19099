#pragma once

#include <QStringList>

#include <vector>

namespace prosc {

/// A command of proscenium-room. `run` takes the arguments after its name, runs its own event loop
/// and returns the exit code.
struct Command
{
    const char *name;
    /// Its lines in the program's help.
    const char *usage;
    int (*run)(const QStringList &arguments);
};

/// The commands that need no room service in this program.
[[nodiscard]] std::vector<Command> clientCommands();

[[nodiscard]] int recordCommand(const QStringList &arguments);
[[nodiscard]] int simulateCommand(const QStringList &arguments);
[[nodiscard]] int encodersCommand(const QStringList &arguments);

} // namespace prosc
