#include "app/commands/command_line.h"
#include "app/commands/commands.h"
#include "app/composition/engine_parts.h"

#include <QJsonArray>

namespace prosc {

int encodersCommand(const QStringList &arguments)
{
    CommandLine line(QStringLiteral("encoders"),
                     QStringLiteral("Lists the H.264 encoders that this program knows, in the "
                                    "order in which they are tried, and whether each works on "
                                    "this computer."));
    if (!line.parse(arguments)) {
        return line.exitCode();
    }
    EncoderChoices encoders;
    QJsonArray list;
    QStringList text;
    bool any = false;
    for (const auto &choice : encoders.all()) {
        any |= choice.works;
        list.append(QJsonObject{{QStringLiteral("name"), choice.name},
                                {QStringLiteral("works"), choice.works}});
        text.append(QStringLiteral("%1 %2").arg(
            choice.name.leftJustified(16),
            choice.works ? QStringLiteral("works") : QStringLiteral("does not work here")));
    }
    line.result(text.join(QLatin1Char('\n')), {{QStringLiteral("encoders"), list}});
    return any ? 0 : CommandLine::fail(Error{ErrorCode::EncoderMissing, {}});
}

} // namespace prosc
