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
               "An interrupted recording was saved up to its last second. It will appear "
               "automatically in its room's Media and Files: %1",
               "Sentence after the start of the program; %1 is the name of the file")
        .arg(name);
}

QString lostText(const QString &folder, const Error &error)
{
    return QCoreApplication::translate(
               "RecoveryText",
               "An interrupted recording could not be completed. What was recorded is in %1. %2",
               "Sentence after the start of the program; %1 is a folder, %2 a sentence about what "
               "went wrong")
        .arg(folder, errorText(error));
}

QString waitingText(const QString &title, const QDateTime &until)
{
    return QCoreApplication::translate(
               "RecoveryText",
               "The recording of \"%1\" was interrupted. Rejoin that room before %2 to continue "
               "it. Otherwise it will be completed and uploaded.",
               "Sentence on the start page; %1 is the title of a room, %2 a time of day")
        .arg(title, timeOfDay(until));
}

QString waitingHostedText(const QString &title, const QDateTime &until)
{
    return QCoreApplication::translate(
               "RecoveryText",
               "The recording of \"%1\" was interrupted. Host that room again before %2 to "
               "continue it. Otherwise it will be completed and kept in its Media and Files.",
               "Sentence on the start page; %1 is the title of a room, %2 a time of day")
        .arg(title, timeOfDay(until));
}

QString continuedText()
{
    return QCoreApplication::translate(
        "RecoveryText",
        "The recording continues after an interruption. What happened in between is missing.",
        "Sentence in the room, when the program that records was started again");
}

} // namespace prosc
