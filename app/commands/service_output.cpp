#include "app/commands/service_output.h"

#include "ui/text/error_text.h"

#include <QEventLoop>
#include <QTimer>

namespace prosc {

void printRoom(const CommandLine &line, const QString &title, const OpenedRoom &room)
{
    line.result(QStringLiteral("%1\n  host:        %2\n  moderator:   %3\n  participant: %4")
                    .arg(title, room.hostLink, room.moderatorLink, room.participantLink),
                QJsonObject{{QStringLiteral("title"), title},
                            {QStringLiteral("room"), room.room.value},
                            {QStringLiteral("host"), room.hostLink},
                            {QStringLiteral("moderator"), room.moderatorLink},
                            {QStringLiteral("participant"), room.participantLink}});
}

bool reportMediaServer(RoomService &service)
{
    QEventLoop loop;
    QTimer poll;
    int asked = 0;
    auto problem = service.mediaServerProblem();
    QObject::connect(&poll, &QTimer::timeout, &loop, [&] {
        problem = service.mediaServerProblem();
        if (!problem || problem->code == ErrorCode::JanusMissing || ++asked >= 50) {
            loop.quit();
        }
    });
    if (problem) {
        poll.start(100);
        loop.exec();
    }
    if (problem) {
        CommandLine::say(errorText(*problem));
    }
    return !problem;
}

} // namespace prosc
