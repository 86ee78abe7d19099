#include "app/commands/command_line.h"
#include "app/commands/commands.h"
#include "app/composition/engine_parts.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace prosc {

int encodersCommand(const QStringList &arguments)
{
    CommandLine line(u"encoders"_s, u"Lists the H.264 encoders that this program knows, in the "
                                    "order in which they are tried, and whether each works on "
                                    "this computer."_s);
    if (!line.parse(arguments)) {
        return line.exitCode();
    }
    EncoderChoices encoders;
    QJsonArray list;
    QStringList text;
    bool any = false;
    for (const auto &choice : encoders.all()) {
        any |= choice.works;
        list.append(QJsonObject{{u"name"_s, choice.name}, {u"works"_s, choice.works}});
        text.append(u"%1 %2"_s.arg(choice.name.leftJustified(16),
                                   choice.works ? u"works"_s : u"does not work here"_s));
    }
    line.result(text.join(QLatin1Char('\n')), {{u"encoders"_s, list}});
    return any ? 0 : CommandLine::fail(Error{ErrorCode::EncoderMissing, {}});
}

} // namespace prosc
