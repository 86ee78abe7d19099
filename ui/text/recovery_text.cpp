#include "ui/text/recovery_text.h"

#include "ui/text/error_text.h"

#include <QCoreApplication>
#include <QLocale>

namespace prosc {

namespace {

QString timeOfDay(const QDateTime &moment)
{
    return QLocale().toString(moment.toLocalTime().time(), QLocale::ShortFormat);
}

} // namespace

QString recoveredText(const QString &name)
{
    return QCoreApplication::translate(
               "RecoveryText",
               "A recording that was interrupted was saved up to its last second. It comes to its "
               "room's Media and Files by itself: %1",
               "Sentence after the start of the program; %1 is the name of the file")
        .arg(name);
}

QString lostText(const QString &folder, const Error &error)
{
    return QCoreApplication::translate(
               "RecoveryText",
               "A recording that was interrupted could not be completed. What there is of it was "
               "left "
               "in %1. %2",
               "Sentence after the start of the program; %1 is a folder, %2 a sentence about what "
               "went wrong")
        .arg(folder, errorText(error));
}

QString waitingText(const QString &title, const QDateTime &until)
{
    return QCoreApplication::translate(
               "RecoveryText",
               "The recording of \"%1\" was interrupted. Join that room again before %2 to go on "
               "with it; otherwise it is completed and uploaded.",
               "Sentence on the start page; %1 is the title of a room, %2 a time of day")
        .arg(title, timeOfDay(until));
}

QString waitingHostedText(const QString &title, const QDateTime &until)
{
    return QCoreApplication::translate(
               "RecoveryText",
               "The recording of \"%1\" was interrupted. Host that room again before %2 to go on "
               "with it; otherwise it is completed and kept in its Media and Files.",
               "Sentence on the start page; %1 is the title of a room, %2 a time of day")
        .arg(title, timeOfDay(until));
}

QString continuedText()
{
    return QCoreApplication::translate(
        "RecoveryText",
        "The recording goes on after an interruption. What happened in between is missing in it.",
        "Sentence in the room, when the program that records was started again");
}

} // namespace prosc
