#pragma once

#include "app/base/result.h"

#include <QByteArray>
#include <QCommandLineParser>
#include <QString>

#include <string>
#include <vector>

namespace prosc {

/// What a start of the program asks for: of itself, or of the program that runs already.
struct DesktopRequest
{
    enum class Start { Page, Host, Join } start = Start::Page;
    /// A join link: it holds a token, so never log it.
    QString link;
    QString title;
    QString name;
    int demo = 0;
    bool onlyHere = false;
    int port = 0;
    /// The desktop's token that lets a window take the focus, or empty.
    QString activation;
};

/// What the program was built for; see PROSCENIUM_SERVICE in packaging/cmake/options.cmake.
enum class Ability { HostAndJoin, Join };

/// Names the commands and options of the program.
void describeArguments(QCommandLineParser &parser, Ability ability);

/// The request of parsed arguments; otherwise the sentence that says what is wrong with them.
[[nodiscard]] tl::expected<DesktopRequest, QString> requestOf(const QCommandLineParser &parser,
                                                              Ability ability);

/// Whether a link of ours comes with other arguments. The desktop starts the program with nothing
/// but the link, which may be a web page's; a page that smuggles in more must get nowhere. Ask
/// before anything else reads the arguments.
[[nodiscard]] bool linkHasCompany(const std::vector<std::string> &arguments);

/// The request for the program that runs already: what a hosted room would be like is not in it.
[[nodiscard]] QByteArray writeRequest(const DesktopRequest &request);
/// FileDamaged when `text` is no such request.
[[nodiscard]] Result<DesktopRequest> readRequest(const QByteArray &text);

} // namespace prosc
