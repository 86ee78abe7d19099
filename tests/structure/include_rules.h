#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace prosc {

/// What the files of one folder may include; the table "Folders" of ARCHITECTURE.md as data. `own`
/// names folders ("app/base") and single headers ("app/room/protocol/values.h"); `modules` Qt's
/// modules other than QtCore. Third-party libraries list their folders themselves (in the .cpp).
struct IncludeRule
{
    QString folder;
    QStringList own;
    QStringList modules;
};

[[nodiscard]] std::vector<IncludeRule> includeRules();

/// Why `line` of a source file in `rule.folder` is not allowed; empty if it is, or if it is not an
/// #include. `qtHeaders` is the folder with Qt's module folders.
[[nodiscard]] QString includeProblem(const IncludeRule &rule, const QString &line,
                                     const QString &qtHeaders);

} // namespace prosc
