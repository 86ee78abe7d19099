#include "app/commands/output_folder.h"

#include "app/platform/folders.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace prosc {

std::optional<QString> outputFolder(const CommandLine &line, Result<QString> (*fallback)())
{
    const auto out = u"out"_s;
    const auto folder =
        line.isSet(out) ? Result<QString>(QDir(line.value(out)).absolutePath()) : fallback();
    const auto usable = folder ? makeWritableFolder(*folder) : fail(folder.error());
    if (usable) {
        return *folder;
    }
    CommandLine::failWith(u"Nothing can be written into the folder (%1). Choose "
                          "another one with --out."_s.arg(usable.error().detail));
    return std::nullopt;
}

} // namespace prosc
