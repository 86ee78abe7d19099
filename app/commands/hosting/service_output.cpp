#include "app/commands/hosting/service_output.h"

#include "ui/text/error_text.h"

#include <QEventLoop>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace prosc {

QString roomLinks(const QString &title, const OpenedRoom &room)
{
    return u"%1\n  host:        %2\n  moderator:   %3\n  participant: %4"_s.arg(
        printable(title), room.hostLink, room.moderatorLink, room.participantLink);
}

void printRoom(const CommandLine &line, const QString &title, const OpenedRoom &room)
{
    line.result(roomLinks(title, room), QJsonObject{{u"title"_s, title},
                                                    {u"room"_s, room.room.value},
                                                    {u"host"_s, room.hostLink},
                                                    {u"moderator"_s, room.moderatorLink},
                                                    {u"participant"_s, room.participantLink}});
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
