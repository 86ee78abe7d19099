#include "app/desktop/desktop_request.h"

#include "app/base/json_document.h"
#include "app/room/protocol/join_link.h"

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr qsizetype kLongestLink = 8192;

} // namespace

template <>
struct EnumNames<DesktopRequest::Start>
{
    static constexpr std::array table = {std::pair{DesktopRequest::Start::Page, "page"},
                                         std::pair{DesktopRequest::Start::Host, "host"},
                                         std::pair{DesktopRequest::Start::Join, "join"}};
};

template <class V>
void describe(V &v, json::Ref<V, DesktopRequest> m)
{
    v("start", m.start, json::Required{});
    v("link", m.link, json::Text{0, kLongestLink});
    v("name", m.name, json::Text{0, 1024});
    v("activation", m.activation, json::Text{0, 1024});
}

namespace {

bool isLink(const QString &text)
{
    return isAppLink(text) || text.startsWith(QLatin1String("https://"), Qt::CaseInsensitive) ||
           text.startsWith(QLatin1String("http://"), Qt::CaseInsensitive);
}

/// Start and link; false if the arguments are neither a command nor a link.
bool readPositional(const QStringList &arguments, DesktopRequest &request)
{
    const auto first = arguments.value(0);
    if (arguments.isEmpty()) {
        request.start = DesktopRequest::Start::Page;
    } else if (first == QLatin1String("join") && arguments.size() == 2) {
        request.start = DesktopRequest::Start::Join;
        request.link = arguments.at(1);
    } else if (isLink(first) && arguments.size() == 1) {
        request.start = DesktopRequest::Start::Join;
        request.link = first;
    } else if (first == QLatin1String("host") && arguments.size() == 1) {
        request.start = DesktopRequest::Start::Host;
    } else {
        return false;
    }
    return request.link.size() <= kLongestLink;
}

/// False if the option is there and no number in this range.
bool readNumber(const QCommandLineParser &parser, const QString &option, int max, int &number)
{
    if (!parser.isSet(option)) {
        return true;
    }
    bool ok = false;
    number = parser.value(option).toInt(&ok);
    return ok && number >= 1 && number <= max;
}

} // namespace

void describeArguments(QCommandLineParser &parser, Ability ability)
{
    const bool canHost = ability == Ability::HostAndJoin;
    const auto start = canHost
                           ? u"proscenium                 the start page: host a room, join one\n"_s
                           : u"proscenium                 the start page: join a room\n"_s;
    const auto host =
        canHost ? u"\nproscenium host            a room on this computer, you as its host"_s
                : QString();
    parser.setApplicationDescription(
        u"Proscenium records the stage of an online meeting room.\n\n"_s + start +
        u"proscenium <link>          into a room; proscenium: links ask first\n"
        "proscenium join <link>     the same"_s +
        host);
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(u"command"_s,
                                 canHost ? u"A link, join or host."_s : u"A link, or join."_s);
    parser.addOption({{u"name"_s, u"person-name"_s}, u"Your name in the room."_s, u"name"_s});
    if (canHost) {
        parser.addOptions({
            {{u"title"_s, u"room-title"_s},
             u"host: title of the room."_s,
             u"title"_s,
             u"My room"_s},
            {u"demo"_s, u"host: add this many simulated participants (1 to 24)."_s, u"N"_s},
            {u"local"_s, u"host: plain HTTP, only for this computer."_s},
            {u"port"_s, u"host: the port to listen on."_s, u"port"_s},
        });
    }
}

tl::expected<DesktopRequest, QString> requestOf(const QCommandLineParser &parser, Ability ability)
{
    const bool canHost = ability == Ability::HostAndJoin;
    DesktopRequest request;
    if (!readPositional(parser.positionalArguments(), request)) {
        return tl::unexpected(
            canHost ? u"Expected a link, \"join <link>\" or \"host\"; see \"proscenium --help\"."_s
                    : u"Expected a link or \"join <link>\"; see \"proscenium --help\"."_s);
    }
    request.name = parser.value(u"name"_s).simplified().left(1024);
    if (!canHost) {
        return request.start != DesktopRequest::Start::Host
                   ? tl::expected<DesktopRequest, QString>(request)
                   : tl::unexpected(u"This version of Proscenium cannot host rooms. Join one with "
                                    "\"join <link>\"."_s);
    }
    request.title = parser.value(u"title"_s);
    request.onlyHere = parser.isSet(u"local"_s);
    if (!readNumber(parser, u"port"_s, 65535, request.port)) {
        return tl::unexpected(u"--port must be a number from 1 to 65535."_s);
    }
    if (!readNumber(parser, u"demo"_s, 24, request.demo)) {
        return tl::unexpected(u"--demo must be a number from 1 to 24."_s);
    }
    return request;
}

bool linkHasCompany(const std::vector<std::string> &arguments)
{
    return arguments.size() > 2 && isAppLink(QString::fromStdString(arguments[1]));
}

QByteArray writeRequest(const DesktopRequest &request)
{
    return QJsonDocument(json::write(request)).toJson(QJsonDocument::Compact);
}

Result<DesktopRequest> readRequest(const QByteArray &text)
{
    DesktopRequest request;
    if (const auto read = json::read(text, request); !read) {
        return fail(read.error());
    }
    return request;
}

} // namespace prosc
