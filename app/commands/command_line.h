#pragma once

#include "app/base/result.h"
#include "app/room/protocol/join_link.h"

#include <QCommandLineParser>
#include <QJsonObject>

#include <chrono>
#include <optional>

namespace prosc {

/// The options of one command, with --help, and its output: results on stdout (as JSON with
/// --json), everything else on stderr; a failure is one sentence. A terminal gets no control and
/// direction characters: they are escaped, which changes nothing in JSON.
class CommandLine
{
public:
    CommandLine(const QString &command, const QString &description);

    [[nodiscard]] QCommandLineParser &parser() { return m_parser; }
    void addOption(const QString &name, const QString &description, const QString &value = {},
                   const QString &fallback = {});
    void addArgument(const QString &name, const QString &description);
    /// False: the command ends now with exitCode() (help was shown, or the arguments are invalid).
    [[nodiscard]] bool parse(const QStringList &arguments);
    [[nodiscard]] int exitCode() const { return m_exitCode; }

    [[nodiscard]] bool isSet(const QString &name) const { return m_parser.isSet(name); }
    [[nodiscard]] QString value(const QString &name) const { return m_parser.value(name); }
    [[nodiscard]] QString argument() const { return m_argument; }
    /// The argument as a link to a room, or with "-" the first line of standard input; nullopt
    /// after printing a sentence if it is not one.
    [[nodiscard]] std::optional<JoinLink> joinLink() const;
    /// An integer within the limits; nullopt after printing a sentence if it is not one.
    [[nodiscard]] std::optional<int> number(const QString &name, int min, int max) const;
    /// "20s", "5m", "2h", "90" (seconds); nullopt after printing a sentence if it is not one.
    [[nodiscard]] std::optional<std::chrono::milliseconds> duration(const QString &name) const;

    /// Prints a result: the text, or with --json the object on one line.
    void result(const QString &text, const QJsonObject &json) const;
    /// Prints progress on stderr.
    static void say(const QString &text);
    /// Prints one sentence on stderr; returns exit code 1.
    static int fail(const Error &error, const QString &name = {});
    static int failWith(const QString &sentence);

private:
    QCommandLineParser m_parser;
    QString m_command;
    QString m_argumentName;
    QString m_argument;
    int m_exitCode = 0;
};

/// A text from outside, such as a name, as a part of a line: control and direction characters, line
/// breaks and tabs are escaped (\u001b).
[[nodiscard]] QString printable(const QString &text);

/// "1 room", "2 rooms".
[[nodiscard]] QString counted(qint64 count, const char *noun);

} // namespace prosc
