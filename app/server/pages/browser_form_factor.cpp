#include "app/server/pages/browser_form_factor.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

bool matches(const QString &agent, const QString &pattern)
{
    return QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption)
        .match(agent)
        .hasMatch();
}

} // namespace

FormFactor formFactorOfBrowser(const HttpRequest &request)
{
    const auto agent = QString::fromUtf8(request.header("user-agent").left(1024));
    const auto platform = request.header("sec-ch-ua-platform").toLower();
    const bool hintsMobile = request.header("sec-ch-ua-mobile").trimmed() == "?1";
    const bool isAndroid =
        matches(agent, u"Android|HarmonyOS|Silk|Kindle"_s) || platform.contains("android");
    if (hintsMobile || matches(agent, u"iPhone|iPod|Windows Phone|KAIOS"_s)) {
        return FormFactor::Phone;
    }
    if (matches(agent, u"iPad"_s) || platform.contains("ios")) {
        return FormFactor::Tablet;
    }
    // "Mobi" is what every browser of a phone has in common (MDN, "Browser detection using the
    // user agent").
    if (matches(agent, u"Mobi"_s)) {
        return FormFactor::Phone;
    }
    return isAndroid ? FormFactor::Tablet : FormFactor::Desktop;
}

} // namespace prosc
