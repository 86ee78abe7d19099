#include "app/commands/command_line.h"

#include "ui/text/error_text.h"

#include <QFile>
#include <QJsonDocument>
#include <QRegularExpression>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

enum class Lines { AreKept, AreEscaped };

/// What a terminal would obey, or what would show the text in another order than it has.
bool isEscaped(QChar character, Lines lines)
{
    const auto code = character.unicode();
    // Our own sentences consist of lines, and in Hebrew they contain the two weak marks.
    const bool isOurs = code == '\n' || code == '\t' || code == 0x200E || code == 0x200F;
    const bool turns =
        (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) || code == 0x061C;
    const auto category = character.category();
    return isOurs ? lines == Lines::AreEscaped
                  : turns || category == QChar::Other_Control ||
                        category == QChar::Separator_Line || category == QChar::Separator_Paragraph;
}

/// As \u001b: inside a string of JSON, where nothing else can need it, this is the same string.
QString escaped(const QString &text, Lines lines)
{
    QString safe;
    for (const QChar character : text) {
        safe += isEscaped(character, lines)
                    ? u"\\u%1"_s.arg(character.unicode(), 4, 16, QLatin1Char('0'))
                    : QString(character);
    }
    return safe;
}

/// Escapes also what nobody made printable(): names reach a sentence in many ways.
void print(FILE *stream, const QString &text)
{
    const auto line = escaped(text, Lines::AreKept) + QLatin1Char('\n');
    std::fputs(line.toUtf8().constData(), stream);
    std::fflush(stream);
}

} // namespace

CommandLine::CommandLine(const QString &command, const QString &description) : m_command(command)
{
    m_parser.setApplicationDescription(description);
    m_parser.addHelpOption();
    addOption(u"json"_s, u"Print the result as one line of JSON."_s);
}

void CommandLine::addOption(const QString &name, const QString &description, const QString &value,
                            const QString &fallback)
{
    m_parser.addOption(QCommandLineOption(name, description, value, fallback));
}

void CommandLine::addArgument(const QString &name, const QString &description)
{
    m_argumentName = name;
    m_parser.addPositionalArgument(name, description);
}

bool CommandLine::parse(const QStringList &arguments)
{
    const QStringList all = QStringList{u"proscenium-room "_s + m_command} + arguments;
    if (!m_parser.parse(all)) {
        m_exitCode = failWith(m_parser.errorText() + QLatin1Char('.'));
        return false;
    }
    if (m_parser.isSet(u"help"_s)) {
        // Qt's help text starts with the program name only, and with its full path.
        auto help = m_parser.helpText();
        help.replace(0, help.indexOf(QLatin1Char('[')),
                     u"Usage: proscenium-room %1 "_s.arg(m_command));
        print(stdout, help);
        return false;
    }
    const auto positional = m_parser.positionalArguments();
    const int wanted = m_argumentName.isEmpty() ? 0 : 1;
    if (positional.size() != wanted) {
        m_exitCode = failWith(
            wanted == 1 && positional.isEmpty()
                ? u"\"%1\" needs a %2; see \"proscenium-room %1 --help\"."_s.arg(m_command,
                                                                                 m_argumentName)
                : u"Too many arguments; see \"proscenium-room %1 --help\"."_s.arg(m_command));
        return false;
    }
    m_argument = positional.value(0);
    return true;
}

namespace {

QString firstLineOfInput()
{
    QFile input;
    return input.open(stdin, QIODevice::ReadOnly) ? QString::fromUtf8(input.readLine()).trimmed()
                                                  : QString();
}

} // namespace

std::optional<JoinLink> CommandLine::joinLink() const
{
    const auto link = parseJoinLink(m_argument == "-"_L1 ? firstLineOfInput() : m_argument);
    if (link) {
        return *link;
    }
    failWith(u"This is not a link to a room (%1); copy the whole link."_s.arg(link.error().detail));
    return std::nullopt;
}

std::optional<int> CommandLine::number(const QString &name, int min, int max) const
{
    bool ok = false;
    const int number = value(name).toInt(&ok);
    if (ok && number >= min && number <= max) {
        return number;
    }
    failWith(u"--%1 must be a whole number from %2 to %3, not \"%4\"."_s.arg(
        name, QString::number(min), QString::number(max), value(name)));
    return std::nullopt;
}

std::optional<std::chrono::milliseconds> CommandLine::duration(const QString &name) const
{
    static const QRegularExpression pattern(u"\\A([0-9]{1,6})(ms|s|m|h)?\\z"_s);
    const auto match = pattern.match(value(name));
    const int64_t number = match.captured(1).toLongLong();
    const auto unit = match.captured(2);
    const int64_t factor = unit == QLatin1String("ms")  ? 1
                           : unit == QLatin1String("m") ? 60'000
                           : unit == QLatin1String("h") ? 3'600'000
                                                        : 1000;
    if (match.hasMatch() && number * factor >= 1000 && number * factor <= 24 * 3'600'000) {
        return std::chrono::milliseconds(number * factor);
    }
    failWith(u"--%1 must be a time from 1 s to 24 h such as 20s, 5m or 2h, not \"%2\"."_s.arg(
        name, value(name)));
    return std::nullopt;
}

void CommandLine::result(const QString &text, const QJsonObject &json) const
{
    print(stdout, isSet(u"json"_s)
                      ? QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact))
                      : text);
}

void CommandLine::say(const QString &text)
{
    print(stderr, text);
}

int CommandLine::fail(const Error &error, const QString &name)
{
    return failWith(errorText(error, name));
}

int CommandLine::failWith(const QString &sentence)
{
    print(stderr, sentence);
    return 1;
}

QString printable(const QString &text)
{
    return escaped(text, Lines::AreEscaped);
}

QString counted(qint64 count, const char *noun)
{
    return u"%1 %2%3"_s.arg(count).arg(QLatin1String(noun), count == 1 ? QString() : u"s"_s);
}

} // namespace prosc
